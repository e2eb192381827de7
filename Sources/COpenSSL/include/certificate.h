#pragma once

#include <stddef.h>

/// OpenSSL's certificate and store, borrowed unless said otherwise.
typedef struct x509_st X509;
typedef struct x509_store_st X509_STORE;

/// What a certificate says in numbers.
struct copenssl_certificate_facts {
  /// Seconds since 1970; `LLONG_MIN` when unreadable.
  long long not_before;
  long long not_after;
  /// `RSA`, `EC`, `ED25519` …; empty when the key is unreadable.
  char key_type[32];
  int key_bits;
  /// The algorithm of the signature on it: `sha256WithRSAEncryption`.
  char signature[64];
  int is_ca;
  /// Subject and issuer are the same, and the key fits.
  int self_signed;
  /// Its extended key usage allows servers, or it has none.
  int server_use;
  /// It demands a stapled OCSP answer (RFC 7633).
  int must_staple;
  /// It says where its issuer's certificate can be had (authority information access, RFC 5280, 4.2.2.1).
  int names_issuer_address;
  unsigned char sha256[32];
};

/// Fills `facts` from a certificate.
void copenssl_read_certificate(X509 *_Nonnull certificate, struct copenssl_certificate_facts *_Nonnull facts);

/// Texts of a certificate.
enum copenssl_text {
  COPENSSL_SUBJECT = 0,
  COPENSSL_ISSUER = 1,
  /// Hexadecimal.
  COPENSSL_SERIAL = 2,
  /// Subject alternative names: DNS names and IP addresses, each ended by a line feed. Control characters become `?`.
  COPENSSL_NAMES = 3,
};

/// Writes a text of at most `capacity - 1` bytes and a NUL; the number of bytes written. Longer texts are cut.
size_t copenssl_certificate_text(
    X509 *_Nonnull certificate, enum copenssl_text which, char *_Nonnull text, size_t capacity);

/// Certificates in the order in which they were sent.
struct stack_st_X509;
/// How many there are.
int copenssl_chain_count(const struct stack_st_X509 *_Nullable chain);
/// One of them, borrowed; `NULL` past the end.
X509 *_Nullable copenssl_chain_certificate(const struct stack_st_X509 *_Nullable chain, int index);
/// An empty chain, owned by the caller; `NULL` when there is no memory.
struct stack_st_X509 *_Nullable copenssl_chain_open(void);
/// Adds the certificate whose DER fills `count` bytes; 0 when they are none.
int copenssl_chain_add(struct stack_st_X509 *_Nonnull chain, const unsigned char *_Nonnull bytes, long count);
/// Frees a chain that was opened, and its certificates.
void copenssl_chain_close(struct stack_st_X509 *_Nullable chain);

/// What a stapled OCSP answer says of the first certificate of a chain.
///
/// Source: RFC 6960, 4.2.
struct copenssl_staple_facts {
  /// Whether it can be read, is about that certificate, and signed by its issuer or whom the answer names.
  int readable, fits, is_signed;
  /// 0 good, 1 revoked, 2 unknown; -1 when it says nothing of that certificate.
  int status;
  /// Seconds since 1970; `LLONG_MIN` when not said or unreadable.
  long long this_update;
  long long next_update;
};

/// Fills `facts` from the DER of an OCSP answer.
void copenssl_read_staple(
    const unsigned char *_Nonnull bytes, long count, struct stack_st_X509 *_Nullable chain,
    struct copenssl_staple_facts *_Nonnull facts);

/// An empty store of roots, owned by the caller; `NULL` when there is no memory.
X509_STORE *_Nullable copenssl_roots_open(void);
/// Frees a store.
void copenssl_roots_close(X509_STORE *_Nullable roots);
/// Adds the certificates of a PEM file, at most four files a store; their number, or -1 when the file cannot be read.
/// Each is read when a chain asks for its name: chains are to be judged on one thread only.
int copenssl_roots_add_file(X509_STORE *_Nonnull roots, const char *_Nonnull path);
/// Adds all certificates of another store; they are shared, not copied.
void copenssl_roots_add_all(X509_STORE *_Nonnull roots, X509_STORE *_Nonnull from);
/// Lets a chain end at any certificate of the store, as curl's `--cacert` does, not only at self-signed ones.
void copenssl_roots_allow_partial(X509_STORE *_Nonnull roots);
