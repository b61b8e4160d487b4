/* What a text has: words, and what ends sentences or parts them. */
#include "config.h"

#include "sse2.h"
#include "utf8.h"

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

#ifdef HAVE_EMMINTRIN_H
/* Sixteen characters of the kind ASCII_WORD, and of ASCII_FLOW: a bit for each. */
static unsigned flow_of(__m128i bytes, unsigned *words)
{
    __m128i letters = sse2_within(_mm_or_si128(bytes, _mm_set1_epi8('a' - 'A')), 'a', 'z');
    __m128i word = _mm_or_si128(letters, sse2_within(bytes, '0', '9'));

    *words = (unsigned)_mm_movemask_epi8(word);
    return *words | (unsigned)_mm_movemask_epi8(sse2_is(bytes, ' '));
}

/* As many words as whole stretches of sixteen words and spaces begin. */
static size_t count_flow_wide(str s, size_t at, unsigned *was, size_t *count)
{
    unsigned words;

    for (; s.n - at >= SSE2_BYTES; at += SSE2_BYTES) {
        if (flow_of(sse2_load(s.p + at), &words) != 0xFFFF)
            break;
        *count += (size_t)__builtin_popcount(words & ~(words << 1 | *was));
        *was = words >> (SSE2_BYTES - 1);
    }
    return at;
}
#else
static size_t count_flow_wide(str s, size_t at, unsigned *was, size_t *count)
{
    (void)s;
    (void)was;
    (void)count;
    return at;
}
#endif

/* Passes over words and spaces; *words counts those that begin. No branch for each word: where one
 * ends nothing foretells. */
static size_t count_flow(str s, size_t at, bool *inside, size_t *words)
{
    unsigned kind, was = *inside ? ASCII_WORD : 0;
    size_t count = 0;

    at = count_flow_wide(s, at, &was, &count);
    for (; at < s.n && (kind = ascii_kinds[(unsigned char)s.p[at]]) & ASCII_FLOW; at++) {
        count += kind & ~was & ASCII_WORD;
        was = kind;
    }
    *inside = was & ASCII_WORD;
    *words += count;
    return at;
}

struct text_counts text_counts(str s)
{
    struct text_counts counts = {0, 0, 0};
    size_t wide = 0, at = 0, from;
    bool inside = false, joint = false;

    for (;;) {
        uint32_t c;
        from = at;
        at = count_flow(s, at, &inside, &counts.words);
        joint = joint && at == from;
        if (at == s.n)
            break;
        c = utf8_next(s, &at);
        if (is_word_char(c)) {
            wide += is_wide_script(c);
            counts.words += !inside && !is_wide_script(c);
            inside = !is_wide_script(c);
            joint = false;
            continue;
        }
        joint = inside && !joint && joins_words(c);
        inside = joint;
        counts.commas += is_comma(c);
        counts.stops += is_sentence_end(c) && ends_here(s, at);
    }
    counts.words += (wide + 1) / 2;
    return counts;
}

size_t count_words(str s)
{
    return text_counts(s).words;
}
