#define _GNU_SOURCE
#include "ccurl.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

int ccurl_listen_on_loopback(int *port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener < 0) return -1;
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof name;
  if (bind(listener, (struct sockaddr *)&name, length) != 0 || listen(listener, 64) != 0 ||
      getsockname(listener, (struct sockaddr *)&name, &length) != 0) {
    close(listener);
    return -1;
  }
  *port = ntohs(name.sin_port);
  return listener;
}

int ccurl_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

int ccurl_open_pair(int *ours, int *theirs) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return -1;
  ccurl_unblock(pair[0]);
  *ours = pair[0];
  *theirs = pair[1];
  return 0;
}

void ccurl_unblock(int socket) {
  int flags = fcntl(socket, F_GETFL);
  if (flags >= 0) (void)fcntl(socket, F_SETFL, flags | O_NONBLOCK);
}
