#pragma once

#include <stddef.h>
#include <stdint.h>

/// Writes the SHA-256 digest of `count` bytes into the caller's 32 bytes; `bytes` may be NULL when `count` is 0.
/// Returns 1, or 0 when libcrypto has no such digest; nothing is kept or allocated.
int copenssl_sha256(const uint8_t *_Nullable bytes, size_t count, uint8_t *_Nonnull digest);

/// As `copenssl_sha256`, for SHA-384 and 48 bytes.
int copenssl_sha384(const uint8_t *_Nullable bytes, size_t count, uint8_t *_Nonnull digest);

/// As `copenssl_sha256`, for SHA-512 and 64 bytes.
int copenssl_sha512(const uint8_t *_Nullable bytes, size_t count, uint8_t *_Nonnull digest);
