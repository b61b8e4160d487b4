#include "warc_extent.h"

/* BEHIND: two line ends and the next record's first line, seen together with the block. NEAR: how
 * far behind the block's end the next record is looked for first, when the line ends are wrong.
 * SEARCH: bytes looked through at a time. */
enum { LINE_ENDS = 4, NEAR = 8, BEHIND = NEAR + WARC_LINE, SEARCH = 1 << 16 };

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static size_t line_ends(str s)
{
    size_t n = 0;

    while (n < s.n && n < NEAR && (s.p[n] == '\r' || s.p[n] == '\n'))
        n++;
    return n;
}

static str show(struct in *in, uint64_t want)
{
    size_t n;
    const uint8_t *p = in_peek(in, want < SIZE_MAX ? (size_t)want : SIZE_MAX, &n);

    return (str){(const char *)p, n};
}

/* Place of the next record at or after `from`: at a member's begin, or on a line of its own. */
static size_t find(struct in *in, str s, size_t from, bool apart)
{
    size_t found = warc_find(s, from, apart);
    size_t member = in_next_member(in, from);

    while (member < found && member < s.n && !warc_begins(str_from(s, member)))
        member = in_next_member(in, member + 1);
    return member < found && member < s.n ? member : found;
}

/* The block without the line ends that stand between it and the next record. */
static size_t without_line_ends(str s, size_t from, size_t to)
{
    for (int i = 0; i < 2 && to > from && s.p[to - 1] == '\n'; i++) {
        to--;
        if (to > from && s.p[to - 1] == '\r')
            to--;
    }
    return to;
}

/* Where the next record begins if the line ends between the two are not as they should be. */
static size_t find_near(str s, uint64_t end)
{
    for (size_t near = 0; near <= NEAR && end + near < s.n; near++)
        if (warc_begins(str_from(s, (size_t)end + near)))
            return (size_t)end + near;
    return SIZE_MAX;
}

/* Looks for the next record in the block and behind it, as far as can be shown. */
static size_t find_next(struct in *in, const struct warc_record *record, uint64_t end,
                        uint64_t most)
{
    str s = show(in, 1);
    size_t found = find(in, s, record->head, true), near;
    size_t before = 0, from;

    near = record->measured ? find_near(s, end) : SIZE_MAX;
    if (near < found)
        return near;
    while (found == SIZE_MAX && s.n > before) {
        before = s.n;
        from = s.n > record->head + WARC_LINE ? s.n - WARC_LINE : record->head;
        s = show(in, least(2 * (uint64_t)s.n, most));
        found = find(in, s, from, true);
    }
    return found;
}

/* The length is wrong, or missing, or more than is there. */
static struct warc_extent mend(struct in *in, const struct warc_record *record, uint64_t end,
                               uint64_t most)
{
    struct warc_extent extent = {.whole = true};
    size_t next = find_next(in, record, end, most), block_end;
    str s = show(in, 1);

    if (next != SIZE_MAX) {
        block_end = without_line_ends(s, record->head, next);
        extent.skip = next;
        extent.damage = next < end + LINE_ENDS ? "the Content-Length of a record is too long"
                                               : "the Content-Length of a record is too short";
    } else if (record->measured && end <= s.n && end + line_ends(str_from(s, (size_t)end)) == s.n) {
        block_end = without_line_ends(s, record->head, s.n);
        extent.skip = s.n;
        extent.damage = "the Content-Length of a record is too long";
    } else if (record->measured && end <= s.n) { /* what follows is for warc_search() */
        block_end = (size_t)end;
        extent.skip = end;
    } else if (record->measured && in_state(in) == IN_OPEN) { /* a block larger than the window */
        block_end = s.n;
        extent.skip = end;
        extent.whole = false;
        extent.large = true;
    } else {
        block_end = record->measured ? s.n : without_line_ends(s, record->head, s.n);
        extent.skip = s.n;
        extent.whole = !record->measured && in_state(in) == IN_END;
        extent.damage = in_state(in) == IN_DAMAGED ? NULL : "a record is cut off";
    }
    if (!record->measured)
        extent.damage = "a record has no Content-Length that can be right";
    extent.block = block_end - record->head;
    return extent;
}

/* Is there a record at `at`, or something that may have been one? Not when the block would hold the
 * begin of a record: then its length only happens to point at an empty line. */
static bool is_followed(struct in *in, str s, const struct warc_record *record, uint64_t at)
{
    str rest = str_from(s, (size_t)at);

    return rest.n < WARC_LINE || warc_begins(rest) || find(in, s, record->head, true) >= at;
}

/* Behind damage the last bytes may be wrong although all are there: the checksum comes last. */
static bool ends_in_damage(struct in *in, str s, uint64_t skip)
{
    return skip >= s.n && in_damage_shown(in);
}

struct warc_extent warc_measure(struct in *in, const struct warc_record *record, uint64_t most)
{
    uint64_t end = record->head + (record->measured ? record->length : 0);
    str s = show(in, least(end + BEHIND, most)), rest;
    struct warc_extent extent = {.block = (size_t)record->length, .whole = true};
    size_t ends;

    rest = end < s.n ? str_from(s, (size_t)end) : (str){NULL, 0};
    ends = line_ends(rest);
    if (!record->measured || end > s.n)
        extent = mend(in, record, end, most);
    else if (str_starts(rest, S("\r\n\r\n")) && is_followed(in, s, record, end + LINE_ENDS))
        extent.skip = end + LINE_ENDS;
    else if (str_starts(rest, S("\n\n")) && warc_begins(str_from(rest, ends)))
        extent.skip = end + ends;
    else if ((str_starts(S("\r\n\r\n"), rest) || str_starts(S("\n\n"), rest)) &&
             find(in, s, record->head, true) == SIZE_MAX)
        extent.skip = s.n; /* the file ends within the line ends: nothing of the block is lost */
    else
        extent = mend(in, record, end, most);
    if (ends_in_damage(in, show(in, 1), extent.skip))
        extent.whole = false;
    return extent;
}

bool warc_pass_over(struct in *in, uint64_t n)
{
    while (n) {
        str s = show(in, SEARCH);
        size_t found = warc_find(s, 0, true);
        size_t step = found < s.n ? found : s.n > WARC_LINE ? s.n - WARC_LINE : s.n;

        if (step >= n) {
            in_skip(in, n);
            return true;
        }
        if (!step)
            return true; /* the end, or damage: the caller sees which */
        in_skip(in, step);
        if (found != SIZE_MAX)
            return false;
        n -= step;
    }
    return true;
}

void warc_search(struct in *in)
{
    str s = show(in, SEARCH);
    size_t found;

    while (s.n) {
        found = find(in, s, 1, false);
        if (found != SIZE_MAX) {
            in_skip(in, found);
            return;
        }
        in_skip(in, s.n > WARC_LINE ? s.n - WARC_LINE : s.n);
        s = show(in, SEARCH);
    }
}
