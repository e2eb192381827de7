// The server side of TLS, willing to speak what no shop should: for demo shops and tests, on this machine.
// accept4
#define _GNU_SOURCE
#include "server.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum { most_identities = 64 };

struct copenssl_server {
  copenssl_server_plan plan;
  char *suites;
  /// The one that accepts; it bears the identity for all names that are not listed.
  SSL_CTX *front;
  /// The OCSP answer to staple; NULL for none.
  uint8_t *staple;
  size_t staple_count;
  int count;
  struct {
    char name[256];
    SSL_CTX *context;
  } identities[most_identities];
};

struct copenssl_stream {
  SSL *ssl;
};

/// What a client sends is taken as it is: only that a certificate came matters here.
static int take_any(int ok, X509_STORE_CTX *store) {
  (void)ok;
  (void)store;
  return 1;
}

static int set_weak_group(SSL_CTX *context) {
  EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, "DHX", NULL);
  EVP_PKEY *group = NULL;
  char name[] = "dh_1024_160";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string("group", name, 0),
      OSSL_PARAM_construct_end(),
  };
  int done = maker && EVP_PKEY_paramgen_init(maker) > 0 && EVP_PKEY_CTX_set_params(maker, parameters) > 0
             && EVP_PKEY_generate(maker, &group) > 0 && SSL_CTX_set0_tmp_dh_pkey(context, group);
  if (!done) EVP_PKEY_free(group);
  EVP_PKEY_CTX_free(maker);
  return done;
}

static int choose_protocol(
    SSL *ssl, const unsigned char **chosen, unsigned char *length, const unsigned char *offered,
    unsigned offered_length, void *argument) {
  (void)ssl;
  (void)argument;
  static const unsigned char ours[] = "\x02h2\x08http/1.1";
  unsigned char *found = NULL;
  int code = SSL_select_next_proto(&found, length, ours, sizeof ours - 1, offered, offered_length);
  *chosen = found;
  return code == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

static SSL_CTX *make_context(const copenssl_server *server) {
  const copenssl_server_plan *plan = &server->plan;
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  if (!context) return NULL;
  SSL_CTX_set_security_level(context, plan->security_level);
  // An orderly end is not demanded: clients that only look hang up early.
  SSL_CTX_set_options(
      context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE
                   | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // The chain is sent as it is written, never completed from a store.
  SSL_CTX_set_mode(context, SSL_MODE_AUTO_RETRY | SSL_MODE_NO_AUTO_CHAIN);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  int done = SSL_CTX_set_min_proto_version(context, plan->minimum)
             && SSL_CTX_set_max_proto_version(context, plan->maximum)
             && (!server->suites || SSL_CTX_set_cipher_list(context, server->suites))
             && (plan->dh_bits == 1024 ? set_weak_group(context) : SSL_CTX_set_dh_auto(context, 1));
  // `@SECLEVEL` in a system-wide cipher string must not undo the plan's level.
  SSL_CTX_set_security_level(context, plan->security_level);
  if (plan->asks_client_certificate)
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, take_any);
  if (plan->speaks_http2) SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
  if (!done) {
    SSL_CTX_free(context);
    return NULL;
  }
  return context;
}

static int choose_identity(SSL *ssl, int *alert, void *argument) {
  (void)alert;
  const copenssl_server *server = argument;
  const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  if (!name) return SSL_TLSEXT_ERR_OK;
  for (int index = 0; index < server->count; index++) {
    if (strcasecmp(server->identities[index].name, name) == 0) {
      SSL_set_SSL_CTX(ssl, server->identities[index].context);
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_OK;
}

copenssl_server *copenssl_server_new(const copenssl_server_plan *plan) {
  copenssl_server *server = calloc(1, sizeof *server);
  if (!server) return NULL;
  server->plan = *plan;
  server->suites = plan->suites ? strdup(plan->suites) : NULL;
  server->plan.suites = NULL;
  server->front = (plan->suites && !server->suites) ? NULL : make_context(server);
  if (!server->front) {
    copenssl_server_free(server);
    return NULL;
  }
  SSL_CTX_set_tlsext_servername_callback(server->front, choose_identity);
  SSL_CTX_set_tlsext_servername_arg(server->front, server);
  return server;
}

static int use_identity(SSL_CTX *context, const char *chain, const char *key) {
  BIO *chain_bio = BIO_new_mem_buf(chain, -1);
  BIO *key_bio = BIO_new_mem_buf(key, -1);
  X509 *leaf = chain_bio ? PEM_read_bio_X509(chain_bio, NULL, NULL, NULL) : NULL;
  EVP_PKEY *private_key = key_bio ? PEM_read_bio_PrivateKey(key_bio, NULL, NULL, NULL) : NULL;
  int done = leaf && private_key && SSL_CTX_use_certificate(context, leaf) == 1
             && SSL_CTX_use_PrivateKey(context, private_key) == 1;
  while (done) {
    X509 *next = PEM_read_bio_X509(chain_bio, NULL, NULL, NULL);
    if (!next) break;
    done = SSL_CTX_add0_chain_cert(context, next) == 1;
    if (!done) X509_free(next);
  }
  ERR_clear_error();
  X509_free(leaf);
  EVP_PKEY_free(private_key);
  BIO_free(chain_bio);
  BIO_free(key_bio);
  return done;
}

int copenssl_server_add(copenssl_server *server, const char *name, const char *chain, const char *key) {
  if (strcmp(name, "*") == 0) return use_identity(server->front, chain, key);
  if (server->count == most_identities || strlen(name) > 255) return 0;
  SSL_CTX *context = make_context(server);
  if (!context || !use_identity(context, chain, key)) {
    SSL_CTX_free(context);
    return 0;
  }
  strcpy(server->identities[server->count].name, name);
  server->identities[server->count].context = context;
  server->count += 1;
  return 1;
}

static int staple(SSL *ssl, void *argument) {
  const copenssl_server *server = argument;
  // OpenSSL frees what it is given.
  uint8_t *copy = OPENSSL_memdup(server->staple, server->staple_count);
  if (!copy) return SSL_TLSEXT_ERR_NOACK;
  SSL_set_tlsext_status_ocsp_resp(ssl, copy, (long)server->staple_count);
  return SSL_TLSEXT_ERR_OK;
}

int copenssl_server_staple(copenssl_server *server, const uint8_t *answer, size_t count) {
  uint8_t *copy = malloc(count ? count : 1);
  if (!copy) return 0;
  memcpy(copy, answer, count);
  free(server->staple);
  server->staple = copy;
  server->staple_count = count;
  SSL_CTX_set_tlsext_status_cb(server->front, staple);
  SSL_CTX_set_tlsext_status_arg(server->front, server);
  return 1;
}

void copenssl_server_free(copenssl_server *server) {
  if (!server) return;
  for (int index = 0; index < server->count; index++) SSL_CTX_free(server->identities[index].context);
  SSL_CTX_free(server->front);
  free(server->suites);
  free(server->staple);
  free(server);
}

int copenssl_accept_socket(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC); }

copenssl_stream *copenssl_accept(copenssl_server *server, int fd) {
  copenssl_stream *stream = calloc(1, sizeof *stream);
  if (!stream) return NULL;
  stream->ssl = SSL_new(server->front);
  ERR_clear_error();
  if (stream->ssl && SSL_set_fd(stream->ssl, fd) == 1 && SSL_accept(stream->ssl) == 1) return stream;
  ERR_clear_error();
  copenssl_stream_free(stream, 0);
  return NULL;
}

long copenssl_read(copenssl_stream *stream, uint8_t *bytes, size_t count) {
  size_t got = 0;
  ERR_clear_error();
  if (SSL_read_ex(stream->ssl, bytes, count, &got) == 1) return got > LONG_MAX ? -1 : (long)got;
  return SSL_get_error(stream->ssl, 0) == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

int copenssl_write(copenssl_stream *stream, const uint8_t *bytes, size_t count) {
  size_t written = 0;
  ERR_clear_error();
  return count == 0 || (SSL_write_ex(stream->ssl, bytes, count, &written) == 1 && written == count);
}

int copenssl_stream_version(const copenssl_stream *stream) { return SSL_version(stream->ssl); }

int copenssl_stream_is_http2(const copenssl_stream *stream) {
  const unsigned char *protocol = NULL;
  unsigned length = 0;
  SSL_get0_alpn_selected(stream->ssl, &protocol, &length);
  return length == 2 && memcmp(protocol, "h2", 2) == 0;
}

void copenssl_stream_free(copenssl_stream *stream, int orderly) {
  if (!stream) return;
  if (stream->ssl && orderly) SSL_shutdown(stream->ssl);
  SSL_free(stream->ssl);
  ERR_clear_error();
  free(stream);
}
