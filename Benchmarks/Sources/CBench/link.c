// Two hosts on one machine: a network namespace each, joined by two TUN devices between which a thread carries packets
// after a delay. Order is kept, nothing is lost, the rate is not limited.
#define _GNU_SOURCE
#include "cbench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { slots = 8192, largest_packet = 2048 };

struct packet {
  int64_t due;
  ssize_t length;
  unsigned char bytes[largest_packet];
};

/// Packets on their way from one device to the other; a ring.
struct way {
  int from, to;
  unsigned first, end;
  struct packet *packets;
};

static struct way ways[2];
static int64_t delay_nanoseconds;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void receive(struct way *way) {
  while (way->end - way->first < slots) {
    struct packet *packet = &way->packets[way->end % slots];
    packet->length = read(way->from, packet->bytes, sizeof packet->bytes);
    if (packet->length <= 0) return;
    packet->due = now() + delay_nanoseconds;
    way->end++;
  }
}

/// Sends what is due; when the next packet will be, or `latest`.
static int64_t deliver(struct way *way, int64_t latest) {
  while (way->first != way->end) {
    struct packet *packet = &way->packets[way->first % slots];
    if (packet->due > now()) return packet->due < latest ? packet->due : latest;
    (void)!write(way->to, packet->bytes, packet->length);
    way->first++;
  }
  return latest;
}

static void *carry(void *unused) {
  (void)unused;
  for (;;) {
    int64_t next = now() + 1000000000LL;
    for (int i = 0; i < 2; i++) next = deliver(&ways[i], next);
    int64_t wait = next - now();
    if (wait < 0) wait = 0;
    struct timespec time = {wait / 1000000000LL, wait % 1000000000LL};
    struct pollfd ready[2] = {{ways[0].from, POLLIN, 0}, {ways[1].from, POLLIN, 0}};
    if (ppoll(ready, 2, &time, NULL) <= 0) continue;
    for (int i = 0; i < 2; i++) receive(&ways[i]);
  }
  return NULL;
}

static int set_flags_up(int control, const char *name) {
  struct ifreq request = {0};
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  return ioctl(control, SIOCSIFFLAGS, &request);
}

static int set_address(int control, const char *name, const char *address) {
  struct ifreq request = {0};
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  struct sockaddr_in *place = (struct sockaddr_in *)&request.ifr_addr;
  place->sin_family = AF_INET;
  inet_pton(AF_INET, address, &place->sin_addr);
  if (ioctl(control, SIOCSIFADDR, &request) != 0) return -1;
  inet_pton(AF_INET, "255.255.255.0", &place->sin_addr);
  return ioctl(control, SIOCSIFNETMASK, &request);
}

/// Enters a new namespace and gives it a device with addresses; the device's descriptor, -1 on failure.
static int open_end(const char *const *addresses, int *network) {
  static const char *const names[] = {"link0", "link0:1"};
  if (unshare(CLONE_NEWNET) != 0) return -1;
  *network = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  strcpy(request.ifr_name, names[0]);
  int done = *network >= 0 && device >= 0 && control >= 0 && ioctl(device, TUNSETIFF, &request) == 0;
  for (int i = 0; done && i < 2 && addresses[i]; i++) done = set_address(control, names[i], addresses[i]) == 0;
  done = done && set_flags_up(control, "lo") == 0 && set_flags_up(control, names[0]) == 0;
  int reason = errno;
  if (control >= 0) close(control);
  if (!done && device >= 0) close(device);
  errno = reason;
  return done ? device : -1;
}

int cbench_link_open(long delay, struct cbench_link *link) {
  static const char *const client[] = {"10.78.0.1", NULL}, *const server[] = {"10.78.0.2", "10.78.0.3"};
  int home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  if (home < 0) return errno;
  int near = open_end(client, &link->client);
  int far = near < 0 ? -1 : open_end(server, &link->server);
  int reason = far < 0 ? errno : 0;
  if (setns(home, CLONE_NEWNET) != 0 && !reason) reason = errno;
  close(home);
  if (reason) return reason;
  delay_nanoseconds = delay * 1000LL;
  ways[0] = (struct way){.from = near, .to = far, .packets = calloc(slots, sizeof(struct packet))};
  ways[1] = (struct way){.from = far, .to = near, .packets = calloc(slots, sizeof(struct packet))};
  if (!ways[0].packets || !ways[1].packets) return ENOMEM;
  pthread_t thread;
  return pthread_create(&thread, NULL, carry, NULL);
}
