// The floor: transfers made bare with libcurl's easy interface, one after another.
#include "cbench.h"

#include <curl/curl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

static long processor(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000L + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static size_t drop(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes;
  (void)context;
  return size * count;
}

struct writer {
  unsigned char bytes[512];
  size_t length;
};

static void put(struct writer *out, const void *bytes, size_t count) {
  if (out->length + count > sizeof out->bytes) return;
  memcpy(out->bytes + out->length, bytes, count);
  out->length += count;
}

static void put16(struct writer *out, unsigned value) {
  put(out, (unsigned char[]){value >> 8, value & 255}, 2);
}

/// Fills in a length of two bytes that stands at `place`.
static void close16(struct writer *out, size_t place) {
  size_t length = out->length - place - 2;
  out->bytes[place] = (unsigned char)(length >> 8);
  out->bytes[place + 1] = (unsigned char)length;
}

/// A ClientHello of `version` for `host` (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2).
static void write_hello(struct writer *out, int version, const char *host) {
  static const unsigned suites[] = {0x1301, 0x1302, 0xc02f, 0xc030, 0xc02b, 0xc013, 0xc014, 0x009c, 0x002f, 0x0035};
  unsigned legacy = version > 0x0303 ? 0x0303 : (unsigned)version;
  put(out, "\x16\x03\x01\0\0\x01\0\0\0", 9);
  put16(out, legacy);
  for (int i = 0; i < 32; i++) put(out, "\x5a", 1);
  put(out, "\0", 1);
  put16(out, sizeof suites / sizeof *suites * 2);
  for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) put16(out, suites[i]);
  put(out, "\x01\0", 2);
  if (version > 0x0300) {
    size_t extensions = out->length, name = strlen(host);
    put(out, "\0\0", 2);
    put(out, "\0\0", 2);  // server_name
    put16(out, (unsigned)name + 5);
    put16(out, (unsigned)name + 3);
    put(out, "\0", 1);
    put16(out, (unsigned)name);
    put(out, host, name);
    put(out, "\0\x0a\0\x06\0\x04\0\x1d\0\x17", 10);  // supported_groups
    put(out, "\0\x0b\0\x02\x01\0", 6);               // ec_point_formats
    put(out, "\0\x0d\0\x0a\0\x08\x04\x03\x08\x04\x04\x01\x02\x01", 14);  // signature_algorithms
    if (version == 0x0304) {
      put(out, "\0\x2b\0\x03\x02\x03\x04", 7);  // supported_versions
      put(out, "\0\x33\0\x26\0\x24\0\x1d\0\x20", 10);  // key_share: x25519
      for (int i = 0; i < 32; i++) put(out, "\x09", 1);
    }
    close16(out, extensions);
  }
  close16(out, 3);
  size_t handshake = out->length - 9;
  out->bytes[7] = (unsigned char)(handshake >> 8);
  out->bytes[8] = (unsigned char)handshake;
}

static int say_hello(CURL *easy, const struct cbench_transfer *transfer) {
  struct writer hello = {.length = 0};
  const char *host = strstr(transfer->url, "://");
  char name[256] = "";
  if (host) strncpy(name, host + 3, sizeof name - 1);
  name[strcspn(name, ":/")] = 0;
  write_hello(&hello, transfer->version, name);
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK) return 0;
  size_t count = 0;
  unsigned char answer[8192];
  if (curl_easy_send(easy, hello.bytes, hello.length, &count) != CURLE_OK) return 0;
  struct pollfd ready = {.fd = socket, .events = POLLIN};
  if (poll(&ready, 1, 5000) != 1) return 0;
  CURLcode code = curl_easy_recv(easy, answer, sizeof answer, &count);
  return code == CURLE_OK;  // an alert is an answer
}

/// Makes one transfer; whether there was an answer.
static int transfer_one(
    CURL *easy, const struct cbench_transfer *transfer, const char *roots, struct cbench_bare *result) {
  struct curl_slist *to = curl_slist_append(NULL, transfer->connect_to);
  struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
  char lines[4096];
  strncpy(lines, transfer->headers, sizeof lines - 1);
  lines[sizeof lines - 1] = 0;
  char *rest = lines;
  for (char *line; (line = strsep(&rest, "\n"));) {
    if (*line) headers = curl_slist_append(headers, line);
  }
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_URL, transfer->url);
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, to);
  curl_easy_setopt(easy, CURLOPT_CAINFO, roots);
  curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
  curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 10000L);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)transfer->fresh);
  if (!transfer->method) curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  else if (strcmp(transfer->method, "HEAD") == 0) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  else if (strcmp(transfer->method, "POST") == 0) curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, transfer->body);
  else if (strcmp(transfer->method, "GET") != 0) curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, transfer->method);
  int answered = curl_easy_perform(easy) == CURLE_OK && (transfer->method || say_hello(easy, transfer));
  long connections = 0;
  curl_off_t handshake = 0;
  curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connections);
  curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &handshake);
  result->connections += (int)connections;
  if (connections > 0 && handshake > 0) result->handshakes++;
  curl_slist_free_all(headers);
  curl_slist_free_all(to);
  return answered;
}

int cbench_transfer_all(
    const struct cbench_transfer *transfers, int count, const char *roots, struct cbench_bare *result) {
  *result = (struct cbench_bare){0};
  long begin = now(), used = processor();
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return -1;
  CURL *easy = curl_easy_init(), *hellos = curl_easy_init();
  if (!easy || !hellos) return -1;
  for (int i = 0; i < count; i++) {
    // A hello's connection is of no use to anybody else.
    CURL *handle = transfers[i].method ? easy : hellos;
    if (!transfer_one(handle, &transfers[i], roots, result)) result->failed++;
    if (!transfers[i].method) {
      curl_easy_cleanup(hellos);
      hellos = curl_easy_init();
      if (!hellos) return -1;
    }
  }
  curl_easy_cleanup(hellos);
  curl_easy_cleanup(easy);
  result->wall = now() - begin;
  result->processor = processor() - used;
  return 0;
}
