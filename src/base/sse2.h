/* sse2: sixteen bytes at a time, where the machine can. Included after config.h; what uses it does
 * the same without HAVE_EMMINTRIN_H, byte by byte. */
#ifndef NEWSMILL_BASE_SSE2_H
#define NEWSMILL_BASE_SSE2_H

#ifdef HAVE_EMMINTRIN_H
#include <emmintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SSE2_BYTES = 16 };

static inline __m128i sse2_load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Up to sixteen bytes, zeros behind them; nothing beyond is read. */
static inline __m128i sse2_load_some(const char *p, size_t n)
{
    uint64_t low = 0, high = 0;
    uint32_t a, b;

    if (n >= SSE2_BYTES)
        return sse2_load(p);
    if (n >= 8) {
        memcpy(&low, p, 8);
        memcpy(&high, p + n - 8, 8);
        high = n > 8 ? high >> (8 * (16 - n)) : 0;
    } else if (n >= 4) {
        memcpy(&a, p, 4);
        memcpy(&b, p + n - 4, 4);
        low = a | (uint64_t)b << (8 * (n - 4));
    } else if (n > 0) {
        low = (unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << (8 * (n / 2)) |
              (uint64_t)(unsigned char)p[n - 1] << (8 * (n - 1));
    }
    return _mm_set_epi64x((long long)high, (long long)low);
}

/* Bytes of ASCII that lie in low..high, each as -1. */
static inline __m128i sse2_within(__m128i bytes, char low, char high)
{
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

static inline __m128i sse2_is(__m128i bytes, char c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

/* The letters and digits of ASCII among them, each as -1. */
static inline __m128i sse2_of_words(__m128i bytes)
{
    __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8('a' - 'A'));

    return _mm_or_si128(sse2_within(lower, 'a', 'z'), sse2_within(bytes, '0', '9'));
}

/* How many bytes, from the first on, are of words, those that are -1 in `words`, or a space between
 * two of them. The byte before the first is of a word; a space that is the last does not count. */
static inline unsigned sse2_spaced(__m128i bytes, __m128i words)
{
    unsigned spaces = (unsigned)_mm_movemask_epi8(sse2_is(bytes, ' '));
    unsigned in = (unsigned)_mm_movemask_epi8(words);

    in |= spaces & (in << 1 | 1) & in >> 1;
    return (unsigned)__builtin_ctz(~in);
}
#endif

#endif
