#include "pack.h"

#include "config.h"

#include <stdlib.h>
#include <zlib.h>
#ifdef HAVE_ZSTD
#include <zstd.h>
#endif

enum {
    GZIP_WINDOW = 15 + 16, /* the largest window, with a gzip header */
    GZIP_MEMORY = 8,       /* zlib's default */
    GZIP_OS_UNKNOWN = 255, /* RFC 1952: the same bytes on every system */
    GZIP_AROUND = 64,      /* more than header and trailer take */
};

struct pack {
    enum pack_form form;
    z_stream z;
    gz_header header;
    bool has_z;
    void *zstd;
};

bool pack_built_in(enum pack_form form)
{
#ifdef HAVE_ZSTD
    return form == PACK_GZIP || form == PACK_ZSTD;
#else
    return form == PACK_GZIP;
#endif
}

const char *pack_suffix(enum pack_form form)
{
    return form == PACK_GZIP ? ".gz" : ".zst";
}

/* ---- gzip ---- */

static bool gzip_new(struct pack *pack, int level)
{
    pack->has_z = deflateInit2(&pack->z, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                               Z_DEFAULT_STRATEGY) == Z_OK;
    pack->header.os = GZIP_OS_UNKNOWN;
    return pack->has_z;
}

static bool gzip_member(struct pack *pack, str plain, struct bytes *to)
{
    z_stream *z = &pack->z;

    if (plain.n > UINT32_MAX / 2 || deflateReset(z) != Z_OK ||
        deflateSetHeader(z, &pack->header) != Z_OK ||
        !bytes_room(to, deflateBound(z, plain.n) + GZIP_AROUND))
        return false;
    z->next_in = (unsigned char *)(uintptr_t)plain.p;
    z->avail_in = (unsigned)plain.n;
    z->next_out = (unsigned char *)to->p + to->n;
    z->avail_out = (unsigned)(to->room - to->n);
    if (deflate(z, Z_FINISH) != Z_STREAM_END)
        return false;
    to->n = to->room - z->avail_out;
    return true;
}

/* ---- zstd ---- */

#ifdef HAVE_ZSTD
static bool zstd_new(struct pack *pack, int level)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();

    pack->zstd = context;
    return context &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1));
}

static bool zstd_member(struct pack *pack, str plain, struct bytes *to)
{
    size_t n;

    if (!bytes_room(to, ZSTD_compressBound(plain.n)))
        return false;
    n = ZSTD_compress2(pack->zstd, to->p + to->n, to->room - to->n, plain.p, plain.n);
    if (ZSTD_isError(n))
        return false;
    to->n += n;
    return true;
}

static void zstd_free(struct pack *pack)
{
    ZSTD_freeCCtx(pack->zstd);
}
#else
static bool zstd_new(struct pack *pack, int level)
{
    (void)pack;
    (void)level;
    return false;
}

static bool zstd_member(struct pack *pack, str plain, struct bytes *to)
{
    (void)pack;
    (void)plain;
    (void)to;
    return false;
}

static void zstd_free(struct pack *pack)
{
    (void)pack;
}
#endif

/* ---- either ---- */

struct pack *pack_new(enum pack_form form, int level)
{
    struct pack *pack = calloc(1, sizeof *pack);

    if (!pack)
        return NULL;
    pack->form = form;
    if (form == PACK_GZIP ? gzip_new(pack, level) : zstd_new(pack, level))
        return pack;
    pack_free(pack);
    return NULL;
}

void pack_free(struct pack *pack)
{
    if (!pack)
        return;
    if (pack->has_z)
        deflateEnd(&pack->z);
    zstd_free(pack);
    free(pack);
}

bool pack_member(struct pack *pack, str plain, struct bytes *to)
{
    return pack->form == PACK_GZIP ? gzip_member(pack, plain, to) : zstd_member(pack, plain, to);
}
