#include "media_type.h"

enum { START = 1024 }; /* bytes that are looked at */

enum said { SAID_NONE, SAID_PAGE, SAID_TEXT, SAID_XML, SAID_NOTHING };

static const struct {
    const char *name;
    enum said said;
} types[] = {
    {"text/html", SAID_PAGE},
    {"application/xhtml+xml", SAID_PAGE},
    {"application/vnd.wap.xhtml+xml", SAID_PAGE},
    {"text/plain", SAID_TEXT},
    {"text/markdown", SAID_TEXT},
    {"text/x-markdown", SAID_TEXT},
    {"application/xml", SAID_XML},
    {"text/xml", SAID_XML},
    {"application/octet-stream", SAID_NOTHING},
    {"binary/octet-stream", SAID_NOTHING},
    {"application/unknown", SAID_NOTHING},
    {"application/x-unknown", SAID_NOTHING},
    {"application/download", SAID_NOTHING},
    {"application/force-download", SAID_NOTHING},
    {"application/x-download", SAID_NOTHING},
    {"unknown/unknown", SAID_NOTHING},
    {"*/*", SAID_NOTHING},
    {"text/css", SAID_NONE},
    {"text/javascript", SAID_NONE},
    {"text/ecmascript", SAID_NONE},
    {"text/x-javascript", SAID_NONE},
    {"text/json", SAID_NONE},
    {"text/calendar", SAID_NONE},
    {"text/csv", SAID_NONE},
    {"text/tab-separated-values", SAID_NONE},
    {"text/vtt", SAID_NONE},
    {"text/vcard", SAID_NONE},
    {"text/x-vcard", SAID_NONE},
    {"text/x-component", SAID_NONE},
    {"text/cache-manifest", SAID_NONE},
    {"text/dns", SAID_NONE},
};

static enum said said_of(str type)
{
    size_t end = 0;

    while (end < type.n && type.p[end] != ';' && type.p[end] != ',' &&
           !is_space((unsigned char)type.p[end]))
        end++;
    type = str_slice(type, 0, end);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_nocase(type, str_of(types[i].name)))
            return types[i].said;
    if (str_find_char(type, '/') == SIZE_MAX || str_starts_nocase(type, S("text/")))
        return SAID_NOTHING;
    return SAID_NONE;
}

/* A "binary data byte" of the standard. */
static bool is_binary(unsigned char c)
{
    return c < 0x09 || c == 0x0b || (c >= 0x0e && c <= 0x1a) || (c >= 0x1c && c <= 0x1f);
}

static bool has_byte_order_mark(str s)
{
    return str_starts(s, S("\xff\xfe")) || str_starts(s, S("\xfe\xff"));
}

/* A server that says text/plain is believed, unless there are NULs. */
static bool is_other_format(str s, bool said_text)
{
    if (str_starts(s, S("%PDF-")) || str_starts(s, S("%!PS-")) || str_starts(s, S("GIF8")))
        return true;
    for (size_t i = 0; i < s.n; i++)
        if (said_text ? !s.p[i] : is_binary((unsigned char)s.p[i]))
            return !has_byte_order_mark(s);
    return false;
}

static str behind_mark(str s)
{
    return str_trim(str_starts(s, S("\xef\xbb\xbf")) ? str_from(s, 3) : s);
}

enum media media_type(str content_type, str start)
{
    enum said said = said_of(str_trim(content_type));

    start = str_slice(start, 0, START);
    if (said == SAID_NONE || said == SAID_PAGE)
        return said == SAID_PAGE ? MEDIA_PAGE : MEDIA_NONE;
    if (!start.n)
        return said == SAID_TEXT ? MEDIA_TEXT : MEDIA_PAGE;
    if (said == SAID_XML)
        return str_has_nocase(start, S("<html")) || str_has_nocase(start, S("<!doctype html"))
                   ? MEDIA_PAGE
                   : MEDIA_NONE;
    if (is_other_format(start, said == SAID_TEXT))
        return MEDIA_NONE;
    start = behind_mark(start);
    if (str_starts(start, S("<")))
        return MEDIA_PAGE;
    return said == SAID_NOTHING && str_starts(start, S("{")) ? MEDIA_NONE : MEDIA_TEXT;
}
