#include "charset.h"

#include <string.h>

#include "charset_multibyte.h"
#include "utf16.h"
#include "utf8.h"

enum { UPPER = 0x80, HALF = 128, USER_DEFINED = 0xF780, C1_END = 0xA0 };

/* windows-1252 at 0x80 to 0x9F; what it leaves undefined passes as the C1 control of its number.
 * Elsewhere it is the same as Unicode. */
static const uint16_t windows_1252_c1[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

uint32_t windows_1252_character(uint32_t byte)
{
    return byte >= UPPER && byte < C1_END ? windows_1252_c1[byte - UPPER] : byte;
}

int windows_1252_byte(uint32_t c)
{
    if (c < UPPER || (c >= C1_END && c <= 0xFF))
        return (int)c;
    for (int i = 0; i < 32; i++)
        if (windows_1252_c1[i] == c)
            return UPPER + i;
    return -1;
}

str utf8_whole(str s)
{
    size_t back = 0;

    while (back < 3 && back < s.n && utf8_within(s.p[s.n - 1 - back]))
        back++;
    if (back < s.n && (unsigned char)s.p[s.n - 1 - back] >= 0xC2) {
        str tail = str_from(s, s.n - 1 - back);
        unsigned char lead = (unsigned char)tail.p[0];
        size_t want = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (tail.n < want && lead <= 0xF4)
            return str_slice(s, 0, s.n - tail.n);
    }
    return s;
}

/* Where iconv (glibc's) and the standard's index part: the standard's is right for the web. */
static const struct {
    enum charset charset;
    unsigned char byte;
    uint16_t c;
} single_fixes[] = {
    {CHARSET_KOI8_U, 0xAE, 0x045E},       {CHARSET_KOI8_U, 0xBE, 0x040E},
    {CHARSET_MACINTOSH, 0xC6, 0x2206},    {CHARSET_MACINTOSH, 0xF0, 0xF8FF},
    {CHARSET_WINDOWS_1255, 0xCA, 0x05BA}, {CHARSET_X_MAC_CYRILLIC, 0xFF, 0x20AC},
};

/* What the bytes from 0x80 on stand for. Undefined ones of the C1 range pass as they are. */
static void single_table(struct arena *state, enum charset charset, uint32_t half[HALF])
{
    struct table table;

    if (charset == CHARSET_WINDOWS_1252 || charset == CHARSET_X_USER_DEFINED) {
        for (unsigned i = 0; i < HALF; i++)
            half[i] = charset == CHARSET_X_USER_DEFINED ? USER_DEFINED + i
                                                        : windows_1252_character(UPPER + i);
        return;
    }
    table_open(&table, state, charset_rows[charset].table, false);
    for (unsigned i = 0; i < HALF; i++) {
        unsigned char byte = (unsigned char)(UPPER + i);
        half[i] = table_look(&table, &byte, 1);
        if (half[i] == NO_CHAR && table.cd && byte < C1_END)
            half[i] = byte;
    }
    for (size_t i = 0; i < sizeof single_fixes / sizeof *single_fixes; i++)
        if (single_fixes[i].charset == charset)
            half[single_fixes[i].byte - UPPER] = single_fixes[i].c;
}

/* Appends a character that is not ASCII, or U+FFFD for none. */
static void put(struct decoded *to, struct buf *out, uint32_t c)
{
    to->foreign += c >= UPPER;
    to->bad += c == NO_CHAR;
    buf_utf8(out, c);
}

static void decode_single(struct decoded *to, struct buf *out, struct arena *state,
                          enum charset charset, str bytes)
{
    uint32_t half[HALF];

    single_table(state, charset, half);
    for (size_t at = 0; at < bytes.n && !out->full;) {
        size_t run = utf8_ascii(bytes, at) - at;
        buf_put(out, bytes.p + at, run);
        at += run;
        if (at < bytes.n)
            put(to, out, half[(unsigned char)bytes.p[at++] - UPPER]);
    }
}

static void decode_multibyte(struct decoded *to, struct buf *out, struct arena *state,
                             enum charset charset, str bytes)
{
    struct multibyte decoder;
    bool plain = charset != CHARSET_ISO_2022_JP; /* bytes below 0x80 are ASCII */

    multibyte_open(&decoder, state, charset);
    for (size_t at = 0, used; at < bytes.n && !out->full; at += used) {
        uint32_t c;
        used = plain ? utf8_ascii(bytes, at) - at : 0;
        if (used) {
            buf_put(out, bytes.p + at, used);
            continue;
        }
        c = multibyte_next(&decoder, (const unsigned char *)bytes.p + at, bytes.n - at, &used);
        if (c == MULTIBYTE_NOTHING)
            continue;
        put(to, out, c);
        if (decoder.second)
            put(to, out, decoder.second);
        decoder.second = 0;
    }
    to->cut_tail = decoder.cut;
}

static void decode_utf16(struct decoded *to, struct buf *out, bool big, str bytes)
{
    size_t at = 0;
    uint32_t c;

    while (!out->full && utf16_next(bytes, big, &at, &c))
        put(to, out, c);
    to->cut_tail = at < bytes.n && !out->full;
    if (to->cut_tail)
        put(to, out, NO_CHAR);
}

static struct decoded decode_utf8(struct arena *arena, str bytes, size_t ceiling)
{
    struct decoded to = {.over = bytes.n > ceiling};

    to.cut_tail = utf8_whole(bytes).n < bytes.n;
    to.text = utf8_repair(arena, str_slice(bytes, 0, ceiling), &to.bad);
    if (to.text.n > ceiling) {
        to.over = true;
        to.text.n = ceiling;
    }
    to.foreign = utf8_foreign(to.text);
    return to;
}

struct decoded charset_decode(struct arena *arena, struct arena *state, enum charset charset,
                              str bytes, size_t ceiling)
{
    struct buf out = buf_new(arena, ceiling);
    struct decoded to = {0};

    switch (charset_rows[charset].kind) {
    case KIND_UTF_8:
        to = decode_utf8(arena, bytes, ceiling);
        to.text = to.over ? utf8_whole(to.text) : to.text;
        return to;
    case KIND_UTF_16LE:
    case KIND_UTF_16BE:
        decode_utf16(&to, &out, charset == CHARSET_UTF_16BE, bytes);
        break;
    case KIND_REPLACEMENT:
        if (bytes.n)
            put(&to, &out, NO_CHAR);
        break;
    case KIND_SINGLE:
    case KIND_USER_DEFINED:
    case KIND_NONE:
        decode_single(&to, &out, state, charset, bytes);
        break;
    default:
        decode_multibyte(&to, &out, state, charset, bytes);
    }
    to.over = out.full;
    to.text = out.full ? utf8_whole(buf_text(&out)) : buf_text(&out);
    return to;
}
