/* text_tidy: a text as it is shown: nothing unseen in it, one space between words. */
#include "config.h"

#include "sse2.h"
#include "utf8.h"

/* Characters without width that only get in the way of comparing; ZWNJ and ZWJ stay, for scripts
 * such as Persian and Hindi are spelled with them. */
static bool is_ignorable(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0xFEFF || c == 0x2060 || c < 0x20 || c == 0x7F;
}

#ifdef HAVE_EMMINTRIN_H
/* Copies what is tidy as it stands from `at` on, behind a printed character: printed ASCII, one
 * space between; all but the last few bytes. Gives where it ended. */
static size_t put_many(char *to, str s, size_t at)
{
    unsigned run = SSE2_BYTES;

    for (; run >= SSE2_BYTES - 1 && s.n - at >= SSE2_BYTES; at += run, to += run) {
        __m128i bytes = sse2_load(s.p + at);
        _mm_storeu_si128((__m128i *)(void *)to, bytes);
        run = sse2_spaced(bytes, sse2_within(bytes, '!', '~'));
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

static bool is_printed(str s, size_t at)
{
    return at < s.n && ascii_kinds[(unsigned char)s.p[at]] & ASCII_PRINTED;
}

/* Puts the ASCII that is tidy as it stands, from the printed character at `at` on; gives its
 * end. */
static size_t put_tidy(struct buf *out, str s, size_t at)
{
    size_t from = at, had = out->n;
    char *to;

    if (s.n - at > out->room - had) /* what was repaired took more bytes than there were */
        buf_reserve(out, had + (s.n - at));
    to = out->p + had;
    for (at = put_many(to, s, at);
         is_printed(s, at) || (at < s.n && s.p[at] == ' ' && is_printed(s, at + 1)); at++)
        to[at - from] = s.p[at];
    out->n = had + (at - from);
    return at;
}

str text_tidy(struct arena *arena, str s)
{
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    bool gap = false;
    size_t at = 0;

    buf_reserve(&out, s.n);
    while (at < s.n) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if (c != 0x200B && c != 0xFEFF && is_space_char(c)) {
            gap = true;
        } else if (!is_ignorable(c)) {
            if (gap && out.n)
                buf_char(&out, ' ');
            gap = false;
            if (c < 0x80) {
                at = put_tidy(&out, s, from);
            } else {
                buf_utf8(&out, c);
            }
        }
    }
    buf_fit(&out);
    return buf_text(&out);
}
