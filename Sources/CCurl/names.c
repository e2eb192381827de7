#include "ccurl.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct ccurl_address address_of(const struct sockaddr *from) {
  struct ccurl_address address = {0};
  if (from->sa_family == AF_INET) {
    address.family = 4;
    memcpy(address.bytes, &((const struct sockaddr_in *)from)->sin_addr, 4);
  } else if (from->sa_family == AF_INET6) {
    address.family = 6;
    memcpy(address.bytes, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
  }
  return address;
}

enum ccurl_lookup_end ccurl_lookup(
    const char *name, struct ccurl_address *addresses, int capacity, int *count) {
  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
  struct addrinfo *found = NULL;
  *count = 0;
  int code = getaddrinfo(name, NULL, &hints, &found);
  switch (code) {
    case 0: break;
    case EAI_NONAME:
#ifdef EAI_NODATA
    case EAI_NODATA:
#endif
      return CCURL_LOOKUP_NO_NAME;
    case EAI_AGAIN: return CCURL_LOOKUP_NO_ANSWER;
    default: return CCURL_LOOKUP_FAILED;
  }
  for (struct addrinfo *next = found; next && *count < capacity; next = next->ai_next) {
    struct ccurl_address address = address_of(next->ai_addr);
    int known = address.family == 0;
    for (int i = 0; i < *count && !known; i++) known = !memcmp(&addresses[i], &address, sizeof address);
    if (!known) addresses[(*count)++] = address;
  }
  freeaddrinfo(found);
  return *count > 0 ? CCURL_LOOKUP_FOUND : CCURL_LOOKUP_NO_NAME;
}

int ccurl_parse_address(const char *text, struct ccurl_address *address) {
  memset(address, 0, sizeof *address);
  if (inet_pton(AF_INET, text, address->bytes) == 1) address->family = 4;
  else if (inet_pton(AF_INET6, text, address->bytes) == 1) address->family = 6;
  return address->family != 0;
}

void ccurl_format_address(const struct ccurl_address *address, char *text) {
  text[0] = 0;
  (void)inet_ntop(address->family == 4 ? AF_INET : AF_INET6, address->bytes, text, INET6_ADDRSTRLEN);
}

struct ccurl_address ccurl_wanted_address(const struct curl_sockaddr *wanted) {
  return address_of(&wanted->addr);
}

curl_socket_t ccurl_open_socket(const struct curl_sockaddr *wanted) {
  return socket(wanted->family, wanted->socktype | SOCK_CLOEXEC, wanted->protocol);
}

int ccurl_has_route(int family) {
  // A connected datagram socket only looks up the route. The addresses are those of a root name server.
  struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(53)};
  struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(53)};
  inet_pton(AF_INET, "198.41.0.4", &four.sin_addr);
  inet_pton(AF_INET6, "2001:503:ba3e::2:30", &six.sin6_addr);
  int probe = socket(family == 4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return 0;
  int code = family == 4 ? connect(probe, (struct sockaddr *)&four, sizeof four)
                         : connect(probe, (struct sockaddr *)&six, sizeof six);
  close(probe);
  return code == 0;
}
