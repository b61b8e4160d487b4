/* text_fold: a text as it is compared: its words in lower case, one space between two. */
#include "config.h"

#include "sse2.h"
#include "utf8.h"

/* The bit that tells cases apart: it may be set in all ASCII letters, in digits and the space. */
enum { LOWER = 0x20 };

#ifdef HAVE_EMMINTRIN_H
/* Puts the ASCII words at `at`, behind a character of a word, as far as one space parts them; all
 * but the last few bytes. Gives where it ended. */
static size_t put_many(char *to, str s, size_t at)
{
    unsigned run = SSE2_BYTES;

    for (; run >= SSE2_BYTES - 1 && s.n - at >= SSE2_BYTES; at += run, to += run) {
        __m128i bytes = sse2_load(s.p + at), lower = _mm_or_si128(bytes, _mm_set1_epi8(LOWER));
        _mm_storeu_si128((__m128i *)(void *)to, lower);
        run = sse2_spaced(bytes, sse2_of_words(bytes));
    }
    return at;
}
#else
static size_t put_many(char *to, str s, size_t at)
{
    (void)to;
    (void)s;
    return at;
}
#endif

/* A character of a word, or the one space before it. */
static bool is_in_words(str s, size_t at)
{
    return is_ascii_word(s.p[at]) || (s.p[at] == ' ' && s.n - at > 1 && is_ascii_word(s.p[at + 1]));
}

/* Puts the ASCII words that begin at `at`, one space between two, in lower case; gives their
 * end. */
static size_t put_lower(struct buf *out, str s, size_t at)
{
    size_t from = at, had = out->n;
    char *to;

    if (s.n - at > out->room - had) /* lower case may take more bytes: room is made as it must be */
        buf_str(out, str_from(s, at));
    to = out->p + had;
    at = put_many(to, s, at);
    for (; at < s.n && is_in_words(s, at); at++)
        to[at - from] = (char)(s.p[at] | LOWER);
    out->n = had + (at - from);
    return at;
}

str text_fold(struct arena *arena, str s)
{
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    bool gap = false;
    size_t at = 0;

    buf_reserve(&out, s.n);
    while (at < s.n) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if (is_word_char(c)) {
            if (gap && out.n)
                buf_char(&out, ' ');
            gap = false;
            if (c < 0x80) {
                at = put_lower(&out, s, from);
            } else {
                buf_utf8(&out, to_lower_char(c));
            }
        } else if (!is_silent_char(c)) {
            gap = true;
        }
    }
    buf_fit(&out);
    return buf_text(&out);
}
