#include "charset_prescan.h"

#include <string.h>

enum charset bom_sniff(str bytes, size_t *n)
{
    static const struct {
        str mark;
        enum charset charset;
    } rows[] = {
        {{"\xEF\xBB\xBF", 3}, CHARSET_UTF_8},
        {{"\xFE\xFF", 2}, CHARSET_UTF_16BE},
        {{"\xFF\xFE", 2}, CHARSET_UTF_16LE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_starts(bytes, rows[i].mark)) {
            *n = rows[i].mark.n;
            return rows[i].charset;
        }
    }
    *n = 0;
    return CHARSET_NONE;
}

/* A place in the bytes. Running out of them ends the prescan: `ended`. */
struct scan {
    str s;
    size_t at;
    bool ended;
};

static char scan_char(struct scan *scan)
{
    if (scan->at < scan->s.n)
        return scan->s.p[scan->at];
    scan->ended = true;
    return '\0';
}

static void skip_spaces(struct scan *scan)
{
    while (is_html_space(scan_char(scan)))
        scan->at++;
}

struct attribute {
    str name, value;
};

/* Steps 10 and 11 of "get an attribute": the value, in quotes or bare. */
static str attribute_value(struct scan *scan)
{
    char quote = scan_char(scan);
    size_t from = scan->at;

    if (quote == '"' || quote == '\'') {
        const char *end = memchr(scan->s.p + from + 1, quote, scan->s.n - from - 1);
        scan->ended = !end;
        scan->at = end ? (size_t)(end - scan->s.p) + 1 : scan->s.n;
        return str_slice(scan->s, from + 1, scan->at - 1);
    }
    while (!scan->ended && scan_char(scan) != '>' && !is_html_space(scan_char(scan)))
        scan->at++;
    return str_slice(scan->s, from, scan->at);
}

/* "Get an attribute": false when there is none. */
static bool next_attribute(struct scan *scan, struct attribute *attribute)
{
    size_t from;
    char c;

    while (is_html_space(scan_char(scan)) || scan_char(scan) == '/')
        scan->at++;
    if (scan->ended || scan_char(scan) == '>')
        return false;
    for (from = scan->at; c = scan_char(scan), !scan->ended; scan->at++)
        if ((c == '=' && scan->at > from) || is_html_space(c) || c == '/' || c == '>')
            break;
    attribute->name = str_slice(scan->s, from, scan->at);
    attribute->value = (str){"", 0};
    skip_spaces(scan);
    if (scan_char(scan) == '=') {
        scan->at++;
        skip_spaces(scan);
        attribute->value = attribute_value(scan);
    }
    return !scan->ended;
}

/* "Extracting a character encoding from a meta element" (section 2.5.4). */
static enum charset content_charset(str content)
{
    for (size_t at = str_find_nocase(content, S("charset")); at != SIZE_MAX;
         at = str_find_nocase(content, S("charset"))) {
        size_t n = 0;
        content = str_from(content, at + strlen("charset"));
        while (content.n && is_html_space(content.p[0]))
            content = str_from(content, 1);
        if (!content.n || content.p[0] != '=')
            continue;
        content = str_from(content, 1);
        while (content.n && is_html_space(content.p[0]))
            content = str_from(content, 1);
        if (content.n && (content.p[0] == '"' || content.p[0] == '\'')) {
            n = str_find_char(str_from(content, 1), content.p[0]);
            return n == SIZE_MAX ? CHARSET_NONE : charset_of_label(str_slice(content, 1, n + 1));
        }
        while (n < content.n && !is_html_space(content.p[n]) && content.p[n] != ';')
            n++;
        return charset_of_label(str_slice(content, 0, n));
    }
    return CHARSET_NONE;
}

/* What the attributes of a <meta> have said so far; of each name the first counts. */
struct meta {
    bool has_equiv, has_content, has_charset;
    bool is_pragma;           /* http-equiv is content-type */
    bool found, needs_pragma; /* an encoding was named; only good with the pragma */
    enum charset charset;     /* CHARSET_NONE: a label that is none */
};

static void read_attribute(struct meta *meta, struct attribute attribute)
{
    if (str_eq_nocase(attribute.name, S("http-equiv")) && !meta->has_equiv) {
        meta->has_equiv = true;
        meta->is_pragma = str_eq_nocase(attribute.value, S("content-type"));
    } else if (str_eq_nocase(attribute.name, S("content")) && !meta->has_content) {
        enum charset charset = content_charset(attribute.value);
        meta->has_content = true;
        if (charset && !meta->found) {
            meta->found = meta->needs_pragma = true;
            meta->charset = charset;
        }
    } else if (str_eq_nocase(attribute.name, S("charset")) && !meta->has_charset) {
        meta->has_charset = meta->found = true;
        meta->needs_pragma = false;
        meta->charset = charset_of_label(attribute.value);
    }
}

static enum charset meta_charset(struct scan *scan)
{
    struct meta meta = {0};
    struct attribute attribute;

    while (next_attribute(scan, &attribute))
        read_attribute(&meta, attribute);
    if (scan->ended || !meta.found || (meta.needs_pragma && !meta.is_pragma))
        return CHARSET_NONE;
    if (meta.charset == CHARSET_UTF_16LE || meta.charset == CHARSET_UTF_16BE)
        return CHARSET_UTF_8;
    return meta.charset == CHARSET_X_USER_DEFINED ? CHARSET_WINDOWS_1252 : meta.charset;
}

static void skip_to(struct scan *scan, str what, size_t last)
{
    size_t found = str_find(str_from(scan->s, scan->at), what);

    scan->ended = found == SIZE_MAX;
    scan->at = scan->ended ? scan->s.n : scan->at + found + last;
}

/* One step of the loop at a "<"; leaves `at` on the last byte it has dealt with. */
static enum charset scan_markup(struct scan *scan)
{
    str rest = str_from(scan->s, scan->at);
    bool closing = rest.n > 1 && rest.p[1] == '/';
    struct attribute attribute;

    if (str_starts(rest, S("<!--"))) {
        scan->at += 2; /* "-->" may share the two dashes of "<!--" */
        skip_to(scan, S("-->"), 2);
    } else if (str_starts_nocase(rest, S("<meta")) && rest.n > 5 &&
               (is_html_space(rest.p[5]) || rest.p[5] == '/')) {
        scan->at += 5;
        return meta_charset(scan);
    } else if (rest.n > 1u + closing && is_ascii_letter(rest.p[1 + closing])) {
        while (!scan->ended && !is_html_space(scan_char(scan)) && scan_char(scan) != '>')
            scan->at++;
        while (next_attribute(scan, &attribute))
            continue;
    } else if (closing || str_starts(rest, S("<!")) || str_starts(rest, S("<?"))) {
        skip_to(scan, S(">"), 0);
    }
    return CHARSET_NONE;
}

/* "Get an XML encoding" (section 13.2.3.2). */
static enum charset xml_charset(str bytes)
{
    size_t end = str_find_char(bytes, '>'), at;
    enum charset charset;
    str s;

    if (!str_starts(bytes, S("<?xml")) || end == SIZE_MAX)
        return CHARSET_NONE;
    s = str_slice(bytes, 0, end);
    at = str_find(s, S("encoding"));
    if (at == SIZE_MAX)
        return CHARSET_NONE;
    s = str_from(s, at + strlen("encoding"));
    while (s.n && (unsigned char)s.p[0] <= ' ')
        s = str_from(s, 1);
    if (!s.n || s.p[0] != '=')
        return CHARSET_NONE;
    s = str_from(s, 1);
    while (s.n && (unsigned char)s.p[0] <= ' ')
        s = str_from(s, 1);
    if (!s.n || (s.p[0] != '"' && s.p[0] != '\''))
        return CHARSET_NONE;
    at = str_find_char(str_from(s, 1), s.p[0]);
    charset = at == SIZE_MAX ? CHARSET_NONE : charset_of_label(str_slice(s, 1, at + 1));
    return charset == CHARSET_UTF_16LE || charset == CHARSET_UTF_16BE ? CHARSET_UTF_8 : charset;
}

enum charset prescan(str bytes)
{
    struct scan scan = {.s = bytes};
    enum charset charset;

    if (str_starts(bytes, S("<\0?\0x\0")))
        return CHARSET_UTF_16LE;
    if (str_starts(bytes, S("\0<\0?\0x")))
        return CHARSET_UTF_16BE;
    for (; scan.at < bytes.n; scan.at++) {
        const char *open = memchr(bytes.p + scan.at, '<', bytes.n - scan.at);
        if (!open)
            break;
        scan.at = (size_t)(open - bytes.p);
        charset = scan_markup(&scan);
        if (charset)
            return charset;
        if (scan.ended)
            break;
    }
    return xml_charset(bytes);
}
