#include "certificate.h"

#include <arpa/inet.h>
#include <limits.h>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

static long long seconds(const ASN1_TIME *when) {
  struct tm parts;
  if (!when || ASN1_TIME_to_tm(when, &parts) != 1) return LLONG_MIN;
  return timegm(&parts);
}

static int demands_staple(X509 *certificate) {
  TLS_FEATURE *features = X509_get_ext_d2i(certificate, NID_tlsfeature, NULL, NULL);
  int found = 0;
  for (int i = 0; features && i < sk_ASN1_INTEGER_num(features); i++) {
    if (ASN1_INTEGER_get(sk_ASN1_INTEGER_value(features, i)) == 5) found = 1;
  }
  sk_ASN1_INTEGER_pop_free(features, ASN1_INTEGER_free);
  return found;
}

static int names_issuer_address(X509 *certificate) {
  AUTHORITY_INFO_ACCESS *access = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
  int found = 0;
  for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access); i++) {
    if (OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(access, i)->method) == NID_ad_ca_issuers) found = 1;
  }
  AUTHORITY_INFO_ACCESS_free(access);
  return found;
}

void copenssl_read_certificate(X509 *certificate, struct copenssl_certificate_facts *facts) {
  memset(facts, 0, sizeof *facts);
  facts->not_before = seconds(X509_get0_notBefore(certificate));
  facts->not_after = seconds(X509_get0_notAfter(certificate));
  EVP_PKEY *key = X509_get0_pubkey(certificate);
  if (key) {
    const char *type = EVP_PKEY_get0_type_name(key);
    if (type) strncpy(facts->key_type, type, sizeof facts->key_type - 1);
    facts->key_bits = EVP_PKEY_get_bits(key);
  }
  const char *signature = OBJ_nid2ln(X509_get_signature_nid(certificate));
  if (signature) strncpy(facts->signature, signature, sizeof facts->signature - 1);
  facts->is_ca = X509_check_ca(certificate) > 0 && !(X509_get_extension_flags(certificate) & EXFLAG_V1);
  facts->self_signed = X509_self_signed(certificate, 0) == 1;
  facts->server_use = (X509_get_extended_key_usage(certificate) & (XKU_SSL_SERVER | XKU_ANYEKU)) != 0;
  facts->must_staple = demands_staple(certificate);
  facts->names_issuer_address = names_issuer_address(certificate);
  unsigned length = 0;
  X509_digest(certificate, EVP_sha256(), facts->sha256, &length);
  ERR_clear_error();
}

static void print_serial(BIO *out, X509 *certificate) {
  BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
  char *hex = number ? BN_bn2hex(number) : NULL;
  if (hex) BIO_puts(out, hex);
  OPENSSL_free(hex);
  BN_free(number);
}

static void print_dns(BIO *out, const ASN1_STRING *name) {
  const unsigned char *bytes = ASN1_STRING_get0_data(name);
  for (int i = 0; i < ASN1_STRING_length(name); i++) {
    char byte = bytes[i] > 0x20 && bytes[i] < 0x7f ? (char)bytes[i] : '?';
    BIO_write(out, &byte, 1);
  }
  BIO_write(out, "\n", 1);
}

static void print_address(BIO *out, const ASN1_OCTET_STRING *address) {
  char text[INET6_ADDRSTRLEN];
  int length = ASN1_STRING_length(address);
  if (length != 4 && length != 16) return;
  if (!inet_ntop(length == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(address), text, sizeof text)) return;
  BIO_puts(out, text);
  BIO_write(out, "\n", 1);
}

static void print_names(BIO *out, X509 *certificate) {
  GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DNS) print_dns(out, name->d.dNSName);
    if (name->type == GEN_IPADD) print_address(out, name->d.iPAddress);
  }
  GENERAL_NAMES_free(names);
}

size_t copenssl_certificate_text(X509 *certificate, enum copenssl_text which, char *text, size_t capacity) {
  const unsigned long form = XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB;
  if (capacity == 0) return 0;
  BIO *out = BIO_new(BIO_s_mem());
  char *written = NULL;
  if (out) {
    switch (which) {
      case COPENSSL_SUBJECT: X509_NAME_print_ex(out, X509_get_subject_name(certificate), 0, form); break;
      case COPENSSL_ISSUER: X509_NAME_print_ex(out, X509_get_issuer_name(certificate), 0, form); break;
      case COPENSSL_SERIAL: print_serial(out, certificate); break;
      case COPENSSL_NAMES: print_names(out, certificate); break;
    }
  }
  long length = out ? BIO_get_mem_data(out, &written) : 0;
  size_t count = length < 0 ? 0 : (size_t)length;
  if (count > capacity - 1) count = capacity - 1;
  if (count > 0) memcpy(text, written, count);
  text[count] = 0;
  BIO_free(out);
  ERR_clear_error();
  return count;
}

int copenssl_chain_count(const STACK_OF(X509) *chain) { return chain ? sk_X509_num(chain) : 0; }

X509 *copenssl_chain_certificate(const STACK_OF(X509) *chain, int index) {
  return chain && index >= 0 && index < sk_X509_num(chain) ? sk_X509_value(chain, index) : NULL;
}

STACK_OF(X509) *copenssl_chain_open(void) { return sk_X509_new_null(); }

int copenssl_chain_add(STACK_OF(X509) *chain, const unsigned char *bytes, long count) {
  const unsigned char *place = bytes;
  X509 *certificate = d2i_X509(NULL, &place, count);
  // Bytes behind the certificate make it another message than the server meant.
  int whole = certificate && place == bytes + count && sk_X509_push(chain, certificate) > 0;
  if (!whole) X509_free(certificate);
  ERR_clear_error();
  return whole;
}

void copenssl_chain_close(STACK_OF(X509) *chain) { sk_X509_pop_free(chain, X509_free); }

static long long seconds_of(const ASN1_GENERALIZEDTIME *when) { return seconds((const ASN1_TIME *)when); }

/// Whether an answer is about `leaf`, by the digests of its issuer's name and key.
static int is_about(const OCSP_SINGLERESP *single, X509 *leaf, X509 *issuer) {
  const OCSP_CERTID *id = OCSP_SINGLERESP_get0_id(single);
  ASN1_OBJECT *digest = NULL;
  OCSP_id_get0_info(NULL, &digest, NULL, NULL, (OCSP_CERTID *)id);
  const EVP_MD *type = digest ? EVP_get_digestbyobj(digest) : NULL;
  OCSP_CERTID *own = type ? OCSP_cert_to_id(type, leaf, issuer) : NULL;
  int same = own && OCSP_id_cmp(id, own) == 0;
  OCSP_CERTID_free(own);
  return same;
}

static X509 *issuer_of(X509 *leaf, STACK_OF(X509) *chain) {
  for (int i = 0; i < copenssl_chain_count(chain); i++) {
    if (X509_check_issued(sk_X509_value(chain, i), leaf) == X509_V_OK) return sk_X509_value(chain, i);
  }
  return NULL;
}

void copenssl_read_staple(
    const unsigned char *bytes, long count, STACK_OF(X509) *chain, struct copenssl_staple_facts *facts) {
  *facts = (struct copenssl_staple_facts){.status = -1, .this_update = LLONG_MIN, .next_update = LLONG_MIN};
  const unsigned char *place = bytes;
  OCSP_RESPONSE *answer = d2i_OCSP_RESPONSE(NULL, &place, count);
  OCSP_BASICRESP *basic =
      answer && OCSP_response_status(answer) == OCSP_RESPONSE_STATUS_SUCCESSFUL ? OCSP_response_get1_basic(answer) : NULL;
  X509 *leaf = copenssl_chain_certificate(chain, 0);
  X509 *issuer = leaf ? issuer_of(leaf, chain) : NULL;
  facts->readable = basic != NULL;
  for (int i = 0; basic && issuer && !facts->fits && i < OCSP_resp_count(basic); i++) {
    OCSP_SINGLERESP *single = OCSP_resp_get0(basic, i);
    if (!is_about(single, leaf, issuer)) continue;
    ASN1_GENERALIZEDTIME *from = NULL, *until = NULL;
    facts->fits = 1;
    facts->status = OCSP_single_get0_status(single, NULL, NULL, &from, &until);
    facts->this_update = seconds_of(from);
    facts->next_update = seconds_of(until);
  }
  // The signature alone: whoever signed must be the issuer, or vouched for by it, which a path would show.
  if (basic && chain) facts->is_signed = OCSP_basic_verify(basic, chain, NULL, OCSP_NOVERIFY) == 1;
  OCSP_BASICRESP_free(basic);
  OCSP_RESPONSE_free(answer);
  ERR_clear_error();
}
