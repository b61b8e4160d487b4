#include "mended.h"

#include <string.h>

enum { SURE = 12 }; /* bytes that must agree for two places to be the same text */

static newsmill_str from(newsmill_str s, size_t at)
{
    return (newsmill_str){s.p + at, s.n - at};
}

static size_t alike(newsmill_str a, newsmill_str b)
{
    size_t n = 0;

    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    while (n && n < a.n && ((unsigned char)a.p[n] & 0xC0) == 0x80) /* a whole character */
        n--;
    return n;
}

/* Where in `raw` the text goes on with the first SURE bytes of `text`; raw.n when it does not. */
static size_t goes_on(newsmill_str raw, newsmill_str text)
{
    const char *at = memmem(raw.p, raw.n, text.p, text.n < SURE ? text.n : SURE);

    return at && text.n ? (size_t)(at - raw.p) : raw.n;
}

static void say(mended_hear *hear, void *context, enum mended what, newsmill_str piece)
{
    if (piece.n)
        hear(context, what, piece);
}

void mended_walk(const newsmill_block *block, mended_hear *hear, void *context)
{
    newsmill_str raw = block->raw, text = block->text;

    while (raw.n || text.n) {
        size_t same = alike(raw, text), put = 0, cut;
        say(hear, context, MENDED_SAME, (newsmill_str){raw.p, same});
        raw = from(raw, same);
        text = from(text, same);
        if (!raw.n && !text.n)
            break;
        cut = goes_on(raw, text);
        if (text.n && text.p[0] == ' ' && goes_on(raw, from(text, 1)) <= cut) {
            put = 1;
            cut = goes_on(raw, from(text, 1));
        } else if (cut == raw.n) {
            put = text.n;
        }
        say(hear, context, MENDED_CUT, (newsmill_str){raw.p, cut});
        say(hear, context, MENDED_PUT, (newsmill_str){text.p, put});
        raw = from(raw, cut);
        text = from(text, put);
    }
}
