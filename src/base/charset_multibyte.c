#include "charset_multibyte.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum {
    ESCAPE = 0x1B,
    CACHED = 1 << 16,
    JIS_ROW = 94,   /* characters in a row of JIS X 0208 */
    SJIS_ROW = 188, /* characters under one lead byte of Shift_JIS */
    BIG5_PAIR = 0x88,
};

/* Character sets of ISO-2022-JP. */
enum { MODE_ASCII, MODE_ROMAN, MODE_KATAKANA, MODE_JIS0208 };

struct fix {
    uint32_t code, c;
};

static const struct fix big5_fixes[] = {
#define BIG5_FIX(code, c) {code, c},
#include "charset_fixes.def"
#undef BIG5_FIX
};

static const struct fix gb18030_fixes[] = {
#define GB18030_FIX(code, c) {code, c},
#include "charset_fixes.def"
#undef GB18030_FIX
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint32_t find_fix(const struct fix *fixes, size_t count, uint32_t code)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (fixes[middle].code == code)
            return fixes[middle].c;
        if (fixes[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NO_CHAR;
}

static void close_iconv(void *cd)
{
    iconv_close(cd);
}

void table_open(struct table *table, struct arena *state, const char *name, bool with_cache)
{
    void **place = arena_own(state, close_iconv);
    iconv_t cd;

    table->known = with_cache ? ARENA_ARRAY(state, uint32_t, CACHED) : NULL;
    cd = *name ? iconv_open("UTF-32LE", name) : (iconv_t)-1; /* "" is the locale's */
    table->cd = *place = cd == (iconv_t)-1 ? NULL : cd;
}

static uint32_t ask_iconv(iconv_t cd, const unsigned char *p, size_t n)
{
    unsigned char out[4] = {0};
    char *from = (char *)(uintptr_t)p, *to = (char *)out;
    size_t from_n = n, to_n = sizeof out;
    size_t said = iconv(cd, &from, &from_n, &to, &to_n);

    if (said != (size_t)-1)
        said = iconv(cd, NULL, NULL, &to, &to_n); /* what it holds back for a combining mark */
    iconv(cd, NULL, NULL, NULL, NULL);
    if (said == (size_t)-1 || from_n || to_n)
        return NO_CHAR;
    return (uint32_t)out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16;
}

uint32_t table_look(struct table *table, const unsigned char *p, size_t n)
{
    uint32_t *known = n == 2 && table->known ? &table->known[p[0] << 8 | p[1]] : NULL;
    uint32_t c;

    if (!table->cd)
        return NO_CHAR;
    if (known && *known)
        return *known;
    c = ask_iconv(table->cd, p, n);
    if (known)
        *known = c;
    return c;
}

static bool within(unsigned char c, unsigned low, unsigned high)
{
    return c >= low && c <= high;
}

/* A lead byte whose trail byte is missing or makes no character: an ASCII trail byte is read again
 * as itself, so that markup is never swallowed. */
static uint32_t malformed(struct multibyte *decoder, const unsigned char *p, size_t n, size_t *used)
{
    decoder->cut = n < 2;
    *used = n < 2 || p[1] < 0x80 ? 1 : 2;
    return NO_CHAR;
}

/* The code at p[0..1], both of the ranges of the encoding. */
static uint32_t pair(struct multibyte *decoder, const unsigned char *p, size_t n, size_t *used)
{
    uint32_t c = table_look(&decoder->table, p, 2);

    if (c == NO_CHAR)
        return malformed(decoder, p, n, used);
    *used = 2;
    return c;
}

static uint32_t next_gb18030_four(struct multibyte *decoder, const unsigned char *p, size_t n,
                                  size_t *used)
{
    uint32_t code, c;

    decoder->cut = n < 4 && (n < 3 || within(p[2], 0x81, 0xFE));
    *used = decoder->cut ? n : 1;
    if (n < 4 || !within(p[2], 0x81, 0xFE) || !within(p[3], 0x30, 0x39))
        return NO_CHAR;
    *used = 4;
    code = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    c = find_fix(gb18030_fixes, COUNT(gb18030_fixes), code);
    return c != NO_CHAR ? c : table_look(&decoder->table, p, 4);
}

static uint32_t next_gb18030(struct multibyte *decoder, const unsigned char *p, size_t n,
                             size_t *used)
{
    uint32_t c;

    if (p[0] == 0x80)
        return 0x20AC;
    if (p[0] == 0xFF)
        return NO_CHAR;
    if (n > 1 && within(p[1], 0x30, 0x39))
        return next_gb18030_four(decoder, p, n, used);
    if (n < 2 || !(within(p[1], 0x40, 0x7E) || within(p[1], 0x80, 0xFE)))
        return malformed(decoder, p, n, used);
    c = find_fix(gb18030_fixes, COUNT(gb18030_fixes), (uint32_t)p[0] << 8 | p[1]);
    if (c == NO_CHAR)
        return pair(decoder, p, n, used);
    *used = 2;
    return c;
}

static uint32_t next_big5(struct multibyte *decoder, const unsigned char *p, size_t n, size_t *used)
{
    uint32_t c;

    if (!within(p[0], 0x81, 0xFE))
        return NO_CHAR;
    if (n < 2 || !(within(p[1], 0x40, 0x7E) || within(p[1], 0xA1, 0xFE)))
        return malformed(decoder, p, n, used);
    if (p[0] == BIG5_PAIR && (p[1] == 0x62 || p[1] == 0x64 || p[1] == 0xA3 || p[1] == 0xA5)) {
        decoder->second = p[1] == 0x62 || p[1] == 0xA3 ? 0x0304 : 0x030C;
        *used = 2;
        return p[1] < 0x80 ? 0xCA : 0xEA;
    }
    c = find_fix(big5_fixes, COUNT(big5_fixes), (uint32_t)p[0] << 8 | p[1]);
    if (c == NO_CHAR)
        return pair(decoder, p, n, used);
    *used = 2;
    return c;
}

static uint32_t next_euc_kr(struct multibyte *decoder, const unsigned char *p, size_t n,
                            size_t *used)
{
    if (!within(p[0], 0x81, 0xFE))
        return NO_CHAR;
    if (n < 2 || !within(p[1], 0x41, 0xFE))
        return malformed(decoder, p, n, used);
    return pair(decoder, p, n, used);
}

static uint32_t next_shift_jis(struct multibyte *decoder, const unsigned char *p, size_t n,
                               size_t *used)
{
    if (p[0] == 0x80)
        return p[0];
    if (within(p[0], 0xA1, 0xDF))
        return 0xFF61u - 0xA1 + p[0];
    if (p[0] == 0xA0 || p[0] > 0xFC)
        return NO_CHAR;
    if (n < 2 || !(within(p[1], 0x40, 0x7E) || within(p[1], 0x80, 0xFC)))
        return malformed(decoder, p, n, used);
    return pair(decoder, p, n, used);
}

/* JIS X 0208 by row and cell, from 0: asked of CP932 in its Shift_JIS form, since EUC-JP tables of
 * iconv differ from index-jis0208 in hundreds of places and CP932 in none. */
static uint32_t jis0208(struct multibyte *decoder, unsigned row, unsigned cell)
{
    unsigned pointer = row * JIS_ROW + cell;
    unsigned lead = pointer / SJIS_ROW, trail = pointer % SJIS_ROW;
    unsigned char sjis[2] = {(unsigned char)(lead + (lead < 0x1F ? 0x81 : 0xC1)),
                             (unsigned char)(trail + (trail < 0x3F ? 0x40 : 0x41))};
    uint32_t c = table_look(&decoder->table, sjis, 2);

    return c >= 0xE000 && c <= 0xF8FF ? NO_CHAR : c; /* the private area is Shift_JIS's own */
}

static uint32_t next_euc_jp(struct multibyte *decoder, const unsigned char *p, size_t n,
                            size_t *used)
{
    uint32_t c = NO_CHAR;

    if (n > 1 && p[0] == 0x8E && within(p[1], 0xA1, 0xDF)) {
        *used = 2;
        return 0xFF61u - 0xA1 + p[1];
    }
    if (n > 1 && p[0] == 0x8F && within(p[1], 0xA1, 0xFE)) {
        if (n > 2 && within(p[2], 0xA1, 0xFE))
            c = table_look(&decoder->jis0212, p, 3);
        decoder->cut = n < 3;
        *used = n < 3 || (c == NO_CHAR && p[2] < 0x80) ? 2 : 3;
        return c;
    }
    if (p[0] != 0x8E && p[0] != 0x8F && !within(p[0], 0xA1, 0xFE))
        return NO_CHAR;
    if (n > 1 && within(p[0], 0xA1, 0xFE) && within(p[1], 0xA1, 0xFE))
        c = jis0208(decoder, p[0] - 0xA1u, p[1] - 0xA1u);
    if (c == NO_CHAR)
        return malformed(decoder, p, n, used);
    *used = 2;
    return c;
}

/* An escape sequence; two in a row, or one that is none of the encoding's, is malformed. */
static uint32_t escape(struct multibyte *decoder, const unsigned char *p, size_t n, size_t *used)
{
    static const struct {
        unsigned char bytes[2];
        unsigned mode;
    } rows[] = {{"(B", MODE_ASCII},
                {"(J", MODE_ROMAN},
                {"(I", MODE_KATAKANA},
                {"$@", MODE_JIS0208},
                {"$B", MODE_JIS0208}};
    bool again = decoder->escaped;

    for (size_t i = 0; n > 2 && i < COUNT(rows); i++) {
        if (memcmp(p + 1, rows[i].bytes, 2) == 0) {
            decoder->mode = rows[i].mode;
            decoder->escaped = true;
            *used = 3;
            return again ? NO_CHAR : MULTIBYTE_NOTHING;
        }
    }
    decoder->escaped = false;
    return NO_CHAR;
}

static uint32_t next_iso_2022_jp(struct multibyte *decoder, const unsigned char *p, size_t n,
                                 size_t *used)
{
    if (p[0] == ESCAPE)
        return escape(decoder, p, n, used);
    decoder->escaped = false;
    if (decoder->mode == MODE_KATAKANA)
        return within(p[0], 0x21, 0x5F) ? 0xFF61u - 0x21 + p[0] : NO_CHAR;
    if (decoder->mode == MODE_JIS0208) {
        if (!within(p[0], 0x21, 0x7E))
            return NO_CHAR;
        decoder->cut = n < 2;
        if (n < 2 || p[1] == ESCAPE)
            return NO_CHAR;
        *used = 2;
        return within(p[1], 0x21, 0x7E) ? jis0208(decoder, p[0] - 0x21u, p[1] - 0x21u) : NO_CHAR;
    }
    if (p[0] > 0x7F || p[0] == 0x0E || p[0] == 0x0F)
        return NO_CHAR;
    if (decoder->mode == MODE_ROMAN && (p[0] == 0x5C || p[0] == 0x7E))
        return p[0] == 0x5C ? 0xA5 : 0x203E;
    return p[0];
}

void multibyte_open(struct multibyte *decoder, struct arena *state, enum charset charset)
{
    memset(decoder, 0, sizeof *decoder);
    decoder->kind = charset_rows[charset].kind;
    table_open(&decoder->table, state, charset_rows[charset].table, true);
    if (decoder->kind == KIND_EUC_JP)
        table_open(&decoder->jis0212, state, "EUC-JP", false);
}

uint32_t multibyte_next(struct multibyte *decoder, const unsigned char *p, size_t n, size_t *used)
{
    *used = 1;
    if (decoder->kind == KIND_ISO_2022_JP)
        return next_iso_2022_jp(decoder, p, n, used);
    if (p[0] < 0x80)
        return p[0];
    switch (decoder->kind) {
    case KIND_GB18030:
        return next_gb18030(decoder, p, n, used);
    case KIND_BIG5:
        return next_big5(decoder, p, n, used);
    case KIND_EUC_KR:
        return next_euc_kr(decoder, p, n, used);
    case KIND_SHIFT_JIS:
        return next_shift_jis(decoder, p, n, used);
    default:
        return next_euc_jp(decoder, p, n, used);
    }
}
