#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled regular expression, or none (`regex` is NULL). Owned by whoever called `cre2_compile`.
///
/// It may go from thread to thread and be matched by several at once: RE2 guards its own caches, and nothing
/// else changes after compiling.
typedef struct __attribute__((swift_attr("@Sendable"))) cre2_pattern {
  void *_Nullable regex;
} cre2_pattern;

/// Compiles `length` bytes of UTF-8 at `text` (not kept) to a program of at most 1 MiB.
///
/// Where RE2 refuses, `regex` is NULL and up to `capacity` - 1 bytes of its reason, ended by NUL, stand at
/// `error`; a `capacity` of 0 writes nothing. Free the result with `cre2_free`.
cre2_pattern cre2_compile(
    const char *_Nonnull text, size_t length, char *_Nonnull error, size_t capacity);

/// Whether the pattern occurs anywhere in `length` bytes at `subject`; in time linear in `length`.
/// A pattern that was refused occurs nowhere.
bool cre2_match(cre2_pattern pattern, const char *_Nonnull subject, size_t length);

/// Frees the pattern; nobody may use it any more. Does nothing for one that was refused.
void cre2_free(cre2_pattern pattern);

/// Whether the `part_length` bytes at `part` occur among the `length` bytes at `whole`; in linear time.
/// Nothing occurs everywhere.
bool cre2_holds(const void *_Nonnull whole, size_t length, const void *_Nonnull part, size_t part_length);

#ifdef __cplusplus
}
#endif
