#include "unpack.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "unzstd.h"

enum {
    GZIP_WRAPPER = 15 + 16, /* of inflateInit2: gzip alone, largest window */
    GZIP_OS_UNKNOWN = 255,  /* as pack leaves it */
    XFL_OTHERS = 0xFF ^ 6,  /* bits of XFL that say nothing */
    ZSTD_OTHERS = 0x1B,     /* RFC 8878, 3.1.1.1.1: bits that pack leaves 0 */
    ZSTD_CHECKSUM = 4,
};

struct unpack {
    enum pack_form form;
    bool inflating; /* z was set up */
    z_stream z;
    struct unzstd *zstd;
};

bool unpack_begins(enum pack_form form, str bytes)
{
    static const unsigned char gzip[] = {0x1f, 0x8b, Z_DEFLATED, 0, 0, 0, 0, 0};
    static const unsigned char zstd[] = {0x28, 0xb5, 0x2f, 0xfd};
    const unsigned char *p = (const unsigned char *)bytes.p;

    if (bytes.n < UNPACK_HEAD)
        return false;
    if (form == PACK_GZIP)
        return memcmp(p, gzip, sizeof gzip) == 0 && !(p[sizeof gzip] & XFL_OTHERS) &&
               p[sizeof gzip + 1] == GZIP_OS_UNKNOWN;
    return memcmp(p, zstd, sizeof zstd) == 0 &&
           (p[sizeof zstd] & (ZSTD_OTHERS | ZSTD_CHECKSUM)) == ZSTD_CHECKSUM;
}

struct unpack *unpack_new(enum pack_form form)
{
    struct unpack *unpack = calloc(1, sizeof *unpack);

    if (!unpack)
        return NULL;
    unpack->form = form;
    if (form == PACK_GZIP)
        unpack->inflating = inflateInit2(&unpack->z, GZIP_WRAPPER) == Z_OK;
    else
        unpack->zstd = unzstd_new();
    if (unpack->inflating || unpack->zstd)
        return unpack;
    unpack_free(unpack);
    return NULL;
}

void unpack_free(struct unpack *unpack)
{
    if (!unpack)
        return;
    if (unpack->inflating)
        inflateEnd(&unpack->z);
    unzstd_free(unpack->zstd);
    free(unpack);
}

bool unpack_reset(struct unpack *unpack)
{
    return unpack->form == PACK_GZIP ? inflateReset(&unpack->z) == Z_OK
                                     : unzstd_reset(unpack->zstd);
}

static enum unpack_said inflate_some(z_stream *z, str from, size_t *used, char *to, size_t room,
                                     size_t *made)
{
    int said;

    z->next_in = (unsigned char *)(uintptr_t)from.p;
    z->avail_in = (uInt)(from.n < UINT32_MAX ? from.n : UINT32_MAX);
    z->next_out = (unsigned char *)to;
    z->avail_out = (uInt)(room < UINT32_MAX ? room : UINT32_MAX);
    said = inflate(z, Z_NO_FLUSH);
    *used = (size_t)(z->next_in - (const unsigned char *)from.p);
    *made = (size_t)(z->next_out - (unsigned char *)to);
    switch (said) {
    case Z_STREAM_END:
        return UNPACK_WHOLE;
    case Z_OK:
    case Z_BUF_ERROR:
        return UNPACK_MORE;
    default:
        return said == Z_MEM_ERROR ? UNPACK_NO_MEMORY : UNPACK_DAMAGED;
    }
}

enum unpack_said unpack_some(struct unpack *unpack, str from, size_t *used, char *to, size_t room,
                             size_t *made)
{
    const char *error = NULL;
    bool whole;

    if (unpack->form == PACK_GZIP)
        return inflate_some(&unpack->z, from, used, to, room, made);
    whole = unzstd_step(unpack->zstd, (const uint8_t *)from.p, from.n, used, (uint8_t *)to, room,
                        made, &error);
    if (error)
        return error == unzstd_no_memory ? UNPACK_NO_MEMORY : UNPACK_DAMAGED;
    return whole ? UNPACK_WHOLE : UNPACK_MORE;
}
