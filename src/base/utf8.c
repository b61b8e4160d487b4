#include "config.h"

#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "sse2.h"

enum { REPLACEMENT = 0xFFFD };

/* Length of the well-formed character at p[0..n), which is not ASCII, if it is of the many that
 * need no look at the bounds of their second byte; else 0. */
static inline size_t plain_length(const unsigned char *p, size_t n)
{
    if (n > 1 && p[0] >= 0xC2 && p[0] < 0xE0 && utf8_within((char)p[1]))
        return 2;
    return n > 2 && p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && utf8_within((char)p[1]) &&
                   utf8_within((char)p[2])
               ? 3
               : 0;
}

/* Length of the well-formed character at p[0..n), 0 when ill-formed; *bad is then the length of
 * its maximal subpart, which one U+FFFD stands for (Unicode 15, section 3.9, table 3-7). */
static size_t char_length(const unsigned char *p, size_t n, size_t *bad)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t length;

    *bad = 1;
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (p[0] == 0xE0)
        low = 0xA0;
    else if (p[0] == 0xED)
        high = 0x9F;
    else if (p[0] == 0xF0)
        low = 0x90;
    else if (p[0] == 0xF4)
        high = 0x8F;
    for (size_t i = 1; i < length; i++, low = 0x80, high = 0xBF) {
        if (i >= n || p[i] < low || p[i] > high) {
            *bad = i;
            return 0;
        }
    }
    return length;
}

#ifdef HAVE_EMMINTRIN_H
size_t utf8_ascii(str s, size_t at)
{
    enum { STEP = 4 * SSE2_BYTES };
    int foreign;

    for (; s.n - at >= SSE2_BYTES; at += SSE2_BYTES) {
        foreign = _mm_movemask_epi8(sse2_load(s.p + at));
        if (foreign)
            return at + (size_t)__builtin_ctz((unsigned)foreign);
        for (; s.n - at >= STEP + SSE2_BYTES; at += STEP) {
            const char *p = s.p + at + SSE2_BYTES;
            __m128i first = _mm_or_si128(sse2_load(p), sse2_load(p + SSE2_BYTES));
            __m128i last =
                _mm_or_si128(sse2_load(p + 2 * SSE2_BYTES), sse2_load(p + 3 * SSE2_BYTES));
            if (_mm_movemask_epi8(_mm_or_si128(first, last)))
                break;
        }
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80)
        at++;
    return at;
}
#else
size_t utf8_ascii(str s, size_t at)
{
    const uint64_t foreign = UINT64_MAX / 255 * 0x80; /* a byte of a character that is not ASCII */
    enum { STEP = 4 * sizeof(uint64_t) };
    uint64_t word[4];

    for (; s.n - at >= STEP; at += STEP) {
        memcpy(word, s.p + at, STEP);
        if ((word[0] | word[1] | word[2] | word[3]) & foreign)
            break;
    }
    for (; s.n - at >= sizeof *word; at += sizeof *word) {
        memcpy(word, s.p + at, sizeof *word);
        if (*word & foreign)
            break;
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80)
        at++;
    return at;
}
#endif

size_t utf8_length(str s)
{
    const uint64_t ones = UINT64_MAX / 255;
    size_t n = s.n, at = 0;
    uint64_t word;

    for (; s.n - at >= sizeof word; at += sizeof word) { /* the top bits of a byte within are 10 */
        memcpy(&word, s.p + at, sizeof word);
        n -= ((word >> 7 & ~word >> 6 & ones) * ones) >> 56;
    }
    for (; at < s.n; at++)
        n -= utf8_within(s.p[at]);
    return n;
}

size_t utf8_foreign(str s)
{
    size_t count = 0;

    for (size_t at = utf8_ascii(s, 0); at < s.n; at = utf8_ascii(s, at + 1))
        count += (unsigned char)s.p[at] >= 0xC2;
    return count;
}

str utf8_past_mark(str s)
{
    str mark = S("\xEF\xBB\xBF");

    return str_starts(s, mark) ? str_from(s, mark.n) : s;
}

size_t utf8_sound(str s, size_t *foreign)
{
    size_t at = 0, bad;

    *foreign = 0;
    while ((at = utf8_ascii(s, at)) < s.n) {
        do {
            const unsigned char *p = (const unsigned char *)s.p + at;
            size_t length = plain_length(p, s.n - at);
            if (!length && !(length = char_length(p, s.n - at, &bad)))
                return at;
            at += length;
            ++*foreign;
        } while (at < s.n && (unsigned char)s.p[at] >= 0x80);
    }
    return at;
}

size_t utf8_valid(str s)
{
    size_t foreign;

    return utf8_sound(s, &foreign);
}

uint32_t utf8_next_foreign(str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t bad, length = plain_length(p, s.n - *at);

    if (!length && !(length = char_length(p, s.n - *at, &bad))) {
        *at += bad;
        return REPLACEMENT;
    }
    *at += length;
    if (length == 2)
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    if (length == 3)
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
           (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

size_t utf8_put(char out[4], uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

void buf_utf8(struct buf *buf, uint32_t c)
{
    char bytes[4];

    buf_put(buf, bytes, utf8_put(bytes, c));
}

str utf8_repair(struct arena *arena, str s, size_t *repaired)
{
    size_t at = utf8_valid(s), bad, from = 0;
    struct buf out = buf_new(arena, SIZE_MAX / 4);

    *repaired = 0;
    if (at == s.n)
        return s;
    while (at < s.n) {
        buf_str(&out, str_slice(s, from, at));
        char_length((const unsigned char *)s.p + at, s.n - at, &bad);
        buf_utf8(&out, REPLACEMENT);
        ++*repaired;
        from = at += bad;
        at += utf8_valid(str_from(s, at));
    }
    buf_str(&out, str_slice(s, from, at));
    return buf_text(&out);
}

enum {
    P = ASCII_PRINTED,
    W = P | ASCII_WORD | ASCII_FLOW,
    GAP = ASCII_FLOW,
    END = P | ASCII_STOP,
    DOT = P | ASCII_STOP | ASCII_JOINT,
    COM = P | ASCII_COMMA | ASCII_JOINT,
    SEM = P | ASCII_COMMA,
    JNT = P | ASCII_JOINT,
};
const unsigned char ascii_kinds[256] = {
    0, 0, 0, 0, 0, 0, 0,   0,   0, 0, 0, 0,   0, 0,   0, 0, 0, 0,   0,   0,   0,   0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, GAP, END, P, P, P, P,   P, JNT, P, P, P, P,   COM, JNT, DOT, P, W, W, W, W,
    W, W, W, W, W, W, P,   SEM, P, P, P, END, P, W,   W, W, W, W,   W,   W,   W,   W, W, W, W, W,
    W, W, W, W, W, W, W,   W,   W, W, W, W,   W, P,   P, P, P, JNT, P,   W,   W,   W, W, W, W, W,
    W, W, W, W, W, W, W,   W,   W, W, W, W,   W, W,   W, W, W, W,   W,   P,   P,   P, P, 0};

bool is_word_foreign(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

bool is_wide_late(uint32_t c)
{
    return (c >= FIRST_WIDE && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9D) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_space_foreign(uint32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_upper_foreign(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

bool is_lower_foreign(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

bool is_sentence_end_foreign(uint32_t c)
{
    return c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E || c == 0xFF61 ||
           c == 0x061F || c == 0x06D4 || c == 0x0964 || c == 0x0965 || c == 0x0589 || c == 0x1362 ||
           c == 0x104B || c == 0x17D4;
}

bool is_comma_foreign(uint32_t c)
{
    return c == 0x060C || c == 0x061B || c == 0x3001 || c == 0xFF0C || c == 0xFF1B || c == 0x055D ||
           c == 0x1363;
}

uint32_t to_lower_foreign(uint32_t c)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}
