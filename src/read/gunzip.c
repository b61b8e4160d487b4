#include "gunzip.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "../base/unzstd.h"
#include "gzip_whole.h"

enum {
    GZIP_WRAPPER = 31,     /* of inflateInit2: gzip alone, largest window */
    GZIP_HEADER = 10,      /* RFC 1952, 2.3: the fixed part */
    GZIP_LEAST = 20,       /* a whole member of no bytes */
    ZSTD_LEAST = 9,        /* magic, descriptor, window, block header */
    SKIPPABLE_HEAD = 8,    /* RFC 8878, 3.1.2: magic and size */
    KEEP = 1 << 16,        /* how far before damage the next member is looked for */
    REREAD_FREE = 1 << 20, /* bytes read again without regard to how many were read at all */
    TRIAL_IN = 1024,       /* a member that is looked for must begin soundly: */
    TRIAL_OUT = 4096,      /* so many bytes in, or so many out, without an error */

    OS_LAST = 19, /* RFC 1952 ends at 13; zlib on Darwin writes 19 */
    OS_UNKNOWN = 255,
    FLAGS_RESERVED = 0xe0,
};

static const uint32_t zstd_magic = 0xFD2FB528, skippable_magic = 0x184D2A50,
                      dictionary_magic = 0x184D2A5D; /* IIPC, WARC files compressed by zstd */

/* MEMBER_WHOLE: one of gzip that is undone already. */
enum member_kind { MEMBER_NONE, MEMBER_GZIP, MEMBER_WHOLE, MEMBER_ZSTD, MEMBER_SKIPPABLE };

struct gunzip {
    struct in *below;
    enum member_kind kind; /* of the member being read; MEMBER_NONE between two */
    uint64_t member;       /* where it begins in the file */
    uint64_t start;        /* and in `below` */
    uint64_t reread;       /* bytes that were gone back over */
    uint64_t furthest;     /* largest offset in `below` that was read */
    const char *damage;
    uint64_t damage_at;
    bool no_memory;
    bool hopeless;  /* no memory, no zstd: nothing behind this can be read */
    bool begun;     /* a member was met: dictionaries come before the first */
    bool inflating; /* z was set up */
    z_stream z;
    struct gzip_whole *whole; /* NULL: members are inflated step by step alone */
    struct unzstd *zstd;      /* NULL until it is needed */
};

static uint32_t little_endian(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* By its magic number. Two bytes are enough for gzip: what follows is for zlib to refuse. */
static enum member_kind kind_of(const uint8_t *p, size_t n)
{
    if (n >= 2 && p[0] == 0x1f && p[1] == 0x8b)
        return MEMBER_GZIP;
    if (n >= 4 && little_endian(p) == zstd_magic)
        return MEMBER_ZSTD;
    if (n >= 4 && (little_endian(p) & 0xFFFFFFF0) == skippable_magic)
        return MEMBER_SKIPPABLE;
    return MEMBER_NONE;
}

/* The fixed part of a gzip header but for its two magic bytes, as common tools write it. */
static bool like_gzip(const uint8_t *p, size_t n)
{
    return n >= GZIP_HEADER && p[2] == Z_DEFLATED && !(p[3] & FLAGS_RESERVED) &&
           (p[8] == 0 || p[8] == 2 || p[8] == 4) && (p[9] <= OS_LAST || p[9] == OS_UNKNOWN);
}

bool gunzip_claims(struct in *below)
{
    size_t n;
    const uint8_t *p = in_peek(below, GZIP_HEADER, &n);

    return kind_of(p, n) != MEMBER_NONE ||
           (like_gzip(p, n) && (p[0] == 0x1f || p[1] == 0x8b)); /* one of the two was damaged */
}

struct gunzip *gunzip_new(struct in *below)
{
    struct gunzip *gunzip = calloc(1, sizeof *gunzip);

    if (gunzip) {
        gunzip->below = below;
        gunzip->whole = gzip_whole_new();
        in_keep(below, KEEP);
    }
    return gunzip;
}

void gunzip_free(struct gunzip *gunzip)
{
    if (!gunzip)
        return;
    if (gunzip->inflating)
        inflateEnd(&gunzip->z);
    gzip_whole_free(gunzip->whole);
    unzstd_free(gunzip->zstd);
    in_close(gunzip->below);
    free(gunzip);
}

const char *gunzip_damage(const struct gunzip *gunzip, uint64_t *at)
{
    *at = gunzip->damage_at;
    return gunzip->damage;
}

bool gunzip_short(const struct gunzip *gunzip)
{
    return gunzip->no_memory || in_short(gunzip->below);
}

bool gunzip_failed(const struct gunzip *gunzip)
{
    return in_failed(gunzip->below);
}

uint64_t gunzip_file_offset(const struct gunzip *gunzip)
{
    return in_file_offset(gunzip->below);
}

uint64_t gunzip_member(const struct gunzip *gunzip)
{
    return gunzip->member;
}

static enum in_state damaged(struct gunzip *gunzip, const char *what)
{
    gunzip->damage = what;
    gunzip->damage_at = in_file_offset(gunzip->below);
    return IN_DAMAGED;
}

static enum in_state hopeless(struct gunzip *gunzip, const char *what)
{
    gunzip->hopeless = true;
    return damaged(gunzip, what);
}

static enum in_state no_memory(struct gunzip *gunzip)
{
    gunzip->no_memory = true;
    return hopeless(gunzip, "memory is short");
}

/* There are no more bytes below: the end, or damage there. */
static enum in_state cut(struct gunzip *gunzip, const char *what)
{
    if (in_state(gunzip->below) != IN_DAMAGED)
        return damaged(gunzip, what);
    gunzip->damage = in_damage(gunzip->below, &gunzip->damage_at);
    return IN_DAMAGED;
}

/* ---- gzip ---- */

static bool begin_gzip(struct gunzip *gunzip)
{
    if (gunzip->inflating)
        return inflateReset(&gunzip->z) == Z_OK;
    return gunzip->inflating = inflateInit2(&gunzip->z, GZIP_WRAPPER) == Z_OK;
}

static int inflate_step(z_stream *z, const uint8_t *from, size_t n, uint8_t *to, size_t room)
{
    z->next_in = (z_const Bytef *)from;
    z->avail_in = n < UINT_MAX ? (uInt)n : UINT_MAX;
    z->next_out = to;
    z->avail_out = room < UINT_MAX ? (uInt)room : UINT_MAX;
    return inflate(z, Z_NO_FLUSH);
}

/* Called without input too: zlib may hold bytes that had no room before. */
static enum in_state fill_gzip(struct gunzip *gunzip, uint8_t *to, size_t room, size_t *made)
{
    z_stream *z = &gunzip->z;
    size_t n;
    const uint8_t *from = in_peek(gunzip->below, 1, &n);
    int said = inflate_step(z, from, n, to, room);
    size_t used = (size_t)(z->next_in - from);

    *made = (size_t)(z->next_out - to);
    in_skip(gunzip->below, used);
    if (said == Z_STREAM_END)
        gunzip->kind = MEMBER_NONE;
    else if (said == Z_MEM_ERROR)
        return no_memory(gunzip);
    else if (said != Z_OK && said != Z_BUF_ERROR)
        return damaged(gunzip, "the gzip member is damaged");
    else if (!*made && !n)
        return cut(gunzip, "the gzip member is cut off");
    else if (!*made && !used)
        return damaged(gunzip, "the gzip member does not go on");
    return IN_OPEN;
}

/* ---- zstd ---- */

static enum in_state fill_zstd(struct gunzip *gunzip, uint8_t *to, size_t room, size_t *made)
{
    size_t n, used;
    const uint8_t *from = in_peek(gunzip->below, 1, &n);
    const char *error = NULL;
    bool whole = unzstd_step(gunzip->zstd, from, n, &used, to, room, made, &error);

    in_skip(gunzip->below, used);
    if (error)
        return error == unzstd_no_memory ? no_memory(gunzip) : damaged(gunzip, error);
    if (whole)
        gunzip->kind = MEMBER_NONE;
    else if (!*made && !n)
        return cut(gunzip, "the zstd frame is cut off");
    else if (!*made && !used)
        return damaged(gunzip, "the zstd frame does not go on");
    return IN_OPEN;
}

static bool begin_zstd(struct gunzip *gunzip)
{
    if (!gunzip->zstd)
        gunzip->zstd = unzstd_new();
    return gunzip->zstd && unzstd_reset(gunzip->zstd);
}

/* ---- member after member ---- */

static enum in_state skip_frame(struct gunzip *gunzip)
{
    size_t n;
    const uint8_t *p = in_peek(gunzip->below, SKIPPABLE_HEAD, &n);
    uint64_t whole;

    if (n < SKIPPABLE_HEAD)
        return cut(gunzip, "the zstd frame is cut off");
    whole = SKIPPABLE_HEAD + (uint64_t)little_endian(p + 4);
    if (little_endian(p) == dictionary_magic && !gunzip->begun && whole <= UNZSTD_DICTIONARY) {
        p = in_peek(gunzip->below, (size_t)whole, &n);
        if (n >= whole && begin_zstd(gunzip))
            unzstd_dictionary(gunzip->zstd, p + SKIPPABLE_HEAD, (size_t)whole - SKIPPABLE_HEAD);
    }
    if (in_skip(gunzip->below, whole) < whole)
        return cut(gunzip, "the zstd frame is cut off");
    return IN_OPEN;
}

/* Zeros up to the end are padding (of tapes and block devices) and no damage. */
static enum in_state skip_padding(struct gunzip *gunzip)
{
    size_t n, zeros;
    const uint8_t *p;

    do {
        p = in_peek(gunzip->below, 1, &n);
        for (zeros = 0; zeros < n && !p[zeros]; zeros++)
            ;
        in_skip(gunzip->below, zeros);
    } while (zeros && zeros == n);
    if (n)
        return damaged(gunzip, "bytes that belong to no compressed member");
    return in_state(gunzip->below) == IN_END ? IN_END : cut(gunzip, NULL);
}

static enum in_state begin(struct gunzip *gunzip)
{
    size_t n;
    const uint8_t *p = in_peek(gunzip->below, GZIP_HEADER, &n);
    bool ready;

    gunzip->member = in_member_offset(gunzip->below);
    gunzip->start = in_offset(gunzip->below);
    gunzip->kind = kind_of(p, n);
    if (gunzip->kind == MEMBER_NONE)
        return skip_padding(gunzip);
    if (gunzip->kind == MEMBER_SKIPPABLE) {
        gunzip->kind = MEMBER_NONE;
        return skip_frame(gunzip);
    }
    if (gunzip->kind == MEMBER_ZSTD && !unzstd_built_in())
        return hopeless(gunzip, "is compressed by zstd, which this build does not read");
    gunzip->begun = true;
    if (gunzip->kind == MEMBER_GZIP && gzip_whole_begin(gunzip->whole, gunzip->below)) {
        gunzip->kind = MEMBER_WHOLE;
        return IN_OPEN;
    }
    ready = gunzip->kind == MEMBER_GZIP ? begin_gzip(gunzip) : begin_zstd(gunzip);
    return ready ? IN_OPEN : no_memory(gunzip);
}

size_t gunzip_fill(struct gunzip *gunzip, uint8_t *to, size_t room, enum in_state *state)
{
    size_t made = 0;

    *state = gunzip->hopeless ? IN_END : IN_OPEN;
    while (!made && *state == IN_OPEN) {
        if (gunzip->kind == MEMBER_NONE)
            *state = begin(gunzip);
        else if (gunzip->kind == MEMBER_GZIP)
            *state = fill_gzip(gunzip, to, room, &made);
        else if (gunzip->kind == MEMBER_ZSTD)
            *state = fill_zstd(gunzip, to, room, &made);
        else if (!(made = gzip_whole_take(gunzip->whole, to, room)))
            gunzip->kind = MEMBER_NONE;
    }
    return made;
}

/* ---- behind damage ---- */

static bool sound_gzip(struct gunzip *gunzip, const uint8_t *p, size_t n)
{
    uint8_t to[TRIAL_OUT];
    int said;

    if (n < GZIP_LEAST || !begin_gzip(gunzip))
        return false;
    said = inflate_step(&gunzip->z, p, n < TRIAL_IN ? n : TRIAL_IN, to, sizeof to);
    return said == Z_OK || said == Z_STREAM_END || said == Z_BUF_ERROR;
}

static bool sound_zstd(struct gunzip *gunzip, const uint8_t *p, size_t n)
{
    uint8_t to[TRIAL_OUT];
    size_t used, made;
    const char *error = NULL;

    if (n < ZSTD_LEAST || !begin_zstd(gunzip))
        return false;
    unzstd_step(gunzip->zstd, p, n < TRIAL_IN ? n : TRIAL_IN, &used, to, sizeof to, &made, &error);
    return !error;
}

static bool sound(struct gunzip *gunzip, const uint8_t *p, size_t n)
{
    enum member_kind kind = kind_of(p, n);

    return (kind == MEMBER_GZIP && sound_gzip(gunzip, p, n)) ||
           (kind == MEMBER_ZSTD && sound_zstd(gunzip, p, n));
}

/* A damaged member may be read past its end, into the next: looks again at bytes already read.
 * What is read twice is bounded by what was read at all, whatever the file is made of. */
static void go_back(struct gunzip *gunzip)
{
    uint64_t at = in_offset(gunzip->below), far = at - gunzip->start;

    if (at > gunzip->furthest)
        gunzip->furthest = at;
    far = far > 0 ? far - 1 : 0; /* not the damaged member itself again */
    if (far > KEEP)
        far = KEEP;
    if (gunzip->reread + far <= REREAD_FREE + gunzip->furthest)
        gunzip->reread += in_back(gunzip->below, (size_t)far);
}

/* Stands before a member that begins soundly, or at the end. */
static void find_member(struct gunzip *gunzip)
{
    for (;;) {
        size_t n, i = 0;
        const uint8_t *p = in_peek(gunzip->below, TRIAL_IN, &n);

        if (!n && in_state(gunzip->below) != IN_DAMAGED)
            return;
        if (!n)
            in_resume(gunzip->below);
        while (i < n && p[i] != 0x1f && p[i] != (zstd_magic & 0xff))
            i++;
        in_skip(gunzip->below, i);
        if (i == n)
            continue;
        p = in_peek(gunzip->below, TRIAL_IN, &n);
        if (sound(gunzip, p, n))
            return;
        in_skip(gunzip->below, 1);
    }
}

uint64_t gunzip_resume(struct gunzip *gunzip)
{
    uint64_t damage_at = gunzip->damage_at, at;

    if (gunzip->hopeless)
        return 0;
    if (in_state(gunzip->below) != IN_DAMAGED)
        go_back(gunzip);
    if (in_offset(gunzip->below) == gunzip->start)
        in_skip(gunzip->below, 1);
    gunzip->kind = MEMBER_NONE;
    find_member(gunzip);
    at = in_file_offset(gunzip->below);
    return at > damage_at ? at - damage_at : 0;
}
