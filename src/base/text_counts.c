/* What a text has: words, and what ends sentences or parts them. */
#include "config.h"

#include "sse2.h"
#include "utf8.h"

enum { LAST = 1 << 15 }; /* the bit of the last of sixteen */

/* What may stand inside a word without parting it. */
static bool joins_words(uint32_t c)
{
    if (c < 0x80)
        return ascii_kinds[c] & ASCII_JOINT;
    return c == 0x2019 || c == 0x2010 || c == 0x2011 || c == 0xAD || c == 0x200C || c == 0x200D;
}

/* A stop counts when it ends something: white space, a quote or the end stands behind it. */
static bool ends_here(str text, size_t at)
{
    uint32_t c;

    if (at >= text.n)
        return true;
    c = utf8_next(text, &at);
    return !is_word_char(c) || is_wide_script(c);
}

/* What was counted, and what stands before the next character. */
struct counting {
    struct text_counts counts;
    size_t wide;
    bool inside; /* a word goes on if a character of one comes */
    bool joint;  /* by a joint, of which a word has but one in a row */
};

#ifdef HAVE_EMMINTRIN_H
/* What sixteen characters of ASCII are: a bit for each. */
struct kinds {
    unsigned words, joints, stops, commas;
};

static unsigned bits_of(__m128i bytes)
{
    return (unsigned)_mm_movemask_epi8(bytes);
}

static struct kinds kinds_of(__m128i bytes)
{
    __m128i stop = sse2_is(bytes, '.'), comma = sse2_is(bytes, ',');
    __m128i ends = _mm_or_si128(sse2_is(bytes, '!'), sse2_is(bytes, '?'));
    __m128i other = _mm_or_si128(sse2_is(bytes, '\''), sse2_is(bytes, '-'));

    other = _mm_or_si128(other, sse2_is(bytes, '_'));
    return (struct kinds){
        bits_of(sse2_of_words(bytes)), bits_of(_mm_or_si128(_mm_or_si128(stop, comma), other)),
        bits_of(_mm_or_si128(stop, ends)), bits_of(_mm_or_si128(comma, sse2_is(bytes, ';')))};
}

/* Counts the bits of all three together (Warren, Hacker's Delight, 2012, section 5-1). */
static void add_bits(struct text_counts *counts, unsigned words, unsigned stops, unsigned commas)
{
    const uint64_t fives = UINT64_MAX / 3, threes = UINT64_MAX / 5, nibbles = UINT64_MAX / 17;
    uint64_t bits = words | (uint64_t)stops << 16 | (uint64_t)commas << 32;

    bits -= bits >> 1 & fives;
    bits = (bits & threes) + (bits >> 2 & threes);
    bits = (bits + (bits >> 4)) & nibbles;
    bits += bits >> 8;
    counts->words += bits & UINT8_MAX;
    counts->stops += bits >> 16 & UINT8_MAX;
    counts->commas += bits >> 32 & UINT8_MAX;
}

/* Takes sixteen characters at a time, or the last few, as long as they are ASCII; gives where it
 * ended. */
static size_t count_many(str s, size_t at, struct counting *counting)
{
    unsigned word = counting->inside && !counting->joint, joint = counting->joint;
    size_t from = at;

    for (size_t n; at < s.n; at += n) {
        n = s.n - at < SSE2_BYTES ? s.n - at : SSE2_BYTES;
        __m128i bytes = sse2_load_some(s.p + at, n);
        struct kinds is = kinds_of(bytes);
        unsigned behind_word = is.words << 1 | word, joints = is.joints & behind_word;
        if (bits_of(bytes))
            break;
        add_bits(&counting->counts, is.words & ~(behind_word | joints << 1 | joint),
                 is.stops & ~(is.words >> 1) & (LAST - 1), is.commas);
        counting->counts.stops += is.stops & LAST && ends_here(s, at + SSE2_BYTES);
        word = is.words >> (SSE2_BYTES - 1);
        joint = joints >> (SSE2_BYTES - 1) & 1;
    }
    if (at > from) {
        counting->inside = word | joint;
        counting->joint = joint;
    }
    return at;
}
#else
static size_t count_many(str s, size_t at, struct counting *counting)
{
    (void)s;
    (void)counting;
    return at;
}
#endif

/* Passes over words and spaces. No branch for each word: where one ends nothing foretells. */
static size_t count_flow(str s, size_t at, struct counting *counting)
{
    unsigned kind, was = counting->inside ? ASCII_WORD : 0;
    size_t count = 0, from = at;

    for (; at < s.n && (kind = ascii_kinds[(unsigned char)s.p[at]]) & ASCII_FLOW; at++) {
        count += kind & ~was & ASCII_WORD;
        was = kind;
    }
    counting->inside = was & ASCII_WORD;
    counting->joint = counting->joint && at == from;
    counting->counts.words += count;
    return at;
}

/* The character c, which ends at `at`. */
static void count_char(str s, size_t at, uint32_t c, struct counting *counting)
{
    bool wide = is_wide_script(c);

    if (is_word_char(c)) {
        counting->wide += wide;
        counting->counts.words += !counting->inside && !wide;
        counting->inside = !wide;
        counting->joint = false;
        return;
    }
    counting->joint = counting->inside && !counting->joint && joins_words(c);
    counting->inside = counting->joint;
    counting->counts.commas += is_comma(c);
    counting->counts.stops += is_sentence_end(c) && ends_here(s, at);
}

struct text_counts text_counts(str s)
{
    struct counting counting = {.wide = 0};

    for (size_t at = 0;;) {
        uint32_t c;
        at = count_many(s, at, &counting);
        at = count_flow(s, at, &counting);
        if (at == s.n)
            break;
        c = utf8_next(s, &at);
        count_char(s, at, c, &counting);
    }
    counting.counts.words += (counting.wide + 1) / 2;
    return counting.counts;
}

size_t count_words(str s)
{
    return text_counts(s).words;
}
