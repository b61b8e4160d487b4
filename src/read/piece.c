#include "piece.h"

enum { FIRST = 1 << 12 }; /* bytes looked at; they double */

/* Uses up what is left of a piece, of which `at` bytes were looked at. */
static void pass(struct in *in, size_t at, piece_ends *ends, void *with)
{
    str shown;

    do {
        in_skip(in, at);
        shown.p = (const char *)in_peek(in, FIRST, &shown.n);
        at = 0;
        if (ends(with, shown, &at)) {
            in_skip(in, at);
            return;
        }
    } while (at || in_state(in) == IN_OPEN);
    in_skip(in, shown.n);
}

enum piece_said piece_read(struct in *in, size_t most, piece_ends *ends, void *with, str *piece)
{
    size_t at = 0;

    for (size_t want = FIRST;; want *= 2) {
        bool whole, last;

        piece->p = (const char *)in_peek(in, want, &piece->n);
        whole = ends(with, *piece, &at);
        last = !whole && piece->n < want && in_state(in) != IN_OPEN;
        if (whole)
            piece->n = at;
        if (piece->n > most || (piece->n < want && !whole && !last)) {
            if (whole)
                in_skip(in, at);
            else
                pass(in, at, ends, with);
            return PIECE_OVER;
        }
        if (whole || last)
            return whole ? PIECE_WHOLE : in_state(in) == IN_DAMAGED ? PIECE_DAMAGED : PIECE_LAST;
    }
}

const char *piece_pass_damage(struct in *in, const struct doc *doc, struct run *run)
{
    uint64_t at;
    const char *what = in_damage(in, &at);

    run_damage(run, doc->source, at, "%s", what);
    in_resume(in);
    return what;
}
