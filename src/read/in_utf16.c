#include "in_utf16.h"

#include "../base/utf16.h"
#include "../base/utf8.h"

enum { WIDEST = 4 /* bytes of a character, here and there */, NO_CHAR = 0xFFFD };

size_t in_utf16_fill(struct in *below, bool big, uint8_t *to, size_t room, enum in_state *state)
{
    size_t at = 0, n = 0;
    uint32_t c;
    str shown;

    shown.p = (const char *)in_peek(below, WIDEST, &shown.n);
    while (n + WIDEST <= room && utf16_next(shown, big, &at, &c))
        n += utf8_put((char *)to + n, c);
    if (!at && shown.n) { /* half a character, and nothing behind it */
        n = utf8_put((char *)to, NO_CHAR);
        at = shown.n;
    }
    in_skip(below, at);
    *state = n ? IN_OPEN : in_state(below);
    return n;
}
