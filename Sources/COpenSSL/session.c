#include "session.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/tls1.h>
#include <openssl/x509v3.h>
#include <string.h>

static void watch_message(
    int writing, int version, int type, const void *bytes, size_t count, SSL *session, void *context) {
  struct copenssl_watch *watch = context;
  (void)version, (void)session;
  if (writing) return;
  // The header of a record is told before its version is judged, so that an answer in plain HTTP shows itself.
  if (type == SSL3_RT_HEADER && watch->first_count == 0) {
    watch->first_count = count < sizeof watch->first ? (int)count : (int)sizeof watch->first;
    memcpy(watch->first, bytes, (size_t)watch->first_count);
  }
  if (type == SSL3_RT_HANDSHAKE && count >= 1 && ((const unsigned char *)bytes)[0] == SSL3_MT_CERTIFICATE_REQUEST)
    watch->asks_certificate = 1;
  if (type == SSL3_RT_ALERT && count >= 2) watch->alert = ((const unsigned char *)bytes)[1];
}

void copenssl_prepare(SSL_CTX *context, struct copenssl_watch *watch) {
  watch->first_count = 0;
  watch->alert = -1;
  watch->asks_certificate = 0;
  SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION);
  SSL_CTX_set_msg_callback(context, watch_message);
  SSL_CTX_set_msg_callback_arg(context, watch);
}

void copenssl_unwatch(SSL *session) {
  SSL_set_msg_callback(session, NULL);
  SSL_set_msg_callback_arg(session, NULL);
}

const char *copenssl_alert_name(int alert) { return SSL_alert_desc_string_long(alert); }

void copenssl_read_session(SSL *session, struct copenssl_session_facts *facts) {
  memset(facts, 0, sizeof *facts);
  strncpy(facts->version, SSL_get_version(session), sizeof facts->version - 1);
  const SSL_CIPHER *suite = SSL_get_current_cipher(session);
  if (suite) {
    facts->suite = SSL_CIPHER_get_protocol_id(suite);
    const char *name = SSL_CIPHER_standard_name(suite);
    if (name) strncpy(facts->suite_name, name, sizeof facts->suite_name - 1);
  }
  EVP_PKEY *key = NULL;
  if (SSL_get_peer_tmp_key(session, &key) == 1 && key) {
    size_t length = 0;
    if (EVP_PKEY_get_group_name(key, facts->group, sizeof facts->group, &length) != 1) {
      const char *type = EVP_PKEY_get0_type_name(key);
      if (type) strncpy(facts->group, type, sizeof facts->group - 1);
    }
    EVP_PKEY_free(key);
  }
  const unsigned char *protocol = NULL;
  unsigned length = 0;
  SSL_get0_alpn_selected(session, &protocol, &length);
  if (protocol && length < sizeof facts->protocol) memcpy(facts->protocol, protocol, length);
  ERR_clear_error();
}

size_t copenssl_session_staple(SSL *session, const unsigned char **bytes) {
  const unsigned char *staple = NULL;
  long length = SSL_get_tlsext_status_ocsp_resp(session, &staple);
  *bytes = staple;
  return staple && length > 0 ? (size_t)length : 0;
}

struct notes {
  struct copenssl_problem *problems;
  int capacity;
  int count;
};

static int note_problem(int fine, X509_STORE_CTX *path) {
  struct notes *notes = X509_STORE_CTX_get_app_data(path);
  if (fine || !notes) return 1;
  struct copenssl_problem problem = {X509_STORE_CTX_get_error(path), X509_STORE_CTX_get_error_depth(path)};
  for (int i = 0; i < notes->count; i++) {
    if (notes->problems[i].code == problem.code && notes->problems[i].depth == problem.depth) return 1;
  }
  if (notes->count < notes->capacity) notes->problems[notes->count++] = problem;
  return 1;  // go on: every problem is wanted
}

struct stack_st_X509 *copenssl_session_chain(SSL *session) { return SSL_get_peer_cert_chain(session); }

void copenssl_judge(
    struct stack_st_X509 *sent, X509_STORE *roots, const char *host, int is_address, long long time,
    struct copenssl_problem *problems, int capacity, struct copenssl_judgement *judgement) {
  memset(judgement, 0, sizeof *judgement);
  X509 *leaf = sent && sk_X509_num(sent) > 0 ? sk_X509_value(sent, 0) : NULL;
  X509_STORE_CTX *path = X509_STORE_CTX_new();
  if (leaf && path && X509_STORE_CTX_init(path, roots, leaf, sent) == 1) {
    struct notes notes = {problems, capacity, 0};
    X509_STORE_CTX_set_default(path, "ssl_server");
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(path), 2);
    X509_STORE_CTX_set_time(path, 0, (time_t)time);
    X509_STORE_CTX_set_app_data(path, &notes);
    X509_STORE_CTX_set_verify_cb(path, note_problem);
    X509_verify_cert(path);
    STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(path);
    judgement->anchored = chain && sk_X509_num(chain) > X509_STORE_CTX_get_num_untrusted(path);
    judgement->problems = notes.count;
  }
  if (leaf) {
    judgement->covers_host =
        (is_address ? X509_check_ip_asc(leaf, host, 0) : X509_check_host(leaf, host, 0, 0, NULL)) == 1;
  }
  X509_STORE_CTX_free(path);
  ERR_clear_error();
}

const char *copenssl_version_text(void) { return OpenSSL_version(OPENSSL_VERSION); }
