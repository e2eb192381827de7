#include "digest.h"

#include <openssl/evp.h>

static int digest_with(const EVP_MD *type, const uint8_t *bytes, size_t count, uint8_t *digest) {
  static const uint8_t nothing = 0;
  return EVP_Digest(bytes ? bytes : &nothing, count, digest, NULL, type, NULL) == 1;
}

int copenssl_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
  return digest_with(EVP_sha256(), bytes, count, digest);
}

int copenssl_sha384(const uint8_t *bytes, size_t count, uint8_t *digest) {
  return digest_with(EVP_sha384(), bytes, count, digest);
}

int copenssl_sha512(const uint8_t *bytes, size_t count, uint8_t *digest) {
  return digest_with(EVP_sha512(), bytes, count, digest);
}
