#include "config.h"

#include "gzip_whole.h"

#ifdef HAVE_LIBDEFLATE

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_IN = 1 << 18,  /* bytes of a member that are looked at: nearly all pages have fewer */
    MOST_OUT = 2 << 20, /* and that come of it */
    FLAGS_AT = 3,       /* RFC 1952, 2.3 */
    HEADER_SUM = 2,     /* a checksum of the header, which libdeflate does not compare */
};

struct gzip_whole {
    struct libdeflate_decompressor *inflater;
    uint8_t *bytes;
    size_t n, given;
    /* How often it was tried in vain, and not: a file of large members is not read twice. */
    uint64_t vain, taken;
};

struct gzip_whole *gzip_whole_new(void)
{
    struct gzip_whole *whole = calloc(1, sizeof *whole);

    if (!whole)
        return NULL;
    whole->inflater = libdeflate_alloc_decompressor();
    whole->bytes = malloc(MOST_OUT);
    if (whole->inflater && whole->bytes)
        return whole;
    gzip_whole_free(whole);
    return NULL;
}

void gzip_whole_free(struct gzip_whole *whole)
{
    if (!whole)
        return;
    libdeflate_free_decompressor(whole->inflater);
    free(whole->bytes);
    free(whole);
}

/* A pipe is not waited on for more than it has. */
static bool may_take(const struct gzip_whole *whole, const struct in *below)
{
    return whole && in_left(below) != UINT64_MAX && whole->vain <= whole->taken;
}

bool gzip_whole_begin(struct gzip_whole *whole, struct in *below)
{
    const uint8_t *p;
    size_t n, used;

    if (!may_take(whole, below))
        return false;
    p = in_peek(below, MOST_IN, &n);
    whole->given = 0;
    if (n <= FLAGS_AT || p[FLAGS_AT] & HEADER_SUM ||
        libdeflate_gzip_decompress_ex(whole->inflater, p, n, whole->bytes, MOST_OUT, &used,
                                      &whole->n) != LIBDEFLATE_SUCCESS) {
        whole->n = 0;
        whole->vain++;
        return false;
    }
    whole->taken++;
    in_skip(below, used);
    return true;
}

size_t gzip_whole_take(struct gzip_whole *whole, uint8_t *to, size_t room)
{
    size_t left = whole->n - whole->given, n = room < left ? room : left;

    memcpy(to, whole->bytes + whole->given, n);
    whole->given += n;
    return n;
}

#else

struct gzip_whole *gzip_whole_new(void)
{
    return NULL;
}

void gzip_whole_free(struct gzip_whole *whole)
{
    (void)whole;
}

bool gzip_whole_begin(struct gzip_whole *whole, struct in *below)
{
    (void)whole;
    (void)below;
    return false;
}

size_t gzip_whole_take(struct gzip_whole *whole, uint8_t *to, size_t room)
{
    (void)whole;
    (void)to;
    (void)room;
    return 0;
}

#endif
