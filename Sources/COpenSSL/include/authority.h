#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Kinds of key that a certificate can be issued for.
typedef enum {
  COPENSSL_KEY_EC256,
  COPENSSL_KEY_EC384,
  COPENSSL_KEY_RSA2048,
  COPENSSL_KEY_RSA1024,
  COPENSSL_KEY_ED25519,
} copenssl_key_kind;

/// Digests that a certificate can be signed with; not used where the issuer's key is Ed25519.
typedef enum {
  COPENSSL_DIGEST_SHA256,
  COPENSSL_DIGEST_SHA1,
  COPENSSL_DIGEST_MD5,
} copenssl_digest_kind;

/// What a certificate is for.
typedef enum {
  COPENSSL_USE_ROOT,
  COPENSSL_USE_INTERMEDIATE,
  COPENSSL_USE_SERVER,
  COPENSSL_USE_CLIENT,
} copenssl_use;

/// What to issue. Every string is NUL-terminated, belongs to the caller and is only read during the call.
typedef struct {
  /// The subject's common name, at most 64 characters.
  const char *_Nonnull common_name;
  /// Subject alternative names in OpenSSL's words ("DNS:a.example,IP:127.0.0.1"), or NULL for none.
  const char *_Nullable names;
  /// Seconds since 1970.
  int64_t not_before;
  /// Seconds since 1970.
  int64_t not_after;
  copenssl_key_kind key;
  copenssl_digest_kind digest;
  copenssl_use use;
  /// Not 0: it demands a stapled OCSP answer (RFC 7633).
  int must_staple;
  /// The DNS name below which an intermediate may issue, or NULL for any (RFC 5280, 4.2.1.10).
  const char *_Nullable permitted;
  /// PEM of the issuer's certificate and key; both NULL for a self-signed one.
  const char *_Nullable issuer_certificate;
  const char *_Nullable issuer_key;
} copenssl_plan;

/// Makes a key, and a certificate for it, as NUL-terminated PEM into `certificate` and `key` (8192 bytes hold any).
/// Returns 1, or 0 when OpenSSL refuses or a size, in bytes, is too small: see `copenssl_issue_error`.
int copenssl_issue(
    const copenssl_plan *_Nonnull plan, char *_Nonnull certificate, size_t certificate_size, char *_Nonnull key,
    size_t key_size);

/// Signs an OCSP answer about the PEM `certificate` by its issuer (RFC 6960, 4.2), good or revoked, which holds from
/// `from` until `until`, in seconds since 1970. Writes DER into `answer`; the number of bytes, or 0 when OpenSSL refuses or
/// `capacity` is too small.
size_t copenssl_make_staple(
    const char *_Nonnull certificate, const char *_Nonnull issuer_certificate, const char *_Nonnull issuer_key,
    int is_revoked, int64_t from, int64_t until, uint8_t *_Nonnull answer, size_t capacity);

/// Takes the oldest error of this thread's OpenSSL queue as NUL-terminated text into `text` and empties the queue.
void copenssl_issue_error(char *_Nonnull text, size_t size);

/// Signs `payload` as Amazon's SDKs sign a button: RSASSA-PSS over SHA-256 (RFC 8017, 8.1), `salt` in bytes, of
/// `algorithm`, a newline and the payload's SHA-256 in hexadecimal. `key` is an RSA key in PEM.
/// Writes into `signature` and returns the number of bytes written, or 0 when OpenSSL refuses or `capacity` is too small.
size_t copenssl_sign_button(
    const char *_Nonnull key, const char *_Nonnull algorithm, const char *_Nonnull payload, int salt,
    uint8_t *_Nonnull signature, size_t capacity);

/// Writes the public half of the PEM `key` as NUL-terminated PEM into `text`. Returns 1, or 0 when it does not fit.
int copenssl_public_key(const char *_Nonnull key, char *_Nonnull text, size_t size);

#ifdef __cplusplus
}
#endif
