// Certificates made at start, for servers of this machine: an authority of our own, sound or with faults on purpose.
#include "authority.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

static EVP_PKEY *make_key(copenssl_key_kind kind) {
  switch (kind) {
  case COPENSSL_KEY_EC256: return EVP_EC_gen("P-256");
  case COPENSSL_KEY_EC384: return EVP_EC_gen("P-384");
  case COPENSSL_KEY_RSA2048: return EVP_RSA_gen(2048);
  case COPENSSL_KEY_RSA1024: return EVP_RSA_gen(1024);
  case COPENSSL_KEY_ED25519: return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
  }
  return NULL;
}

static const EVP_MD *digest_for(copenssl_digest_kind kind, const EVP_PKEY *signer) {
  // Ed25519 brings its own digest (RFC 8410, 3).
  if (EVP_PKEY_is_a(signer, "ED25519")) return NULL;
  switch (kind) {
  case COPENSSL_DIGEST_SHA256: return EVP_sha256();
  case COPENSSL_DIGEST_SHA1: return EVP_sha1();
  case COPENSSL_DIGEST_MD5: return EVP_md5();
  }
  return EVP_sha256();
}

static X509 *read_certificate(const char *pem) {
  BIO *bio = BIO_new_mem_buf(pem, -1);
  if (!bio) return NULL;
  X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
  BIO_free(bio);
  return certificate;
}

static EVP_PKEY *read_key(const char *pem) {
  BIO *bio = BIO_new_mem_buf(pem, -1);
  if (!bio) return NULL;
  EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
  BIO_free(bio);
  return key;
}

/// Copies what `bio` holds, NUL-terminated. Returns 1, or 0 when it does not fit.
static int copy_text(BIO *bio, char *text, size_t size) {
  char *bytes = NULL;
  long count = BIO_get_mem_data(bio, &bytes);
  if (count < 0 || (size_t)count >= size) return 0;
  memcpy(text, bytes, (size_t)count);
  text[count] = 0;
  return 1;
}

static int add_extension(X509 *certificate, X509V3_CTX *context, int nid, const char *value) {
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, context, nid, value);
  if (!extension) return 0;
  int added = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  return added;
}

/// The extensions that RFC 5280 (4.2) asks of each kind.
static int add_extensions(X509 *certificate, X509 *issuer, const copenssl_plan *plan) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  int is_authority = plan->use == COPENSSL_USE_ROOT || plan->use == COPENSSL_USE_INTERMEDIATE;
  const char *constraints = plan->use == COPENSSL_USE_ROOT           ? "critical,CA:TRUE"
                            : plan->use == COPENSSL_USE_INTERMEDIATE ? "critical,CA:TRUE,pathlen:0"
                                                                     : "critical,CA:FALSE";
  const char *usage = is_authority ? "critical,keyCertSign,cRLSign"
                      : plan->key == COPENSSL_KEY_RSA2048 || plan->key == COPENSSL_KEY_RSA1024
                          ? "critical,digitalSignature,keyEncipherment"
                          : "critical,digitalSignature";
  if (!add_extension(certificate, &context, NID_basic_constraints, constraints)) return 0;
  if (!add_extension(certificate, &context, NID_key_usage, usage)) return 0;
  if (!add_extension(certificate, &context, NID_subject_key_identifier, "hash")) return 0;
  if (issuer != certificate && !add_extension(certificate, &context, NID_authority_key_identifier, "keyid"))
    return 0;
  if (!is_authority
      && !add_extension(
          certificate, &context, NID_ext_key_usage, plan->use == COPENSSL_USE_CLIENT ? "clientAuth" : "serverAuth"))
    return 0;
  if (plan->must_staple && !add_extension(certificate, &context, NID_tlsfeature, "status_request")) return 0;
  if (plan->permitted) {
    char value[300];
    snprintf(value, sizeof value, "critical,permitted;DNS:%.250s", plan->permitted);
    if (!add_extension(certificate, &context, NID_name_constraints, value)) return 0;
  }
  return !plan->names || add_extension(certificate, &context, NID_subject_alt_name, plan->names);
}

static int fill(X509 *certificate, EVP_PKEY *key, X509 *issuer, EVP_PKEY *signer, const copenssl_plan *plan) {
  unsigned char serial[16];
  if (RAND_bytes(serial, sizeof serial) != 1) return 0;
  serial[0] = (unsigned char)((serial[0] & 0x7f) | 0x40);
  BIGNUM *number = BN_bin2bn(serial, sizeof serial, NULL);
  if (!number) return 0;
  int numbered = BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
  BN_free(number);
  X509_NAME *name = X509_get_subject_name(certificate);
  return numbered && X509_set_version(certificate, X509_VERSION_3)
         && ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)plan->not_before)
         && ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)plan->not_after)
         && X509_set_pubkey(certificate, key)
         && X509_NAME_add_entry_by_txt(
             name, "O", MBSTRING_UTF8, (const unsigned char *)"PayReady demo", -1, -1, 0)
         && X509_NAME_add_entry_by_txt(
             name, "CN", MBSTRING_UTF8, (const unsigned char *)plan->common_name, -1, -1, 0)
         && X509_set_issuer_name(certificate, X509_get_subject_name(issuer))
         && add_extensions(certificate, issuer, plan)
         && X509_sign(certificate, signer, digest_for(plan->digest, signer)) > 0;
}

static int write_certificate(X509 *certificate, char *text, size_t size) {
  BIO *bio = BIO_new(BIO_s_mem());
  int written = bio && PEM_write_bio_X509(bio, certificate) && copy_text(bio, text, size);
  BIO_free(bio);
  return written;
}

static int write_key(EVP_PKEY *key, char *text, size_t size) {
  BIO *bio = BIO_new(BIO_s_mem());
  int written = bio && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) && copy_text(bio, text, size);
  BIO_free(bio);
  return written;
}

int copenssl_issue(
    const copenssl_plan *plan, char *certificate, size_t certificate_size, char *key, size_t key_size) {
  int done = 0;
  EVP_PKEY *pair = make_key(plan->key);
  X509 *made = X509_new();
  X509 *issuer = plan->issuer_certificate ? read_certificate(plan->issuer_certificate) : NULL;
  EVP_PKEY *signer = plan->issuer_key ? read_key(plan->issuer_key) : NULL;
  int has_issuer = plan->issuer_certificate != NULL;
  if (pair && made && (!has_issuer || (issuer && signer)))
    done = fill(made, pair, has_issuer ? issuer : made, has_issuer ? signer : pair, plan)
           && write_certificate(made, certificate, certificate_size) && write_key(pair, key, key_size);
  X509_free(issuer);
  X509_free(made);
  EVP_PKEY_free(signer);
  EVP_PKEY_free(pair);
  return done;
}

size_t copenssl_make_staple(
    const char *certificate, const char *issuer_certificate, const char *issuer_key, int is_revoked, int64_t from,
    int64_t until, uint8_t *answer, size_t capacity) {
  size_t written = 0;
  X509 *leaf = read_certificate(certificate);
  X509 *issuer = read_certificate(issuer_certificate);
  EVP_PKEY *signer = read_key(issuer_key);
  OCSP_BASICRESP *basic = OCSP_BASICRESP_new();
  OCSP_CERTID *id = leaf && issuer ? OCSP_cert_to_id(EVP_sha1(), leaf, issuer) : NULL;
  ASN1_TIME *begins = ASN1_TIME_set(NULL, (time_t)from);
  ASN1_TIME *ends = ASN1_TIME_set(NULL, (time_t)until);
  ASN1_TIME *revoked = is_revoked ? ASN1_TIME_set(NULL, (time_t)from) : NULL;
  ASN1_GENERALIZEDTIME *this_update = begins ? ASN1_TIME_to_generalizedtime(begins, NULL) : NULL;
  ASN1_GENERALIZEDTIME *next_update = ends ? ASN1_TIME_to_generalizedtime(ends, NULL) : NULL;
  int status = is_revoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD;
  OCSP_RESPONSE *response = NULL;
  if (signer && basic && id && this_update && next_update
      && OCSP_basic_add1_status(
          basic, id, status, OCSP_REVOKED_STATUS_KEYCOMPROMISE, revoked, this_update, next_update)
      && OCSP_basic_sign(basic, issuer, signer, EVP_sha256(), NULL, 0) == 1)
    response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
  int length = response ? i2d_OCSP_RESPONSE(response, NULL) : 0;
  if (length > 0 && (size_t)length <= capacity) written = (size_t)i2d_OCSP_RESPONSE(response, &answer);
  OCSP_RESPONSE_free(response);
  ASN1_GENERALIZEDTIME_free(this_update);
  ASN1_GENERALIZEDTIME_free(next_update);
  ASN1_TIME_free(begins);
  ASN1_TIME_free(ends);
  ASN1_TIME_free(revoked);
  OCSP_CERTID_free(id);
  OCSP_BASICRESP_free(basic);
  X509_free(leaf);
  X509_free(issuer);
  EVP_PKEY_free(signer);
  return written;
}

void copenssl_issue_error(char *text, size_t size) {
  if (size == 0) return;
  unsigned long code = ERR_get_error();
  if (code)
    ERR_error_string_n(code, text, size);
  else
    text[0] = 0;
  ERR_clear_error();
}

size_t copenssl_sign_button(
    const char *key, const char *algorithm, const char *payload, int salt, uint8_t *signature, size_t capacity) {
  unsigned char digest[32];
  char hexadecimal[65];
  size_t size = capacity;
  EVP_PKEY *signer = read_key(key);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  EVP_PKEY_CTX *parameters = NULL;
  int done = signer && context && EVP_Digest(payload, strlen(payload), digest, NULL, EVP_sha256(), NULL);
  for (size_t index = 0; done && index < sizeof digest; index++)
    snprintf(hexadecimal + 2 * index, 3, "%02x", digest[index]);
  done = done && EVP_DigestSignInit(context, &parameters, EVP_sha256(), NULL, signer) == 1
         && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0
         && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt) > 0
         && EVP_DigestSignUpdate(context, algorithm, strlen(algorithm)) == 1
         && EVP_DigestSignUpdate(context, "\n", 1) == 1
         && EVP_DigestSignUpdate(context, hexadecimal, sizeof hexadecimal - 1) == 1
         && EVP_DigestSignFinal(context, signature, &size) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(signer);
  return done ? size : 0;
}

int copenssl_public_key(const char *key, char *text, size_t size) {
  EVP_PKEY *pair = read_key(key);
  BIO *bio = BIO_new(BIO_s_mem());
  int done = pair && bio && PEM_write_bio_PUBKEY(bio, pair) && copy_text(bio, text, size);
  BIO_free(bio);
  EVP_PKEY_free(pair);
  return done;
}
