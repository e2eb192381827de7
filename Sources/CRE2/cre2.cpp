#include "cre2.h"

#include <re2/re2.h>

#include <cstring>

namespace {

/// Bytes that a program and its caches may take; RE2 gives up caching, never exactness, beyond it.
constexpr int64_t kMemory = 1 << 20;

void copy_error(const char *reason, char *error, size_t capacity) {
  if (capacity == 0) return;
  strncpy(error, reason, capacity - 1);
  error[capacity - 1] = '\0';
}

}  // namespace

cre2_pattern cre2_compile(const char *text, size_t length, char *error, size_t capacity) {
  // No C++ exception may cross into Swift; only allocation throws here.
  try {
    RE2::Options options;
    options.set_max_mem(kMemory);
    options.set_log_errors(false);
    RE2 *regex = new RE2(re2::StringPiece(text, length), options);
    if (!regex->ok()) {
      copy_error(regex->error().c_str(), error, capacity);
      delete regex;
      return {nullptr};
    }
    return {regex};
  } catch (...) {
    copy_error("no memory for it", error, capacity);
    return {nullptr};
  }
}

bool cre2_match(cre2_pattern pattern, const char *subject, size_t length) {
  if (pattern.regex == nullptr) return false;
  try {
    const RE2 *regex = static_cast<const RE2 *>(pattern.regex);
    return regex->Match(re2::StringPiece(subject, length), 0, length, RE2::UNANCHORED, nullptr, 0);
  } catch (...) {
    return false;
  }
}

bool cre2_holds(const void *whole, size_t length, const void *part, size_t part_length) {
  return memmem(whole, length, part, part_length) != nullptr;
}

void cre2_free(cre2_pattern pattern) { delete static_cast<RE2 *>(pattern.regex); }
