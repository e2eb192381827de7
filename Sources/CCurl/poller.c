#include "ccurl.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

int ccurl_poller_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

int ccurl_poller_watch(int poller, int descriptor, int readable, int writable) {
  struct epoll_event event = {
      .events = (readable ? EPOLLIN : 0u) | (writable ? EPOLLOUT : 0u), .data.fd = descriptor};
  if (epoll_ctl(poller, EPOLL_CTL_MOD, descriptor, &event) == 0) return 0;
  if (errno != ENOENT) return -1;
  return epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event);
}

void ccurl_poller_forget(int poller, int descriptor) {
  struct epoll_event event = {0};
  (void)epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &event);
}

int ccurl_poller_wait(int poller, struct ccurl_event *events, int capacity, int milliseconds) {
  struct epoll_event raw[64];
  if (capacity > 64) capacity = 64;
  int count = epoll_wait(poller, raw, capacity, milliseconds);
  for (int i = 0; i < count; i++) {
    events[i] = (struct ccurl_event){
        .descriptor = raw[i].data.fd,
        .readable = (raw[i].events & EPOLLIN) != 0,
        .writable = (raw[i].events & EPOLLOUT) != 0,
        .failed = (raw[i].events & (EPOLLERR | EPOLLHUP)) != 0,
    };
  }
  return count < 0 ? 0 : count;
}

int ccurl_waker_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void ccurl_waker_wake(int waker) {
  uint64_t one = 1;
  ssize_t written = write(waker, &one, sizeof one);
  (void)written;  // a full counter wakes as well
}

void ccurl_waker_drain(int waker) {
  uint64_t count;
  ssize_t taken = read(waker, &count, sizeof count);
  (void)taken;
}

enum ccurl_peer_state ccurl_look_at_peer(int socket) {
  struct tcp_info info;
  socklen_t length = sizeof info;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return CCURL_PEER_OPEN;
  switch (info.tcpi_state) {
    case TCP_CLOSE: return CCURL_PEER_RESET;
    case TCP_CLOSE_WAIT:
    case TCP_LAST_ACK:
    case TCP_CLOSING:
    case TCP_TIME_WAIT: return CCURL_PEER_CLOSED;
    default: return CCURL_PEER_OPEN;
  }
}

int ccurl_local_port(int socket) {
  struct sockaddr_storage name;
  socklen_t length = sizeof name;
  if (getsockname(socket, (struct sockaddr *)&name, &length) != 0) return -1;
  switch (name.ss_family) {
    case AF_INET: return ntohs(((struct sockaddr_in *)&name)->sin_port);
    case AF_INET6: return ntohs(((struct sockaddr_in6 *)&name)->sin6_port);
    default: return -1;
  }
}

int ccurl_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 0); }

long ccurl_send(int socket, const unsigned char *bytes, unsigned long count) {
  ssize_t sent = send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) return sent;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : -1;
}

long ccurl_receive(int socket, unsigned char *bytes, unsigned long capacity) {
  ssize_t received = recv(socket, bytes, capacity, MSG_DONTWAIT);
  if (received >= 0) return received;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? -1 : -1 - (long)errno;
}

void ccurl_block_signals(void) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, NULL);
}
