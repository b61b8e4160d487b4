#include "warc_record.h"

#include "header.h"

#define LENGTH_MOST (UINT64_C(1) << 62)

static const char *const type_names[WARC_TYPES] = {
    [WARC_OTHER] = "other",
    [WARC_WARCINFO] = "warcinfo",
    [WARC_REQUEST] = "request",
    [WARC_RESPONSE] = "response",
    [WARC_RESOURCE] = "resource",
    [WARC_METADATA] = "metadata",
    [WARC_REVISIT] = "revisit",
    [WARC_CONVERSION] = "conversion",
    [WARC_CONTINUATION] = "continuation",
};

const char *warc_type_name(enum warc_type type)
{
    return type_names[type];
}

static enum warc_type type_of(str name)
{
    unsigned type = WARC_TYPES - 1;

    while (type > WARC_OTHER && !str_eq_nocase(name, str_of(type_names[type])))
        type--;
    return (enum warc_type)type;
}

static size_t digits(str s, size_t at)
{
    size_t n = 0;

    while (at + n < s.n && is_ascii_digit(s.p[at + n]))
        n++;
    return n;
}

bool warc_begins(str s)
{
    size_t at = 5, n;

    s = str_slice(s, 0, WARC_LINE);
    if (!str_starts_nocase(s, S("WARC/")) || !(n = digits(s, at)))
        return false;
    at += n;
    if (at >= s.n || s.p[at] != '.' || !(n = digits(s, at + 1)))
        return false;
    at += 1 + n;
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\r'))
        at++;
    return at < s.n && s.p[at] == '\n';
}

/* Is the line before the one that begins at `at` empty? */
static bool stands_apart(str s, size_t at)
{
    size_t end = at - 1; /* of the line before: its \n */

    if (end && s.p[end - 1] == '\r')
        end--;
    return end && s.p[end - 1] == '\n';
}

size_t warc_find(str s, size_t from, bool apart)
{
    size_t at = from ? from : 1, step;

    while (at < s.n && (step = str_find(str_from(s, at), S("WARC/"))) != SIZE_MAX) {
        at += step;
        if (s.p[at - 1] == '\n' && (!apart || stands_apart(s, at)) && warc_begins(str_from(s, at)))
            return at;
        at++;
    }
    return SIZE_MAX;
}

/* Takes a number of exactly n digits, between least and most. */
static bool take_number(str *s, size_t n, unsigned least, unsigned most)
{
    unsigned number = 0;

    if (digits(*s, 0) < n)
        return false;
    for (size_t i = 0; i < n; i++)
        number = number * 10 + (unsigned)(s->p[i] - '0');
    *s = str_from(*s, n);
    return number >= least && number <= most;
}

static bool take(str *s, char c)
{
    if (!s->n || s->p[0] != c)
        return false;
    *s = str_from(*s, 1);
    return true;
}

/* Z, +01:00 or +0100, and nothing behind it. */
static bool is_offset(str s)
{
    if (take(&s, 'Z') || take(&s, 'z'))
        return !s.n;
    if (!take(&s, '+') && !take(&s, '-'))
        return false;
    if (!take_number(&s, 2, 0, 14))
        return false;
    take(&s, ':');
    return take_number(&s, 2, 0, 59) && !s.n;
}

/* WARC 1.1, 5.4: from the year alone to fractions of a second. */
static bool is_date(str s)
{
    if (!take_number(&s, 4, 1970, 9999))
        return false;
    if (take(&s, '-') && !take_number(&s, 2, 1, 12))
        return false;
    if (take(&s, '-') && !take_number(&s, 2, 1, 31))
        return false;
    if (!s.n)
        return true;
    if (!take(&s, 'T') || !take_number(&s, 2, 0, 23) || !take(&s, ':') ||
        !take_number(&s, 2, 0, 59))
        return false;
    if (take(&s, ':') && !take_number(&s, 2, 0, 60))
        return false;
    if (take(&s, '.'))
        s = str_from(s, digits(s, 0));
    return is_offset(s);
}

static str without_brackets(str uri)
{
    if (uri.n >= 2 && uri.p[0] == '<' && uri.p[uri.n - 1] == '>')
        return str_slice(uri, 1, uri.n - 1);
    return uri;
}

/* Fields of our own, which newsmill fetch writes (store/warc_header.c). */
static void keep_own_field(struct warc_record *record, str name, str value)
{
    const struct {
        str name;
        str *place;
    } texts[] = {{S("Feed-Title"), &record->feed_title},
                 {S("Feed-Published"), &record->feed_published},
                 {S("Feed-Modified"), &record->feed_modified},
                 {S("Feed-Authors"), &record->feed_authors}};

    if (str_eq_nocase(name, S("Opt-Out")))
        record->opt_out = str_eq(value, S("1"));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eq_nocase(name, texts[i].name) && !texts[i].place->n)
            *texts[i].place = value;
}

static void keep_field(struct warc_record *record, str name, str value)
{
    if (str_eq_nocase(name, S("WARC-Type")) && !record->typed && value.n) {
        record->typed = true;
        record->type = type_of(value);
    } else if (str_eq_nocase(name, S("Content-Length")) && !record->measured) {
        record->measured = str_number(value, &record->length) && record->length < LENGTH_MOST;
    } else if (str_eq_nocase(name, S("WARC-Target-URI")) && !record->uri.n) {
        record->uri = without_brackets(value);
    } else if (str_eq_nocase(name, S("WARC-Record-ID")) && !record->id.n) {
        record->id = value;
    } else if (str_eq_nocase(name, S("WARC-Date")) && is_date(value)) {
        record->date = value;
    } else if (str_eq_nocase(name, S("Content-Type")) && !record->content_type.n) {
        record->content_type = value;
    } else if (str_eq_nocase(name, S("WARC-Truncated")) ||
               str_eq_nocase(name, S("WARC-Segment-Number"))) {
        record->truncated = true;
    } else {
        keep_own_field(record, name, value);
    }
}

bool warc_read(str s, struct warc_record *record)
{
    str rest, line, name, value;
    size_t count = 0;

    *record = (struct warc_record){.head = header_length(str_slice(s, 0, HEADER_BYTES))};
    rest = str_slice(s, 0, record->head);
    if (!header_line(&rest, &line))
        return false;
    while (header_field(&rest, &name, &value)) {
        if (++count > HEADER_FIELDS)
            return false;
        keep_field(record, name, value);
    }
    return true;
}
