/* hash: one fast hash of 64 bits, and SHA-256. */
#ifndef NEWSMILL_BASE_HASH_H
#define NEWSMILL_BASE_HASH_H

#include "str.h"

enum { SHA256_HEX = 64, SHA256_BASE32 = 56 };

uint64_t hash64(str s); /* XXH3; the same on every machine */

struct hash128 {
    uint64_t low, high;
};
struct hash128 hash128(str s);                          /* XXH3-128; never all zero */
static inline bool hash128_is_none(struct hash128 hash) /* all zero stands for none */
{
    return !hash.low && !hash.high;
}

void hash128_hex(str a, str b, char out[33]); /* XXH3-128 of a then b, and a NUL */
/* Lower-case hex of the digest and a NUL. */
void sha256_hex(str s, char out[SHA256_HEX + 1]);
/* The digest of a then b in base32 (RFC 4648), as WARC files have it, and a NUL. */
void sha256_base32(str a, str b, char out[SHA256_BASE32 + 1]);

/* SHA-256 of what comes piece by piece. It holds nothing that is to be freed. */
struct sha256 {
    uint64_t state[14]; /* of libcrypto */
};
void sha256_begin(struct sha256 *sha);
void sha256_add(struct sha256 *sha, str s);
/* As sha256_hex(); nothing is added after it. */
void sha256_end(struct sha256 *sha, char out[SHA256_HEX + 1]);

#endif
