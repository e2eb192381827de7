// Root certificates, read when a chain asks for them: reading the system's hundred and more takes longer than several
// handshakes, and an audit needs one or two.
#include "certificate.h"

#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/// A certificate of a file; what is NULL has not been needed yet.
struct entry {
  unsigned char *bytes;
  long length;
  const unsigned char *subject;
  long subject_length;
  X509_NAME *name;
  X509 *certificate;
};

/// The certificates of one file, shared by the stores that have them. Entries are filled in while chains are judged,
/// which is on one thread.
struct bundle {
  atomic_int owners;
  int count;
  int capacity;
  struct entry *entries;
};

enum { most_bundles = 4 };

/// What a store has; belongs to its lookup.
struct shelf {
  int count;
  struct bundle *bundles[most_bundles];
};

static void release(struct bundle *bundle) {
  if (atomic_fetch_sub(&bundle->owners, 1) > 1) return;
  for (int i = 0; i < bundle->count; i++) {
    OPENSSL_free(bundle->entries[i].bytes);
    X509_NAME_free(bundle->entries[i].name);
    X509_free(bundle->entries[i].certificate);
  }
  free(bundle->entries);
  free(bundle);
}

/// Finds the subject of a certificate without reading the rest (RFC 5280, 4.1); 0 when there is none.
static int find_subject(struct entry *entry) {
  const unsigned char *place = entry->bytes, *end = entry->bytes + entry->length;
  long length = 0;
  int tag = 0, class = 0;
  // Certificate, TBSCertificate: step inside; version (optional), number, algorithm, issuer, validity: step over.
  for (int level = 0; level < 2; level++) {
    if (ASN1_get_object(&place, &length, &tag, &class, end - place) & 0x80 || tag != V_ASN1_SEQUENCE) return 0;
    end = place + length;
  }
  for (int field = 0; field < 4; field++) {
    if (ASN1_get_object(&place, &length, &tag, &class, end - place) & 0x80) return 0;
    place += length;
    if (field == 0 && class == V_ASN1_CONTEXT_SPECIFIC) field = -1;
  }
  entry->subject = place;
  if (ASN1_get_object(&place, &length, &tag, &class, end - place) & 0x80 || tag != V_ASN1_SEQUENCE) return 0;
  entry->subject_length = place + length - entry->subject;
  return 1;
}

static int is_named(struct entry *entry, const X509_NAME *name, const unsigned char *bytes, size_t length) {
  if ((size_t)entry->subject_length == length && memcmp(entry->subject, bytes, length) == 0) return 1;
  // The same name may be written in other types of string: names are compared in their canonical form.
  if (!entry->name) {
    const unsigned char *place = entry->subject;
    entry->name = d2i_X509_NAME(NULL, &place, entry->subject_length);
  }
  return entry->name && X509_NAME_cmp(entry->name, name) == 0;
}

static X509 *read_certificate(struct entry *entry) {
  if (!entry->certificate) {
    const unsigned char *place = entry->bytes;
    entry->certificate = d2i_X509_AUX(NULL, &place, entry->length);
  }
  return entry->certificate;
}

/// Puts every certificate of that name into the store, which asks once a name, and hands over one of them.
static int get_by_subject(X509_LOOKUP *lookup, X509_LOOKUP_TYPE type, const X509_NAME *name, X509_OBJECT *found) {
  const struct shelf *shelf = X509_LOOKUP_get_method_data(lookup);
  const unsigned char *bytes = NULL;
  size_t length = 0;
  if (type != X509_LU_X509 || !shelf || X509_NAME_get0_der(name, &bytes, &length) != 1) return 0;
  X509 *first = NULL;
  for (int i = 0; i < shelf->count; i++) {
    struct bundle *bundle = shelf->bundles[i];
    for (int j = 0; j < bundle->count; j++) {
      struct entry *entry = &bundle->entries[j];
      if (!is_named(entry, name, bytes, length) || !read_certificate(entry)) continue;
      if (X509_STORE_add_cert(X509_LOOKUP_get_store(lookup), entry->certificate) == 1 && !first)
        first = entry->certificate;
    }
  }
  if (!first || X509_OBJECT_set1_X509(found, first) != 1) return 0;
  // OpenSSL counts the reference itself: it takes what a lookup finds as the store's own.
  X509_free(first);
  return 1;
}

static void free_shelf(X509_LOOKUP *lookup) {
  struct shelf *shelf = X509_LOOKUP_get_method_data(lookup);
  for (int i = 0; shelf && i < shelf->count; i++) release(shelf->bundles[i]);
  free(shelf);
}

static X509_LOOKUP_METHOD *method;
static CRYPTO_ONCE method_once = CRYPTO_ONCE_STATIC_INIT;

static void make_method(void) {
  method = X509_LOOKUP_meth_new("PayReady roots");
  if (!method) return;
  X509_LOOKUP_meth_set_get_by_subject(method, get_by_subject);
  X509_LOOKUP_meth_set_free(method, free_shelf);
}

/// The shelf of a store, made where it has none; `NULL` when there is no memory.
static struct shelf *shelf_of(X509_STORE *roots) {
  if (!CRYPTO_THREAD_run_once(&method_once, make_method) || !method) return NULL;
  X509_LOOKUP *lookup = X509_STORE_add_lookup(roots, method);
  if (!lookup) return NULL;
  struct shelf *shelf = X509_LOOKUP_get_method_data(lookup);
  if (shelf) return shelf;
  shelf = calloc(1, sizeof *shelf);
  if (shelf) X509_LOOKUP_set_method_data(lookup, shelf);
  return shelf;
}

static int append(struct bundle *bundle, struct entry entry) {
  if (!find_subject(&entry)) return 0;
  if (bundle->count == bundle->capacity) {
    int capacity = bundle->capacity ? bundle->capacity * 2 : 64;
    struct entry *entries = realloc(bundle->entries, (size_t)capacity * sizeof *entries);
    if (!entries) return 0;
    bundle->entries = entries;
    bundle->capacity = capacity;
  }
  bundle->entries[bundle->count++] = entry;
  return 1;
}

static struct bundle *read_bundle(BIO *file) {
  struct bundle *bundle = calloc(1, sizeof *bundle);
  if (!bundle) return NULL;
  atomic_init(&bundle->owners, 1);
  char *name = NULL, *header = NULL;
  struct entry entry = {0};
  while (PEM_read_bio(file, &name, &header, &entry.bytes, &entry.length) == 1) {
    int is_certificate = strcmp(name, PEM_STRING_X509) == 0 || strcmp(name, PEM_STRING_X509_OLD) == 0
                         || strcmp(name, PEM_STRING_X509_TRUSTED) == 0;
    if (!is_certificate || !append(bundle, entry)) OPENSSL_free(entry.bytes);
    OPENSSL_free(name);
    OPENSSL_free(header);
    entry = (struct entry){0};
  }
  return bundle;
}

X509_STORE *copenssl_roots_open(void) { return X509_STORE_new(); }

void copenssl_roots_close(X509_STORE *roots) { X509_STORE_free(roots); }

int copenssl_roots_add_file(X509_STORE *roots, const char *path) {
  BIO *file = BIO_new_file(path, "r");
  struct bundle *bundle = file ? read_bundle(file) : NULL;
  BIO_free(file);
  ERR_clear_error();
  if (!bundle) return -1;
  struct shelf *shelf = shelf_of(roots);
  int count = bundle->count;
  if (!shelf || shelf->count == most_bundles) {
    release(bundle);
    return -1;
  }
  shelf->bundles[shelf->count++] = bundle;
  return count;
}

void copenssl_roots_add_all(X509_STORE *roots, X509_STORE *from) {
  struct shelf *to = shelf_of(roots), *other = shelf_of(from);
  for (int i = 0; to && other && i < other->count && to->count < most_bundles; i++) {
    atomic_fetch_add(&other->bundles[i]->owners, 1);
    to->bundles[to->count++] = other->bundles[i];
  }
}

void copenssl_roots_allow_partial(X509_STORE *roots) {
  X509_STORE_set_flags(roots, X509_V_FLAG_PARTIAL_CHAIN);
}
