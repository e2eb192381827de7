#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a key in PEM is.
struct copenssl_key_facts {
  /// Whether it is an RSA key.
  int is_rsa;
  /// The length of its modulus.
  int bits;
};

/// Reads `count` bytes of PEM as a private key without a password, into `facts`. Returns 1, or 0 when there is none.
int copenssl_private_key(const uint8_t *_Nonnull pem, size_t count, struct copenssl_key_facts *_Nonnull facts);
/// As `copenssl_private_key`, for a public key: SubjectPublicKeyInfo, PKCS #1, or the one of a certificate.
int copenssl_public_key_facts(const uint8_t *_Nonnull pem, size_t count, struct copenssl_key_facts *_Nonnull facts);

/// Writes the SHA-256 of the SubjectPublicKeyInfo (RFC 5280, 4.1.2.7, in DER) of the public key in `count` bytes of PEM
/// into the caller's 32 bytes. Returns 1, or 0 when there is no such key.
int copenssl_public_key_digest(const uint8_t *_Nonnull pem, size_t count, uint8_t *_Nonnull digest);

/// Signs `count` bytes with RSASSA-PSS over SHA-256 and MGF1 with SHA-256 (RFC 8017, 8.1), `salt` in bytes; `key` is
/// PEM. Returns the length of the signature, 0 when OpenSSL refuses or `capacity` is too small.
size_t copenssl_pss_sign(
    const uint8_t *_Nonnull key, size_t key_count, int salt, const uint8_t *_Nonnull bytes, size_t count,
    uint8_t *_Nonnull signature, size_t capacity);

/// Whether `signature` is that of `bytes` (RFC 8017, 8.1.2), with a salt of exactly `salt` bytes: 1 yes, 0 no, -1 when
/// the public key cannot be used.
int copenssl_pss_verify(
    const uint8_t *_Nonnull key, size_t key_count, int salt, const uint8_t *_Nonnull bytes, size_t count,
    const uint8_t *_Nonnull signature, size_t signature_count);

#ifdef __cplusplus
}
#endif
