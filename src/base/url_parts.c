#include "url_parts.h"

#include "url_host.h"

enum { PORT_MOST = 65535, HTTP_PORT = 80, HTTPS_PORT = 443 };

/* What is percent-encoded beside controls and what is not ASCII (URL Standard, 1.3). */
#define FRAGMENT_SET " \"<>`"
#define QUERY_SET    " \"#<>'"
#define PATH_SET     " \"#<>?^`{}"
#define USER_SET     PATH_SET "/:;=@[\\]|"

static str encoded(struct arena *arena, str s, const char *set)
{
    struct buf out = buf_new(arena, 3 * s.n);

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' || c > '~' || strchr(set, c))
            buf_percent(&out, c);
        else
            buf_char(&out, (char)c);
    }
    return buf_text(&out);
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Without controls and spaces at the ends, and without tabs and line ends anywhere. */
static str cleaned(struct arena *arena, str s)
{
    struct buf out;

    while (s.n && (unsigned char)s.p[0] <= ' ')
        s = str_from(s, 1);
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    out = buf_new(arena, s.n);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
            buf_char(&out, s.p[i]);
    return buf_text(&out);
}

/* Length of a scheme with its colon; 0: there is none. */
static size_t scheme_length(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], low = c | 0x20;
        if (is_ascii_lower(low))
            continue;
        if (i && c == ':')
            return i + 1;
        if (!i || !(is_ascii_digit(c) || c == '+' || c == '-' || c == '.'))
            return 0;
    }
    return 0;
}

/* "." in a path: 1, "..": 2, each dot perhaps written as %2e; else 0. */
static int dots_of(str segment)
{
    int dots = 0;

    for (size_t i = 0; i < segment.n;) {
        if (segment.p[i] == '.')
            i++;
        else if (str_starts_nocase(str_from(segment, i), S("%2e")))
            i += 3;
        else
            return 0;
        if (++dots > 2)
            return 0;
    }
    return dots;
}

static void drop_segment(struct buf *out)
{
    while (out->n && out->p[--out->n] != '/')
        ;
}

/* Adds the segments of `rest`, which stands behind a slash, to what is in `out`. */
static str path_with(struct arena *arena, struct buf *out, str rest)
{
    for (bool last = false; !last;) {
        size_t n = 0;
        str segment;
        int dots;

        while (n < rest.n && !is_slash(rest.p[n]))
            n++;
        last = n == rest.n;
        segment = str_slice(rest, 0, n);
        rest = str_from(rest, n + 1);
        dots = dots_of(segment);
        if (dots == 2)
            drop_segment(out);
        if (!dots) {
            buf_char(out, '/');
            buf_str(out, encoded(arena, segment, PATH_SET));
        } else if (last) {
            buf_char(out, '/');
        }
    }
    return buf_text(out);
}

/* The path of a reference: rooted, or seen from that of base. */
static str path_read(struct arena *arena, str path, str base)
{
    struct buf out = buf_new(arena, 4 * URL_MOST + base.n);

    if (path.n && is_slash(path.p[0]))
        return path_with(arena, &out, str_from(path, 1));
    if (!path.n)
        return S("/");
    buf_str(&out, base);
    drop_segment(&out);
    return path_with(arena, &out, path);
}

static bool port_read(str s, struct url_parts *parts)
{
    uint64_t port = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        port = port * 10 + (uint64_t)(s.p[i] - '0');
        if (port > PORT_MOST)
            return false;
    }
    parts->has_port = s.n && port != (parts->https ? HTTPS_PORT : HTTP_PORT);
    parts->port = parts->has_port ? (uint32_t)port : 0;
    return true;
}

/* user:password@host:port */
static bool authority_read(struct arena *arena, str s, struct url_parts *parts)
{
    size_t at = s.n, colon;

    while (at > 0 && s.p[at - 1] != '@')
        at--;
    if (at) {
        str user = str_slice(s, 0, at - 1);
        colon = str_find_char(user, ':');
        parts->user = encoded(arena, str_slice(user, 0, colon), USER_SET);
        if (colon != SIZE_MAX)
            parts->password = encoded(arena, str_from(user, colon + 1), USER_SET);
        s = str_from(s, at);
    }
    colon = s.n && s.p[0] == '[' ? str_find_char(s, ']') : 0;
    if (colon == SIZE_MAX)
        return false;
    while (colon < s.n && s.p[colon] != ':')
        colon++;
    parts->host = host_normal(arena, str_slice(s, 0, colon));
    return parts->host.n && port_read(str_from(s, colon + 1), parts);
}

/* Takes "#fragment" and "?query" off the end. */
static str without_tail(struct arena *arena, str s, struct url_parts *parts)
{
    size_t at = str_find_char(s, '#');

    parts->has_fragment = at != SIZE_MAX;
    if (parts->has_fragment) {
        parts->fragment = encoded(arena, str_from(s, at + 1), FRAGMENT_SET);
        s = str_slice(s, 0, at);
    }
    at = str_find_char(s, '?');
    parts->has_query = at != SIZE_MAX;
    if (parts->has_query) {
        parts->query = encoded(arena, str_from(s, at + 1), QUERY_SET);
        s = str_slice(s, 0, at);
    }
    return s;
}

/* s begins at the authority, or at slashes before it. */
static bool absolute_read(struct arena *arena, str s, struct url_parts *parts)
{
    size_t n = 0;

    while (s.n && is_slash(s.p[0]))
        s = str_from(s, 1);
    s = without_tail(arena, s, parts);
    while (n < s.n && !is_slash(s.p[n]))
        n++;
    parts->path = path_read(arena, str_from(s, n), S("/"));
    return authority_read(arena, str_slice(s, 0, n), parts);
}

static bool relative_read(struct arena *arena, str s, const struct url_parts *base,
                          struct url_parts *parts)
{
    parts->https = base->https;
    if (s.n > 1 && is_slash(s.p[0]) && is_slash(s.p[1]))
        return absolute_read(arena, s, parts);
    s = without_tail(arena, s, parts);
    parts->user = base->user;
    parts->password = base->password;
    parts->host = base->host;
    parts->port = base->port;
    parts->has_port = base->has_port;
    parts->path = s.n ? path_read(arena, s, base->path) : base->path;
    if (!s.n && !parts->has_query) {
        parts->has_query = base->has_query;
        parts->query = base->query;
    }
    return true;
}

bool url_parse(struct arena *arena, str address, const struct url_parts *base,
               struct url_parts *parts)
{
    size_t scheme;

    *parts = (struct url_parts){0};
    if (address.n > URL_MOST)
        return false;
    address = cleaned(arena, address);
    scheme = scheme_length(address);
    if (!scheme)
        return base && relative_read(arena, address, base, parts);
    parts->https = str_starts_nocase(address, S("https:"));
    if (!parts->https && !str_starts_nocase(address, S("http:")))
        return false;
    address = str_from(address, scheme);
    if (base && base->https == parts->https && !str_starts(address, S("//")))
        return relative_read(arena, address, base, parts);
    return absolute_read(arena, address, parts);
}

str url_joined(struct arena *arena, const struct url_parts *parts)
{
    struct buf out = buf_new(arena, 16 * URL_MOST);

    buf_str(&out, parts->https ? S("https://") : S("http://"));
    if (parts->user.n || parts->password.n) {
        buf_str(&out, parts->user);
        if (parts->password.n) {
            buf_char(&out, ':');
            buf_str(&out, parts->password);
        }
        buf_char(&out, '@');
    }
    buf_str(&out, parts->host);
    if (parts->has_port)
        buf_printf(&out, ":%u", parts->port);
    buf_str(&out, parts->path);
    if (parts->has_query) {
        buf_char(&out, '?');
        buf_str(&out, parts->query);
    }
    if (parts->has_fragment) {
        buf_char(&out, '#');
        buf_str(&out, parts->fragment);
    }
    return buf_text(&out);
}
