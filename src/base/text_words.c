/* text_words: the words of a text as hashes. A word is hashed eight bytes at a time, in lower case;
 * those of up to eight bytes have different hashes, of longer ones nearly all. */
#include "config.h"

#include "sse2.h"
#include "utf8.h"

#include <string.h>

enum { PART = 8 /* bytes that are hashed together */, BYTE = 8 /* bits */ };

static uint64_t mix(uint64_t hash, uint64_t part)
{
    hash = (hash ^ part) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* No word is 0. */
static uint64_t done(uint64_t hash)
{
    return hash ? hash : 1;
}

/* A word that is read byte by byte. */
struct word {
    uint64_t hash, part;
    unsigned count; /* bytes of part */
};

static void add_char(struct word *word, uint32_t c)
{
    char bytes[4];
    size_t n = utf8_put(bytes, c);

    for (size_t i = 0; i < n; i++) {
        word->part |= (uint64_t)(unsigned char)bytes[i] << (word->count * BYTE);
        if (++word->count == PART) {
            word->hash = mix(word->hash, word->part);
            word->part = word->count = 0;
        }
    }
}

/* Takes the next word, whatever it is made of; false: there is none. */
static bool take_word(str s, size_t *at, struct text_words *words, uint64_t *hash)
{
    struct word word = {0, 0, 0};
    bool inside = false;

    while (*at < s.n) {
        size_t from = *at;
        uint32_t c = utf8_next(s, at);
        bool wide = is_wide_script(c), letter = is_word_char(c);
        if (inside && (letter ? wide && words->apart : !is_silent_char(c))) {
            *at = from;
            break;
        }
        if (!letter)
            continue;
        add_char(&word, to_lower_char(c));
        inside = true;
        words->wide = words->wide || wide;
        if (wide && words->apart)
            break;
    }
    *hash = done(word.count ? mix(word.hash, word.part) : word.hash);
    return inside;
}

#ifdef HAVE_EMMINTRIN_H
static uint64_t low_half(__m128i bytes)
{
    uint64_t low;

    _mm_storel_epi64((__m128i *)(void *)&low, bytes);
    return low;
}

/* The first n bytes, 1 to PART. */
static uint64_t first_of(uint64_t part, unsigned n)
{
    return part & UINT64_MAX >> ((PART - n) * BYTE);
}

/* Takes the word at *at, if it is ASCII to its end and not longer than SSE2_BYTES. */
static bool take_short(str s, size_t *at, uint64_t *hash)
{
    __m128i bytes = sse2_load_some(s.p + *at, s.n - *at);
    __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8('a' - 'A'));
    unsigned n = (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(sse2_of_words(bytes)));
    size_t end = *at + n;

    if (!n || (end < s.n && (s.p[end] == '\'' || (s.p[end] & 0x80) || n == SSE2_BYTES)))
        return false;
    *hash = mix(0, first_of(low_half(lower), n < PART ? n : PART));
    if (n > PART)
        *hash = mix(*hash, first_of(low_half(_mm_srli_si128(lower, PART)), n - PART));
    *hash = done(*hash);
    *at = end;
    return true;
}
#else
static bool take_short(str s, size_t *at, uint64_t *hash)
{
    (void)s;
    (void)at;
    (void)hash;
    return false;
}
#endif

static bool is_between(char c)
{
    return !(c & 0x80) && !is_ascii_word(c);
}

size_t text_words(str s, struct text_words *words)
{
    uint64_t *to = words->hashes;

    for (size_t at = 0; at < s.n;) {
        if (is_between(s.p[at]))
            at++;
        else if (take_short(s, &at, to) || take_word(s, &at, words, to))
            to++;
    }
    return (size_t)(to - words->hashes);
}
