#pragma once

#include <curl/curl.h>

/// An IP address; the first four bytes count for IPv4.
struct ccurl_address {
  /// 4 or 6; 0 for anything else.
  int family;
  unsigned char bytes[16];
};

/// How a name lookup ended.
enum ccurl_lookup_end {
  CCURL_LOOKUP_FOUND = 0,
  /// The name does not exist or has no address.
  CCURL_LOOKUP_NO_NAME = 1,
  /// No name server gave an answer.
  CCURL_LOOKUP_NO_ANSWER = 2,
  CCURL_LOOKUP_FAILED = 3,
};

/// Looks a name up; blocks as long as the system's resolver does. At most `capacity` addresses, in its order, without
/// repetition; `count` is set to their number.
enum ccurl_lookup_end ccurl_lookup(
    const char *_Nonnull name, struct ccurl_address *_Nonnull addresses, int capacity, int *_Nonnull count);
/// Reads an address in text (no brackets, no zone); 0 when it is none.
int ccurl_parse_address(const char *_Nonnull text, struct ccurl_address *_Nonnull address);
/// Writes an address as text of at most 46 bytes with its NUL.
void ccurl_format_address(const struct ccurl_address *_Nonnull address, char *_Nonnull text);
/// The address that a socket is wanted for.
struct ccurl_address ccurl_wanted_address(const struct curl_sockaddr *_Nonnull wanted);
/// Opens the wanted socket, closed on exec; `CURL_SOCKET_BAD` on failure.
curl_socket_t ccurl_open_socket(const struct curl_sockaddr *_Nonnull wanted);
/// Whether this machine has a route to a public address of the family (4 or 6). Sends nothing.
int ccurl_has_route(int family);
