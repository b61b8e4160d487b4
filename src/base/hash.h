/* hash: one fast hash of 64 bits, and SHA-256. */
#ifndef NEWSMILL_BASE_HASH_H
#define NEWSMILL_BASE_HASH_H

#include "str.h"

enum { SHA256_HEX = 64 };

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
/* Lower-case hex of the digest and a NUL; false when libcrypto has no memory. */
bool sha256_hex(str s, char out[SHA256_HEX + 1]);

#endif
