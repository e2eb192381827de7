#pragma once

#include <stddef.h>

#include "certificate.h"

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;

/// What a handshake showed before it ended; filled while it runs.
struct copenssl_watch {
  /// The first five bytes that the server sent, and how many of them came.
  unsigned char first[5];
  int first_count;
  /// The last alert that the server sent (RFC 8446, 6); -1 for none.
  int alert;
  /// Whether the server asked for a client's certificate (RFC 8446, 4.3.2).
  int asks_certificate;
};

/// Prepares a context for looking: OCSP status is asked for, legacy servers are allowed, and the handshake is watched.
/// `watch` must live until `copenssl_unwatch`, or until the connection is closed.
void copenssl_prepare(SSL_CTX *_Nonnull context, struct copenssl_watch *_Nonnull watch);
/// Ends the watching of an established session.
void copenssl_unwatch(SSL *_Nonnull session);
/// The name of an alert (`handshake failure`); valid for the life of the process.
const char *_Nonnull copenssl_alert_name(int alert);

/// What was negotiated; texts are empty where there is nothing.
struct copenssl_session_facts {
  /// `TLSv1.3`.
  char version[16];
  /// The code point of the suite, and its IANA name.
  unsigned suite;
  char suite_name[64];
  /// The group of the key exchange (`X25519`), or `DH`.
  char group[32];
  char protocol[32];
};

/// Fills `facts` from an established session.
void copenssl_read_session(SSL *_Nonnull session, struct copenssl_session_facts *_Nonnull facts);
/// The certificates as sent, the server's own first, borrowed from the session; `NULL` when none was.
struct stack_st_X509 *_Nullable copenssl_session_chain(SSL *_Nonnull session);
/// The stapled OCSP answer (DER), borrowed from the session; 0 without one.
size_t copenssl_session_staple(SSL *_Nonnull session, const unsigned char *_Nullable *_Nonnull bytes);

/// Why OpenSSL's path validation objects (`X509_V_ERR_…`), and to which certificate (0 is the server's own).
struct copenssl_problem {
  int code;
  int depth;
};

/// The judgement on a chain.
struct copenssl_judgement {
  /// How many problems were written.
  int problems;
  /// Whether the path that was built ends at a certificate of the store.
  int anchored;
  /// Whether the server's certificate covers the host.
  int covers_host;
};

/// Judges certificates as sent, for a server at a time in seconds since 1970, at OpenSSL's security level 2 (112
/// bits), naming every problem and fetching nothing. `host` is a DNS name, or an address in text when `is_address`.
void copenssl_judge(
    struct stack_st_X509 *_Nullable sent, X509_STORE *_Nonnull roots, const char *_Nonnull host, int is_address, long long time,
    struct copenssl_problem *_Nonnull problems, int capacity, struct copenssl_judgement *_Nonnull judgement);

/// OpenSSL's version as text (`OpenSSL 3.0.19 …`); valid for the life of the process.
const char *_Nonnull copenssl_version_text(void);
