#include "config.h"

#include "coding.h"

#include <string.h>
#include <zlib.h>

#ifdef HAVE_BROTLI
#include <brotli/decode.h>
#endif
#ifdef HAVE_ZSTD
#include <zstd.h>
#endif

#include "utf8.h"

enum {
    STEP_LEAST = 1 << 14,  /* room for output is doubled from here on */
    STEP_MOST = 1 << 30,   /* zlib counts in unsigned int */
    GZIP_WINDOW = 15 + 16, /* zlib's windowBits: 32 KiB, with the gzip wrapper */
    ZLIB_WINDOW = 15,
    RAW_WINDOW = -15,
    ZSTD_WINDOW_LOG = 23, /* 8 MiB: the most that RFC 9659 allows a content coding */
    PLAIN_LEAST = 16,     /* bytes of text in a row with which no compressed data begins */
    PLAIN_MOST = 512,
};

/* Where the output grows: an arena buffer whose free end the decoders write into. */
struct sink {
    struct arena *arena;
    char *p;
    size_t n, room, ceiling;
};

/* Makes room for more; false when the ceiling is reached. */
static bool sink_room(struct sink *sink)
{
    size_t room = sink->room < STEP_LEAST ? STEP_LEAST : sink->room * 2;

    if (sink->n < sink->room)
        return true;
    if (room > sink->ceiling)
        room = sink->ceiling;
    if (room <= sink->room)
        return false;
    sink->p = arena_grow(sink->arena, sink->p, sink->room, room);
    sink->room = room;
    return true;
}

enum coding coding_named(str name)
{
    static const struct {
        const char *name;
        enum coding coding;
    } rows[] = {
        {"gzip", CODING_GZIP},         {"x-gzip", CODING_GZIP},   {"deflate", CODING_DEFLATE},
        {"x-deflate", CODING_DEFLATE}, {"br", CODING_BR},         {"zstd", CODING_ZSTD},
        {"identity", CODING_IDENTITY}, {"none", CODING_IDENTITY}, {"", CODING_IDENTITY},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq_nocase(name, str_of(rows[i].name)))
            return rows[i].coding;
    return CODING_UNKNOWN;
}

const char *coding_name(enum coding coding)
{
    static const char *const names[] = {"identity", "gzip", "deflate", "br", "zstd", "unknown"};

    return names[coding];
}

bool coding_is_gzip(str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.p;

    return bytes.n >= 4 && p[0] == 0x1F && p[1] == 0x8B && p[2] == Z_DEFLATED && !(p[3] & 0xE0);
}

/* br and raw deflate have no magic number and take some plain text for the beginning of a stream.
 * Compressed bytes without a single control character that are valid UTF-8 as well do not occur. */
static bool is_plain(str bytes)
{
    str head = str_slice(bytes, 0, PLAIN_MOST);

    for (size_t i = 0; i < head.n; i++)
        if (((unsigned char)head.p[i] < 0x20 && !is_space((unsigned char)head.p[i])) ||
            head.p[i] == 0x7F)
            return false;
    return head.n >= PLAIN_LEAST && utf8_valid(head) + 4 > head.n;
}

static void *zlib_alloc(void *state, unsigned n, unsigned size)
{
    return arena_zero(state, (size_t)n * size);
}

static void zlib_free(void *state, void *p)
{
    (void)state; /* goes with the arena */
    (void)p;
}

/* Inflates one stream from *in, and moves *in behind what was read. */
static enum coding_said inflate_one(struct sink *sink, struct arena *state, int window, str *in)
{
    z_stream z = {.zalloc = zlib_alloc, .zfree = zlib_free, .opaque = state};
    int code = inflateInit2(&z, window);
    enum coding_said said = CODING_CUT;

    while (code == Z_OK) {
        size_t give = in->n < STEP_MOST ? in->n : STEP_MOST, room;
        if (!sink_room(sink)) {
            said = CODING_OVER;
            break;
        }
        room = sink->room - sink->n < STEP_MOST ? sink->room - sink->n : STEP_MOST;
        z.next_in = (Bytef *)(uintptr_t)in->p;
        z.avail_in = (uInt)give;
        z.next_out = (Bytef *)sink->p + sink->n;
        z.avail_out = (uInt)room;
        code = inflate(&z, Z_NO_FLUSH); /* Z_BUF_ERROR: the input is used up */
        *in = str_from(*in, give - z.avail_in);
        sink->n += room - z.avail_out;
    }
    inflateEnd(&z);
    return code == Z_STREAM_END ? CODING_WHOLE : said;
}

static enum coding_said undo_gzip(struct sink *sink, struct arena *state, str in)
{
    enum coding_said said = CODING_NOT;

    while (coding_is_gzip(in)) {
        said = inflate_one(sink, state, GZIP_WINDOW, &in);
        if (said != CODING_WHOLE)
            break;
    }
    return said;
}

static bool has_zlib_header(str in)
{
    const unsigned char *p = (const unsigned char *)in.p;

    return in.n >= 2 && (p[0] & 0x0F) == Z_DEFLATED && (p[0] * 256 + p[1]) % 31 == 0;
}

static enum coding_said undo_deflate(struct sink *sink, struct arena *state, str in)
{
    enum coding_said said;
    str rest = in;

    if (has_zlib_header(in)) {
        said = inflate_one(sink, state, ZLIB_WINDOW, &rest);
        if (said != CODING_CUT || sink->n)
            return said;
        rest = in;
    }
    if (is_plain(in))
        return CODING_NOT;
    said = inflate_one(sink, state, RAW_WINDOW, &rest);
    /* Other bytes may look like a short stream, or break off with an error: a true one uses up its
     * bytes, or has given more than it took. */
    if (said == CODING_WHOLE ? rest.n > in.n / 2
                             : said == CODING_CUT && rest.n && sink->n <= in.n - rest.n)
        return has_zlib_header(in) ? CODING_CUT : CODING_NOT;
    return said;
}

#ifdef HAVE_BROTLI
static void *brotli_alloc(void *state, size_t n)
{
    return arena_alloc(state, n);
}

static enum coding_said undo_br(struct sink *sink, struct arena *state, str in)
{
    BrotliDecoderResult code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    const uint8_t *next = (const uint8_t *)in.p;
    size_t left = in.n;
    BrotliDecoderState *decoder;

    if (is_plain(in))
        return CODING_NOT;
    decoder = BrotliDecoderCreateInstance(brotli_alloc, zlib_free, state);
    while (decoder && code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t *out;
        size_t room;
        if (!sink_room(sink))
            return CODING_OVER;
        out = (uint8_t *)sink->p + sink->n;
        room = sink->room - sink->n;
        code = BrotliDecoderDecompressStream(decoder, &left, &next, &room, &out, NULL);
        sink->n = sink->room - room;
    }
    if (code == BROTLI_DECODER_RESULT_SUCCESS)
        return left > in.n / 2 ? CODING_NOT : CODING_WHOLE;
    if (code == BROTLI_DECODER_RESULT_ERROR && sink->n <= in.n - left)
        return CODING_NOT;
    return CODING_CUT;
}
#else
static enum coding_said undo_br(struct sink *sink, struct arena *state, str in)
{
    (void)sink, (void)state, (void)in;
    return CODING_MISSING;
}
#endif

/* A zstd frame, or a skippable one (RFC 8878, section 3.1). */
static bool is_zstd(str in)
{
    const unsigned char *p = (const unsigned char *)in.p;

    return in.n >= 4 && ((p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F && p[3] == 0xFD) ||
                         ((p[0] & 0xF0) == 0x50 && p[1] == 0x2A && p[2] == 0x4D && p[3] == 0x18));
}

#ifdef HAVE_ZSTD
static void zstd_release(void *decoder)
{
    ZSTD_freeDCtx(decoder);
}

static enum coding_said undo_zstd(struct sink *sink, struct arena *state, str in)
{
    void **place = arena_own(state, zstd_release);
    ZSTD_DCtx *decoder = *place = ZSTD_createDCtx();
    ZSTD_inBuffer from = {in.p, in.n, 0};
    size_t code = 0; /* 0: at the end of a frame */

    if (!is_zstd(in))
        return CODING_NOT;
    if (!decoder)
        longjmp(*state->escape, ARENA_NO_MEMORY);
    ZSTD_DCtx_setParameter(decoder, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
    while (code || is_zstd(str_from(in, from.pos))) {
        ZSTD_outBuffer to;
        size_t before = from.pos;
        if (!sink_room(sink))
            return CODING_OVER;
        to = (ZSTD_outBuffer){sink->p, sink->room, sink->n};
        code = ZSTD_decompressStream(decoder, &to, &from);
        if (ZSTD_isError(code) || (from.pos == before && to.pos == sink->n && code))
            return CODING_CUT;
        sink->n = to.pos;
    }
    return CODING_WHOLE;
}
#else
static enum coding_said undo_zstd(struct sink *sink, struct arena *state, str in)
{
    (void)sink, (void)state, (void)in;
    return is_zstd(in) ? CODING_MISSING : CODING_NOT;
}
#endif

enum coding_said coding_undo(struct arena *arena, struct arena *state, enum coding coding,
                             str bytes, size_t ceiling, str *undone)
{
    /* One byte more, so that a text of just `ceiling` bytes is seen to end. */
    struct sink sink = {.arena = arena, .ceiling = ceiling < SIZE_MAX ? ceiling + 1 : ceiling};
    enum coding_said said = CODING_NOT;

    *undone = (str){NULL, 0};
    if (!bytes.n)
        return CODING_NOT;
    if (coding == CODING_GZIP)
        said = undo_gzip(&sink, state, bytes);
    else if (coding == CODING_DEFLATE)
        said = undo_deflate(&sink, state, bytes);
    else if (coding == CODING_BR)
        said = undo_br(&sink, state, bytes);
    else if (coding == CODING_ZSTD)
        said = undo_zstd(&sink, state, bytes);
    if (said == CODING_NOT || said == CODING_MISSING)
        return said;
    if (sink.n > ceiling)
        said = CODING_OVER;
    *undone = (str){sink.p ? sink.p : "", said == CODING_OVER ? ceiling : sink.n};
    return said;
}
