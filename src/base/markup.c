#include "config.h"

#include "markup.h"

#include <string.h>

#include "reference.h"
#include "sse2.h"
#include "utf8.h"

enum {
    NAME_BYTES = 8,
    LONGEST_REFERENCE = 10,
    NUL_IN_NAME = 0xFF, /* else "a" with a NUL behind it would be "a" */
};

/* What ends a name of a tag or of an attribute, an unquoted value, and what stands between
 * attributes: looked up, for every character of every tag is asked. */
enum { ENDS_NAME = 1, ENDS_KEY = 2, ENDS_VALUE = 4, PARTS = 8, SPACE = 15 };
static const unsigned char kinds[256] = {
    ['\t'] = SPACE,   ['\n'] = SPACE,
    ['\f'] = SPACE,   ['\r'] = SPACE,
    [' '] = SPACE,    ['/'] = ENDS_NAME | ENDS_KEY | PARTS,
    ['='] = ENDS_KEY, ['>'] = ENDS_NAME | ENDS_KEY | ENDS_VALUE,
};

static bool is_kind(char c, unsigned kind)
{
    return kinds[(unsigned char)c] & kind;
}

static bool ends_name(char c)
{
    return is_kind(c, ENDS_NAME);
}

static size_t skip_spaces(str text, size_t at)
{
    while (at < text.n && is_markup_space(text.p[at]))
        at++;
    return at;
}

/* How many of the bytes from `at` on stand before the first that may be of SPACE, '/', '>' or `c`,
 * sixteen of them looked at at once; 0: that is not known. */
static inline size_t plain_bytes(str text, size_t at, char c)
{
#ifdef HAVE_EMMINTRIN_H
    __m128i bytes, low, marks;
    unsigned ends;

    if (at + SSE2_BYTES > text.n)
        return 0;
    bytes = sse2_load(text.p + at);
    low = _mm_cmpeq_epi8(bytes, _mm_min_epu8(bytes, _mm_set1_epi8(' ')));
    marks = _mm_or_si128(sse2_is(bytes, '>'), sse2_is(bytes, '/'));
    ends = (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, marks), sse2_is(bytes, c)));
    return ends ? (size_t)__builtin_ctz(ends) : SSE2_BYTES;
#else
    (void)text;
    (void)at;
    (void)c;
    return 0;
#endif
}

/* Of eight bytes those from 'A' to 'Z' get the bit of lower case. */
static inline uint64_t eight_lower(uint64_t bytes)
{
    const uint64_t ones = UINT64_MAX / 0xFF, ascii = bytes & 0x7F * ones;
    uint64_t upper = (ascii + (0x80 - 'A') * ones) & ~(ascii + (0x80 - 'Z' - 1) * ones) & ~bytes;

    return bytes | (upper & 0x80 * ones) >> 2;
}

/* The name of up to eight bytes at `at`, of which all are there. */
static inline uint64_t short_name(const char *p, size_t n)
{
    uint64_t name = 0;

#ifdef HAVE_EMMINTRIN_H
    /* Such machines have the low byte first. */
    memcpy(&name, p, sizeof name);
#else
    for (size_t i = 0; i < NAME_BYTES; i++)
        name |= (uint64_t)(unsigned char)p[i] << (8 * i);
#endif
    return eight_lower(n < NAME_BYTES ? name & (((uint64_t)1 << (8 * n)) - 1) : name);
}

size_t markup_name(str text, size_t at, uint64_t *name)
{
    size_t plain = plain_bytes(text, at, '>');

    if (plain && plain <= NAME_BYTES && ends_name(text.p[at + plain])) {
        *name = short_name(text.p + at, plain);
        return at + plain;
    }
    *name = 0;
    for (unsigned n = 0; at < text.n && !ends_name(text.p[at]); at++, n++) {
        unsigned char c = (unsigned char)text.p[at];
        if (!c)
            c = NUL_IN_NAME;
        if (n < NAME_BYTES)
            *name |= (uint64_t)(is_ascii_upper(c) ? c + 32u : c) << (8 * n);
    }
    return at;
}

/* Behind the value that begins at `at`, quoted or not. */
static size_t skip_value(str text, size_t at, str *value)
{
    size_t from = at;

    if (at < text.n && (text.p[at] == '"' || text.p[at] == '\'')) {
        const char *quote = memchr(text.p + at + 1, text.p[at], text.n - at - 1);
        at = quote ? (size_t)(quote - text.p) : text.n;
        *value = str_slice(text, from + 1, at);
        return at < text.n ? at + 1 : at;
    }
    while (at < text.n && !is_kind(text.p[at], ENDS_VALUE))
        at++;
    *value = str_slice(text, from, at);
    return at;
}

/* Behind the attribute that begins at `at`. A name may begin with '='. */
static size_t skip_attribute(str text, size_t at, str *name, str *value)
{
    size_t from = at, equals;

    at++;
    at += plain_bytes(text, at, '=');
    while (at < text.n && !is_kind(text.p[at], ENDS_KEY))
        at++;
    *name = str_slice(text, from, at);
    *value = (str){NULL, 0};
    equals = at < text.n && text.p[at] == '=' ? at : skip_spaces(text, at);
    if (equals >= text.n || text.p[equals] != '=')
        return at;
    return skip_value(text, skip_spaces(text, equals + 1), value);
}

static size_t skip_to_attribute(str text, size_t at)
{
    while (at < text.n && is_kind(text.p[at], PARTS))
        at++;
    return at;
}

static void list_attribute(struct markup_list *list, str name, str value)
{
    if (list->count == MARKUP_LISTED)
        return;
    list->list[list->count].name = name;
    list->list[list->count++].value = value;
}

bool markup_tag(str text, size_t at, size_t most, struct markup_tag *tag, size_t *attributes_end)
{
    return markup_tag_listed(text, at, most, tag, attributes_end, NULL);
}

bool markup_tag_listed(str text, size_t at, size_t most, struct markup_tag *tag,
                       size_t *attributes_end, struct markup_list *list)
{
    const uint64_t wanted = list ? list->wanted : 0;
    size_t count = 0, too_many = 0, behind; /* the last attribute, or the name */
    str name, value;

    if (list)
        list->count = 0;
    *tag = (struct markup_tag){.at = at++};
    if (at < text.n && text.p[at] == '/') {
        tag->closing = true;
        at++;
    }
    if (at >= text.n || !is_ascii_letter(text.p[at]))
        return false;
    at = behind = tag->after_name = markup_name(text, at, &tag->name);
    while ((at = skip_to_attribute(text, at)) < text.n && text.p[at] != '>') {
        if (++count > most && !too_many)
            too_many = at;
        at = behind = skip_attribute(text, at, &name, &value);
        tag->attributes |= markup_name_bit(name);
        if (markup_name_bit(name) & wanted)
            list_attribute(list, name, value);
    }
    tag->self_closing = at > behind && text.p[at - 1] == '/';
    tag->ended = at < text.n;
    tag->end = tag->ended ? at + 1 : text.n;
    *attributes_end = too_many ? too_many : tag->end;
    return true;
}

/* Is the '<' at `at` more than text (13.2.5.6)? */
static bool begins_markup(str text, size_t at)
{
    char c = at + 1 < text.n ? text.p[at + 1] : ' ';

    return (c == '/' && at + 2 < text.n) || c == '!' || c == '?' || is_ascii_letter(c);
}

size_t markup_next(str text, size_t at)
{
    for (;; at++) {
        const char *p = at < text.n ? memchr(text.p + at, '<', text.n - at) : NULL;
        if (!p)
            return text.n;
        at = (size_t)(p - text.p);
        if (begins_markup(text, at))
            return at;
    }
}

size_t markup_past_space(str text, size_t at, size_t to)
{
    while (at < to && is_markup_space(text.p[at]))
        at++;
    return at;
}

bool markup_is_blank(str text)
{
    return markup_past_space(text, 0, text.n) == text.n;
}

bool markup_attribute(str tag, size_t *at, str *name, str *value)
{
    *at = skip_to_attribute(tag, *at);
    if (*at >= tag.n || tag.p[*at] == '>')
        return false;
    *at = skip_attribute(tag, *at, name, value);
    return true;
}

bool markup_is_inline(str name)
{
    static const char *const names[] = {
        "a",      "abbr",  "b",    "big",  "cite", "code", "em",    "font",
        "i",      "label", "mark", "nobr", "q",    "s",    "small", "span",
        "strong", "sub",   "sup",  "time", "tt",   "u",    "wbr",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(name, str_of(names[i])))
            return true;
    return false;
}

size_t markup_end_tag(str text, size_t at, str name)
{
    for (;; at++) {
        const char *p = at < text.n ? memchr(text.p + at, '<', text.n - at) : NULL;
        if (!p)
            return SIZE_MAX;
        at = (size_t)(p - text.p);
        if (at + 2 + name.n < text.n && text.p[at + 1] == '/' &&
            str_starts_nocase(str_from(text, at + 2), name) && ends_name(text.p[at + 2 + name.n]))
            return at;
    }
}

/* "<script" or "</script" at `at`, and the name ends there. */
static bool is_script_tag(str text, size_t at, bool closing)
{
    str tag = closing ? S("</script") : S("<script");

    return str_starts_nocase(str_from(text, at), tag) && at + tag.n < text.n &&
           ends_name(text.p[at + tag.n]);
}

/* Behind the "-->" that ends an escape whose text begins at `at`, or at the end tag that ends the
 * script; SIZE_MAX when there is neither. */
static size_t script_escape_end(str text, size_t at, bool *ended)
{
    bool twice = false, closing;
    size_t dashes = 2; /* of "<!--" */

    for (*ended = false; at < text.n; at++) {
        if (text.p[at] == '>' && dashes >= 2)
            return at + 1;
        dashes = text.p[at] == '-' ? dashes + 1 : 0;
        closing = text.p[at] == '<' && at + 1 < text.n && text.p[at + 1] == '/';
        if (text.p[at] != '<' || !is_script_tag(text, at, twice || closing))
            continue;
        if (!twice && closing) {
            *ended = true;
            return at;
        }
        twice = !twice;
    }
    return SIZE_MAX;
}

size_t markup_script_end(str text, size_t at)
{
    size_t end = markup_end_tag(text, at, S("script")), escape;
    bool ended = false;

    while (!ended && end != SIZE_MAX) {
        escape = str_find(str_slice(text, at, end), S("<!--"));
        if (escape == SIZE_MAX)
            return end;
        at = script_escape_end(text, at + escape + sizeof "<!--" - 1, &ended);
        if (at == SIZE_MAX)
            return SIZE_MAX;
        if (at > end) /* else it is still the next one: no search is made twice */
            end = markup_end_tag(text, at, S("script"));
    }
    return ended ? at : SIZE_MAX;
}

size_t markup_comment(str text, size_t at)
{
    str rest = str_from(text, at + sizeof "<!--" - 1);
    size_t end = 0;

    if (str_starts(rest, S(">")))
        return text.n - rest.n + 1;
    if (str_starts(rest, S("->")))
        return text.n - rest.n + 2;
    for (;; end += 2) {
        size_t found = str_find(str_from(rest, end), S("--"));
        if (found == SIZE_MAX)
            return text.n;
        end += found;
        while (end + 2 < rest.n && rest.p[end + 2] == '-')
            end++;
        if (str_starts(str_from(rest, end + 2), S(">")))
            return text.n - rest.n + end + 3;
        if (str_starts(str_from(rest, end + 2), S("!>")))
            return text.n - rest.n + end + 4;
    }
}

/* ---- character references of attribute values ---- */

str markup_value(struct arena *arena, str value)
{
    size_t at, n;
    struct buf out;
    uint32_t c;

    at = str_find_char(value, '&');
    if (at == SIZE_MAX)
        return value;
    out = buf_new(arena, value.n + 1);
    for (; at != SIZE_MAX; at = str_find_char(value, '&')) {
        buf_str(&out, str_slice(value, 0, at));
        n = reference_at(str_from(value, at), &c);
        if (n)
            buf_utf8(&out, c);
        else
            buf_char(&out, '&');
        value = str_from(value, at + (n ? n : 1));
    }
    buf_str(&out, value);
    return buf_text(&out);
}

static bool is_alphanumeric(char c)
{
    return is_ascii_letter(c) || is_ascii_digit(c);
}

/* Whether the reference that may begin at the '&' at `at` is one that reference_code() knows, or
 * none: "&a=1" is none in a value. */
static bool is_plain_reference(str tag, size_t at)
{
    size_t from = at + 1, end = from;
    uint32_t c;

    if (end < tag.n && tag.p[end] == '#')
        end++;
    while (end < tag.n && is_alphanumeric(tag.p[end]))
        end++;
    if (end == from)
        return true;
    if (end == tag.n || tag.p[end] != ';')
        return tag.p[from] != '#' && end < tag.n && tag.p[end] == '=';
    if (end - at >= LONGEST_REFERENCE)
        return false;
    c = reference_code(str_slice(tag, from, end));
    return (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c < 0xD800);
}

bool markup_is_plain(str tag)
{
    for (size_t at = 0; at < tag.n; at++)
        if (tag.p[at] == '\r' || tag.p[at] == '\0' ||
            (tag.p[at] == '&' && !is_plain_reference(tag, at)))
            return false;
    return true;
}
