#include "url_canonical.h"

#include "site.h"
#include "url_host.h"
#include "url_parts.h"

enum alias {
    ALIAS_TRACKING,
    ALIAS_TRACKING_START,
    ALIAS_REFERRER,
    ALIAS_REFERRED,
    ALIAS_FORM,
    ALIAS_HOST,
    ALIAS_INDEX,
    ALIAS_ENDING,
};

static const struct {
    enum alias alias;
    const char *name, *value;
} rows[] = {
#define TRACKING(name)       {ALIAS_TRACKING, name, ""},
#define TRACKING_START(name) {ALIAS_TRACKING_START, name, ""},
#define REFERRER(name)       {ALIAS_REFERRER, name, ""},
#define REFERRED(name)       {ALIAS_REFERRED, name, ""},
#define FORM(name, value)    {ALIAS_FORM, name, value},
#define HOST(name)           {ALIAS_HOST, name, ""},
#define INDEX(name)          {ALIAS_INDEX, name, ""},
#define ENDING(name)         {ALIAS_ENDING, name, ""},
#include "url_aliases.def"
};

/* Is there such a row, for the name and, of a form, the value? */
static bool listed(enum alias alias, str name, str value)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str own = str_of(rows[i].name), own_value = str_of(rows[i].value);
        bool starts = alias == ALIAS_TRACKING_START || alias == ALIAS_REFERRED;
        if (rows[i].alias != alias)
            continue;
        if (!(starts ? str_starts_nocase(name, own) : str_eq_nocase(name, own)))
            continue;
        if (!own_value.n || str_eq_nocase(value, own_value))
            return true;
    }
    return false;
}

/* ---- host ---- */

/* Without the labels before the site's own that say only in which form it is shown. */
static str host_shown(struct arena *arena, str host)
{
    str site, dotless = host;
    size_t dot;

    while (dotless.n > 1 && dotless.p[dotless.n - 1] == '.')
        dotless.n--;
    dotless = dotless.n < host.n ? host_normal(arena, dotless) : host;
    if (!dotless.n || host_is_number(dotless))
        return dotless.n ? dotless : host;
    host = dotless;
    site = registrable_domain(arena, host);
    while ((dot = str_find_char(host, '.')) != SIZE_MAX && host.n > site.n && site.n &&
           listed(ALIAS_HOST, str_slice(host, 0, dot), S("")))
        host = str_from(host, dot + 1);
    return host;
}

/* ---- the page behind an AMP cache ---- */

/* /c/s/example.com/page of example-com.cdn.ampproject.org, /amp/s/example.com/page of a search
 * engine: "s" where the page has https. */
static bool cached_page(struct arena *arena, const struct url_parts *parts, str *page)
{
    str path = str_from(parts->path, 1), kind = {NULL, 0};
    bool cache = str_ends(parts->host, S(".cdn.ampproject.org"));

    if (!cache && !str_starts(parts->host, S("www.google.")))
        return false;
    if (!str_split(&path, '/', &kind) || !(cache ? kind.n == 1 : str_eq(kind, S("amp"))))
        return false;
    if (str_starts(path, S("s/")))
        path = str_from(path, 2);
    if (str_find_char(str_slice(path, 0, str_find_char(path, '/')), '.') == SIZE_MAX)
        return false;
    *page =
        str_printf(arena, "https://%.*s%s%.*s", (int)path.n, path.p, parts->has_query ? "?" : "",
                   (int)parts->query.n, parts->query.p ? parts->query.p : "");
    return true;
}

/* ---- percent signs (RFC 3986, 6.2.2); one that begins nothing is written as %25, lest it begin
 * something when what follows it is decoded ---- */

static bool is_unreserved(int c)
{
    return is_ascii_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

static void put_normal(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
        if (low < 0) {
            buf_str(out, s.p[i] == '%' ? S("%25") : str_slice(s, i, i + 1));
            continue;
        }
        i += 2;
        if (is_unreserved(high << 4 | low))
            buf_char(out, (char)(high << 4 | low));
        else
            buf_percent(out, (unsigned char)(high << 4 | low));
    }
}

/* ---- path and query ---- */

static str without_ending(str segment)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str end = str_of(rows[i].name);
        if (rows[i].alias == ALIAS_ENDING && segment.n > end.n && str_ends_nocase(segment, end))
            return str_slice(segment, 0, segment.n - end.n);
    }
    return segment;
}

/* "/story.amp.html" is "/story.html" elsewhere, or "/story": both lose their ending here. */
static void put_path(struct buf *out, str path)
{
    str segment, whole = path;

    while (str_split(&path, '/', &segment)) {
        bool last = !path.n;
        size_t jump = str_find_nocase(segment, S(";jsessionid="));
        segment = str_slice(segment, 0, jump);
        if (!segment.n && (last || segment.p == whole.p))
            continue;
        if (str_eq_nocase(segment, S("amp")) || (last && listed(ALIAS_INDEX, segment, S(""))))
            continue;
        buf_char(out, '/');
        put_normal(out, last ? without_ending(segment) : segment);
    }
}

static bool says_nothing(str parameter)
{
    size_t equals = str_find_char(parameter, '=');
    str name = str_slice(parameter, 0, equals);
    str value = equals == SIZE_MAX ? (str){NULL, 0} : str_from(parameter, equals + 1);

    return !name.n || listed(ALIAS_TRACKING, name, value) ||
           listed(ALIAS_TRACKING_START, name, value) || listed(ALIAS_FORM, name, value) ||
           (listed(ALIAS_REFERRER, name, value) && listed(ALIAS_REFERRED, value, value));
}

static void put_query(struct buf *out, str query)
{
    char before = '?';
    str parameter;

    while (str_split(&query, '&', &parameter)) {
        while (str_starts_nocase(parameter, S("amp;"))) /* a page that escaped twice */
            parameter = str_from(parameter, 4);
        if (says_nothing(parameter))
            continue;
        buf_char(out, before);
        put_normal(out, parameter);
        before = '&';
    }
}

static str canonical_once(struct arena *arena, str url)
{
    struct buf out = buf_new(arena, 16 * URL_MOST);
    struct url_parts parts, behind;
    str page;

    if (!url_parse(arena, url, NULL, &parts))
        return (str){NULL, 0};
    if (cached_page(arena, &parts, &page) && url_parse(arena, page, NULL, &behind))
        parts = behind;
    buf_str(&out, S("https://"));
    buf_str(&out, host_shown(arena, parts.host));
    if (parts.has_port)
        buf_printf(&out, ":%u", parts.port);
    put_path(&out, parts.path);
    put_query(&out, parts.query);
    if (str_starts(parts.fragment, S("!"))) { /* the address that a script works by */
        buf_char(&out, '#');
        put_normal(&out, parts.fragment);
    }
    return buf_text(&out);
}

/* What is left out may uncover more of it: /x.amp/index.html. */
str url_canonical(struct arena *arena, str url)
{
    str form = canonical_once(arena, url), next = canonical_once(arena, form);

    while (next.n && next.n < form.n) {
        form = next;
        next = canonical_once(arena, form);
    }
    return form;
}
