#include "hash.h"

#include <openssl/evp.h>
#include <stdio.h>
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

bool sha256_hex(str s, char out[SHA256_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0, n = 0;

    if (!EVP_Digest(s.n ? s.p : "", s.n, digest, &length, EVP_sha256(), NULL))
        return false;
    for (unsigned i = 0; i < length && n < SHA256_HEX; i++) {
        out[n++] = digits[digest[i] >> 4];
        out[n++] = digits[digest[i] & 15];
    }
    out[n] = '\0';
    return true;
}
