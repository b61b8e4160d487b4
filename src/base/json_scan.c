#include "json_scan.h"

#include "json.h"
#include "utf8.h"

enum { DEEPEST = 64, SURROGATES = 0xD800, LOW_SURROGATES = 0xDC00, SURROGATES_END = 0xE000 };

static const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;

struct json_scan json_scan(str object)
{
    return (struct json_scan){.s = object, .first = true, .bad = utf8_valid(object) != object.n};
}

static char here(const struct json_scan *scan)
{
    return scan->at < scan->s.n ? scan->s.p[scan->at] : '\0';
}

static void skip_space(struct json_scan *scan)
{
    for (char c = here(scan); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = here(scan))
        scan->at++;
}

static bool take(struct json_scan *scan, char c)
{
    if (here(scan) != c || scan->at >= scan->s.n)
        return false;
    scan->at++;
    return true;
}

static uint64_t has_zero(uint64_t word)
{
    return (word - ones) & ~word & tops;
}

/* Where a quote, a backslash or a control character stands next: eight bytes at a time, since
 * nearly all of a record is text. */
static size_t plain_end(str s, size_t at)
{
    for (uint64_t word; at + sizeof word <= s.n; at += sizeof word) {
        memcpy(&word, s.p + at, sizeof word);
        if (has_zero(word ^ (ones * '"')) | has_zero(word ^ (ones * '\\')) |
            ((word - ones * ' ') & ~word & tops))
            break;
    }
    while (at < s.n && s.p[at] != '"' && s.p[at] != '\\' && (unsigned char)s.p[at] >= ' ')
        at++;
    return at;
}

/* The four digits of \uXXXX at `at`; UINT32_MAX when they are none. */
static uint32_t unit_at(str s, size_t at)
{
    uint32_t unit = 0;

    if (at + 4 > s.n)
        return UINT32_MAX;
    for (size_t i = at; i < at + 4; i++) {
        unsigned char c = (unsigned char)s.p[i], lower = c | 0x20;
        if (is_ascii_digit(c))
            unit = unit << 4 | (uint32_t)(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            unit = unit << 4 | (uint32_t)(lower - 'a' + 10);
        else
            return UINT32_MAX;
    }
    return unit;
}

static bool take_unit(struct json_scan *scan)
{
    uint32_t unit = unit_at(scan->s, scan->at), low;

    scan->at += 4;
    if (unit < SURROGATES || (unit >= SURROGATES_END && unit != UINT32_MAX))
        return true;
    if (unit >= LOW_SURROGATES || !take(scan, '\\') || !take(scan, 'u'))
        return false;
    low = unit_at(scan->s, scan->at);
    scan->at += 4;
    return low >= LOW_SURROGATES && low < SURROGATES_END;
}

static bool take_escape(struct json_scan *scan)
{
    char c = here(scan);

    scan->at++;
    return c == 'u' ? take_unit(scan) : c && str_find_char(S("\"\\/bfnrt"), c) != SIZE_MAX;
}

static bool take_string(struct json_scan *scan)
{
    if (!take(scan, '"'))
        return false;
    for (;;) {
        scan->at = plain_end(scan->s, scan->at);
        if (take(scan, '"'))
            return true;
        if (!take(scan, '\\') || !take_escape(scan))
            return false;
    }
}

static bool take_digits(struct json_scan *scan)
{
    size_t from = scan->at;

    while (here(scan) >= '0' && here(scan) <= '9')
        scan->at++;
    return scan->at > from;
}

static bool take_number(struct json_scan *scan)
{
    take(scan, '-');
    if (!take(scan, '0') && !take_digits(scan))
        return false;
    if (take(scan, '.') && !take_digits(scan))
        return false;
    if (!take(scan, 'e') && !take(scan, 'E'))
        return true;
    if (!take(scan, '+'))
        take(scan, '-');
    return take_digits(scan);
}

static bool take_word(struct json_scan *scan, str word)
{
    if (!str_starts(str_from(scan->s, scan->at), word))
        return false;
    scan->at += word.n;
    return true;
}

static bool take_scalar(struct json_scan *scan)
{
    switch (here(scan)) {
    case '"':
        return take_string(scan);
    case 't':
        return take_word(scan, S("true"));
    case 'f':
        return take_word(scan, S("false"));
    case 'n':
        return take_word(scan, S("null"));
    default:
        return take_number(scan);
    }
}

static bool take_key(struct json_scan *scan)
{
    skip_space(scan);
    if (!take_string(scan))
        return false;
    skip_space(scan);
    return take(scan, ':');
}

/* Behind a value: closes what ends here. false: not sound. *more: another value follows. */
static bool close_levels(struct json_scan *scan, uint64_t *objects, unsigned *depth, bool *more)
{
    *more = false;
    while (*depth) {
        bool object = *objects & 1;
        skip_space(scan);
        if (take(scan, ',')) {
            *more = true;
            return !object || take_key(scan);
        }
        if (!take(scan, object ? '}' : ']'))
            return false;
        *objects >>= 1;
        --*depth;
    }
    return true;
}

/* A value of any depth up to DEEPEST; `objects` has a bit for each open level. */
static bool take_value(struct json_scan *scan)
{
    uint64_t objects = 0;
    unsigned depth = 0;
    bool more = true;

    while (more) {
        bool object, opened;
        skip_space(scan);
        object = take(scan, '{');
        opened = object || take(scan, '[');
        if (!opened && !take_scalar(scan))
            return false;
        if (opened) {
            if (depth++ == DEEPEST)
                return false;
            objects = objects << 1 | object;
            skip_space(scan);
            if (here(scan) != (object ? '}' : ']')) {
                if (object && !take_key(scan))
                    return false;
                continue;
            }
        }
        if (!close_levels(scan, &objects, &depth, &more))
            return false;
    }
    return true;
}

static bool ended(struct json_scan *scan, bool sound)
{
    skip_space(scan);
    scan->bad |= !sound || scan->at != scan->s.n;
    return false;
}

bool json_scan_member(struct json_scan *scan, str *key, str *value)
{
    size_t from;

    if (scan->bad)
        return false;
    skip_space(scan);
    if (scan->first ? !take(scan, '{') : !take(scan, ','))
        return ended(scan, !scan->first && take(scan, '}'));
    skip_space(scan);
    if (scan->first && take(scan, '}'))
        return ended(scan, true);
    scan->first = false;
    from = scan->at;
    if (!take_string(scan))
        return ended(scan, false);
    *key = str_slice(scan->s, from + 1, scan->at - 1);
    skip_space(scan);
    if (!take(scan, ':'))
        return ended(scan, false);
    skip_space(scan);
    from = scan->at;
    if (!take_value(scan))
        return ended(scan, false);
    *value = str_slice(scan->s, from, scan->at);
    return true;
}

bool json_scan_whole(const struct json_scan *scan)
{
    return !scan->bad && scan->at == scan->s.n;
}

str json_scan_text(struct arena *arena, str value)
{
    bool repaired;

    if (value.n < 2 || value.p[0] != '"')
        return (str){NULL, 0};
    if (str_find_char(value, '\\') == SIZE_MAX)
        return str_slice(value, 1, value.n - 1);
    return json_str(json_read(arena, value, &repaired, NULL, NULL));
}
