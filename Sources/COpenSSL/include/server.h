#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The server side of TLS for one listener; made once, then only read, so that many threads may accept by it.
typedef struct copenssl_server copenssl_server;

/// One TLS connection of a server; used by one thread at a time.
typedef struct copenssl_stream copenssl_stream;

/// How a server speaks TLS. Every string is NUL-terminated, belongs to the caller and is only read during the call.
typedef struct {
  /// Lowest and highest version on the wire: 0x0301 (TLS 1.0) … 0x0304 (TLS 1.3).
  int minimum;
  int maximum;
  /// Suites up to TLS 1.2 in OpenSSL's words, or NULL for OpenSSL's default.
  const char *_Nullable suites;
  /// OpenSSL's security level, 0 … 5; 0 allows what is forbidden today.
  int security_level;
  /// Length of the finite-field Diffie-Hellman group in bits: 0 lets OpenSSL choose, 1024 takes group 22 of RFC 5114.
  int dh_bits;
  /// Not 0: a client without a certificate of any kind is refused.
  int asks_client_certificate;
  /// Not 0: HTTP/2 is agreed on with clients that offer it.
  int speaks_http2;
} copenssl_server_plan;

/// A server without certificates yet; freed by `copenssl_server_free`. NULL when OpenSSL refuses the plan.
copenssl_server *_Nullable copenssl_server_new(const copenssl_server_plan *_Nonnull plan);

/// Serves `chain` (PEM, leaf first) with `key` (PEM) to clients that ask for `name`; "*" to all others, and may be added once.
/// Returns 1, or 0 when OpenSSL refuses, the name has more than 255 characters, or 64 are there already.
int copenssl_server_add(
    copenssl_server *_Nonnull server, const char *_Nonnull name, const char *_Nonnull chain, const char *_Nonnull key);

/// Staples `count` bytes, an OCSP answer in DER, for clients that ask for one. Returns 1, or 0 when there is no memory.
int copenssl_server_staple(copenssl_server *_Nonnull server, const uint8_t *_Nonnull answer, size_t count);

void copenssl_server_free(copenssl_server *_Nullable server);

/// Accepts a connection on `listener`; the descriptor is closed on exec. -1 with `errno` set on failure.
int copenssl_accept_socket(int listener);

/// Shakes hands on the connected, blocking socket `fd`, which stays the caller's to close. NULL when the handshake
/// failed; the alert is sent. Free by `copenssl_stream_free`. The server must outlive the stream.
copenssl_stream *_Nullable copenssl_accept(copenssl_server *_Nonnull server, int fd);

/// Reads at most `count` bytes. Returns how many, 0 at the orderly end, -1 when broken, timed out or reset.
long copenssl_read(copenssl_stream *_Nonnull stream, uint8_t *_Nonnull bytes, size_t count);

/// Writes all `count` bytes. Returns 1, or 0 when the connection broke.
int copenssl_write(copenssl_stream *_Nonnull stream, const uint8_t *_Nonnull bytes, size_t count);

/// The negotiated version on the wire (0x0303 is TLS 1.2).
int copenssl_stream_version(const copenssl_stream *_Nonnull stream);

/// Whether HTTP/2 was agreed on.
int copenssl_stream_is_http2(const copenssl_stream *_Nonnull stream);

/// Says goodbye (close_notify) if `orderly` is not 0, and frees the stream; the socket stays open.
void copenssl_stream_free(copenssl_stream *_Nullable stream, int orderly);

#ifdef __cplusplus
}
#endif
