#include "hash.h"

#include <openssl/evp.h>
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

bool sha256_hex(str s, char out[SHA256_HEX + 1])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;

    if (!EVP_Digest(s.n ? s.p : "", s.n, digest, &length, EVP_sha256(), NULL))
        return false;
    put_hex(digest, length, out);
    return true;
}

/* ---- piece by piece ---- */

struct sha256 {
    EVP_MD_CTX *context;
    bool bad;
};

struct sha256 *sha256_new(void)
{
    struct sha256 *sha = calloc(1, sizeof *sha);

    if (sha && (sha->context = EVP_MD_CTX_new()) &&
        EVP_DigestInit_ex(sha->context, EVP_sha256(), NULL))
        return sha;
    sha256_free(sha);
    return NULL;
}

void sha256_free(struct sha256 *sha)
{
    if (sha)
        EVP_MD_CTX_free(sha->context);
    free(sha);
}

void sha256_add(struct sha256 *sha, str s)
{
    if (s.n && !EVP_DigestUpdate(sha->context, s.p, s.n))
        sha->bad = true;
}

bool sha256_end(struct sha256 *sha, char out[SHA256_HEX + 1])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;

    if (sha->bad || !EVP_DigestFinal_ex(sha->context, digest, &length))
        return false;
    put_hex(digest, length, out);
    return true;
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

bool sha256_base32(str a, str b, char out[SHA256_BASE32 + 1])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done = context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) &&
                EVP_DigestUpdate(context, a.n ? a.p : "", a.n) &&
                EVP_DigestUpdate(context, b.n ? b.p : "", b.n) &&
                EVP_DigestFinal_ex(context, digest, NULL);

    EVP_MD_CTX_free(context);
    if (done)
        put_base32(digest, SHA256_HEX / 2, out);
    return done;
}
