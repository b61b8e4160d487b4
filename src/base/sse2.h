/* sse2: sixteen bytes at a time, where the machine can. Included after config.h; what uses it does
 * the same without HAVE_EMMINTRIN_H, byte by byte. */
#ifndef NEWSMILL_BASE_SSE2_H
#define NEWSMILL_BASE_SSE2_H

#ifdef HAVE_EMMINTRIN_H
#include <emmintrin.h>

enum { SSE2_BYTES = 16 };

static inline __m128i sse2_load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
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
#endif

#endif
