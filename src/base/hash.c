#include "hash.h"

/* The functions that OpenSSL 3 calls deprecated: those that it has instead allocate memory some
 * 5,000 times before the first hash, and do not survive that one of these is refused. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash64(str s)
{
    return XXH3_64bits(s.p, s.n);
}

struct hash128 hash128(str s)
{
    XXH128_hash_t hash = XXH3_128bits(s.p, s.n);

    return (struct hash128){hash.low64 || hash.high64 ? hash.low64 : 1, hash.high64};
}

void hash128_hex(str a, str b, char out[33])
{
    XXH3_state_t state;
    XXH128_hash_t hash;

    XXH3_128bits_reset(&state);
    XXH3_128bits_update(&state, a.p, a.n);
    XXH3_128bits_update(&state, b.p, b.n);
    hash = XXH3_128bits_digest(&state);
    snprintf(out, 33, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

static void put_hex(const unsigned char *digest, unsigned length, char out[SHA256_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    unsigned n = 0;

    for (unsigned i = 0; i < length && n < SHA256_HEX; i++) {
        out[n++] = digits[digest[i] >> 4];
        out[n++] = digits[digest[i] & 15];
    }
    out[n] = '\0';
}

void sha256_hex(str s, char out[SHA256_HEX + 1])
{
    struct sha256 sha;

    sha256_begin(&sha);
    sha256_add(&sha, s);
    sha256_end(&sha, out);
}

/* ---- piece by piece ---- */

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct sha256), "the state has room");

static SHA256_CTX *state_of(struct sha256 *sha)
{
    return (SHA256_CTX *)(void *)sha->state;
}

void sha256_begin(struct sha256 *sha)
{
    SHA256_Init(state_of(sha));
}

void sha256_add(struct sha256 *sha, str s)
{
    if (s.n)
        SHA256_Update(state_of(sha), s.p, s.n);
}

void sha256_end(struct sha256 *sha, char out[SHA256_HEX + 1])
{
    unsigned char digest[SHA256_DIGEST_LENGTH];

    SHA256_Final(digest, state_of(sha));
    put_hex(digest, sizeof digest, out);
}

/* Five bits a letter; the digest's 256 bits end within the 52nd, and four `=` fill up. */
static void put_base32(const unsigned char *digest, size_t n, char out[SHA256_BASE32 + 1])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    unsigned held = 0, bits = 0;
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        held = (held << 8 | digest[i]) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5)
            out[at++] = letters[held >> (bits - 5) & 31];
    }
    if (bits)
        out[at++] = letters[held << (5 - bits) & 31];
    while (at < SHA256_BASE32)
        out[at++] = '=';
    out[at] = '\0';
}

void sha256_base32(str a, str b, char out[SHA256_BASE32 + 1])
{
    unsigned char digest[SHA256_DIGEST_LENGTH];
    struct sha256 sha;

    sha256_begin(&sha);
    sha256_add(&sha, a);
    sha256_add(&sha, b);
    SHA256_Final(digest, state_of(&sha));
    put_base32(digest, sizeof digest, out);
}
