#include "whole.h"

#include <string.h>

#include "in.h"

enum {
    FIRST_ROOM = 1 << 17
}; /* bytes of a page whose size is not known: half of them have fewer */

static void report_damage(struct in *in, struct doc *doc, struct run *run)
{
    uint64_t at;
    const char *what = in_damage(in, &at);

    run_damage(run, doc->source, at, "%s", what);
    if (doc->raw.n)
        doc_flag(doc, FLAG_TRUNCATED);
    else
        doc_fail(doc, WHY_CUT, "at byte %llu: %s", (unsigned long long)at, what);
}

/* Takes what has room; room is made when something waits for it, up to the ceiling. false: there
 * was no more. */
static bool take(struct buf *raw, struct in *in)
{
    size_t room = raw->room < FIRST_ROOM ? FIRST_ROOM : raw->room * 2, got;

    if (raw->n == raw->room)
        buf_reserve(raw, room < raw->ceiling ? room : raw->ceiling);
    do {
        got = in_take(in, (uint8_t *)raw->p + raw->n, raw->room - raw->n);
        raw->n += got;
    } while (got && raw->n < raw->room);
    return got > 0;
}

/* Is there anything left? */
static bool has_more(struct in *in)
{
    size_t got;

    in_peek(in, 1, &got);
    return got > 0;
}

/* All of it, copied. */
static str copied(struct in *in, struct arena *arena, size_t ceiling)
{
    struct buf raw = buf_new(arena, ceiling);
    size_t got;

    in_peek(in, 1, &got);
    if (in_left(in) < raw.ceiling - got)
        buf_reserve(&raw, got + (size_t)in_left(in));
    while (raw.n < raw.ceiling && has_more(in) && take(&raw, in))
        continue;
    return buf_text(&raw);
}

void whole_read(struct in *in, struct doc *doc, struct run *run)
{
    size_t ceiling = (size_t)run_config(run)->page_bytes, n;
    const uint8_t *lies;

    doc->offset = in_offset(in);
    lies = in_rest(in, ceiling, &n);
    doc->raw = lies ? (str){(const char *)lies, n} : copied(in, doc->arena, ceiling);
    if (has_more(in))
        doc_flag(doc, FLAG_TRUNCATED);
    else if (in_state(in) == IN_DAMAGED)
        report_damage(in, doc, run);
}

static size_t mark_length(const uint8_t *p, size_t n)
{
    if (n >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF)
        return 3;
    if (n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
        return 2;
    return 0;
}

size_t whole_head(const uint8_t *p, size_t n, char *out, size_t room)
{
    size_t at = mark_length(p, n), step = 1, length = 0;

    if (at + 1 < n && (at == 2 || !p[at] || !p[at + 1])) {
        step = 2;
        at += !p[at]; /* big end first: the low byte is the second */
    }
    while (at < n && is_space(p[at]))
        at += step;
    for (; at < n && length < room; at += step)
        out[length++] = (char)p[at];
    return length;
}
