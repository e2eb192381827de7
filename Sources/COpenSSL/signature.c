#include "signature.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

/// A key that asks for a password is refused: nobody is there to type one.
static int no_password(char *buffer, int size, int writing, void *context) {
  (void)buffer, (void)size, (void)writing, (void)context;
  return -1;
}

static BIO *memory(const uint8_t *bytes, size_t count) {
  return count <= INT_MAX ? BIO_new_mem_buf(bytes, (int)count) : NULL;
}

static EVP_PKEY *read_private(const uint8_t *pem, size_t count) {
  BIO *bio = memory(pem, count);
  EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL) : NULL;
  BIO_free(bio);
  ERR_clear_error();
  return key;
}

static EVP_PKEY *read_public(const uint8_t *pem, size_t count) {
  BIO *bio = memory(pem, count);
  EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, no_password, NULL) : NULL;
  BIO_free(bio);
  if (!key && (bio = memory(pem, count))) {
    X509 *certificate = PEM_read_bio_X509(bio, NULL, no_password, NULL);
    if (certificate) key = X509_get_pubkey(certificate);
    X509_free(certificate);
    BIO_free(bio);
  }
  ERR_clear_error();
  return key;
}

static int tell(EVP_PKEY *key, struct copenssl_key_facts *facts) {
  if (!key) return 0;
  facts->is_rsa = EVP_PKEY_is_a(key, "RSA");
  facts->bits = EVP_PKEY_get_bits(key);
  EVP_PKEY_free(key);
  return 1;
}

int copenssl_private_key(const uint8_t *pem, size_t count, struct copenssl_key_facts *facts) {
  return tell(read_private(pem, count), facts);
}

int copenssl_public_key_facts(const uint8_t *pem, size_t count, struct copenssl_key_facts *facts) {
  return tell(read_public(pem, count), facts);
}

int copenssl_public_key_digest(const uint8_t *pem, size_t count, uint8_t *digest) {
  EVP_PKEY *key = read_public(pem, count);
  unsigned char *der = NULL;
  int length = key ? i2d_PUBKEY(key, &der) : -1;
  int done = length > 0 && EVP_Digest(der, (size_t)length, digest, NULL, EVP_sha256(), NULL) == 1;
  OPENSSL_free(der);
  EVP_PKEY_free(key);
  ERR_clear_error();
  return done;
}

static int set_pss(EVP_PKEY_CTX *parameters, int salt) {
  return EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0
         && EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()) > 0
         && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt) > 0;
}

size_t copenssl_pss_sign(
    const uint8_t *pem, size_t pem_count, int salt, const uint8_t *bytes, size_t count, uint8_t *signature,
    size_t capacity) {
  EVP_PKEY *key = read_private(pem, pem_count);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  EVP_PKEY_CTX *parameters = NULL;
  size_t size = capacity;
  int done = key && context && EVP_PKEY_is_a(key, "RSA")
             && EVP_DigestSignInit(context, &parameters, EVP_sha256(), NULL, key) == 1 && set_pss(parameters, salt)
             && EVP_DigestSign(context, signature, &size, bytes, count) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  ERR_clear_error();
  return done ? size : 0;
}

int copenssl_pss_verify(
    const uint8_t *pem, size_t pem_count, int salt, const uint8_t *bytes, size_t count, const uint8_t *signature,
    size_t signature_count) {
  EVP_PKEY *key = read_public(pem, pem_count);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  EVP_PKEY_CTX *parameters = NULL;
  int ready = key && context && EVP_PKEY_is_a(key, "RSA")
              && EVP_DigestVerifyInit(context, &parameters, EVP_sha256(), NULL, key) == 1 && set_pss(parameters, salt);
  int result = !ready ? -1 : EVP_DigestVerify(context, signature, signature_count, bytes, count) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  ERR_clear_error();
  return result;
}
