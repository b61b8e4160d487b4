/* pressed: bytes, and the same bytes compressed, for tests that make their own gzip and zstd. */
#ifndef NEWSMILL_TEST_PRESSED_H
#define NEWSMILL_TEST_PRESSED_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct bytes {
    uint8_t *p;
    size_t n, room;
};

static inline void bytes_add(struct bytes *bytes, const void *p, size_t n)
{
    if (bytes->n + n >= bytes->room) {
        bytes->room = 2 * (bytes->n + n + 1);
        bytes->p = realloc(bytes->p, bytes->room);
    }
    if (!bytes->p)
        abort();
    if (n)
        memcpy(bytes->p + bytes->n, p, n);
    bytes->n += n;
    bytes->p[bytes->n] = '\0';
}

static inline void bytes_text(struct bytes *bytes, const char *text)
{
    bytes_add(bytes, text, strlen(text));
}

static inline void bytes_free(struct bytes *bytes)
{
    free(bytes->p);
    *bytes = (struct bytes){NULL, 0, 0};
}

/* Adds a gzip member; header may be NULL. */
static inline void bytes_gzip(struct bytes *bytes, const void *p, size_t n, gz_header *header)
{
    z_stream z = {0};
    size_t room;
    uint8_t *out;

    if (deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    if (header)
        deflateSetHeader(&z, header);
    room = deflateBound(&z, (uLong)n) + 64;
    out = malloc(room);
    if (!out)
        abort();
    z.next_in = (z_const Bytef *)p;
    z.avail_in = (uInt)n;
    z.next_out = out;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    bytes_add(bytes, out, room - z.avail_out);
    deflateEnd(&z);
    free(out);
}

static inline void bytes_gzip_text(struct bytes *bytes, const char *text)
{
    bytes_gzip(bytes, text, strlen(text), NULL);
}

/* Bytes that do not compress away: the same for the same seed. */
static inline void bytes_noise(struct bytes *bytes, size_t n, uint32_t seed)
{
    uint8_t *p = malloc(n + 1);

    if (!p)
        abort();
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525 + 1013904223;
        p[i] = (uint8_t)('a' + (seed >> 24) % 26);
    }
    bytes_add(bytes, p, n);
    free(p);
}

#endif
