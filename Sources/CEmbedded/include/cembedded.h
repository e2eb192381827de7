#pragma once

#include <stddef.h>

/// A file that is part of the program. All of it is constant and lives as long as the program.
typedef struct cembedded_file {
  /// Its path from the root of the repository, ended by NUL: `rules/core/pack.yaml`.
  const char *_Nonnull path;
  /// Its content; not ended by NUL.
  const unsigned char *_Nonnull bytes;
  /// The length of its content in bytes.
  size_t length;
} cembedded_file;

/// Every embedded file, in no order that anybody may rely on; `cembedded_count` of them.
extern const cembedded_file *_Nonnull const cembedded_files;

/// How many files are embedded.
extern const size_t cembedded_count;
