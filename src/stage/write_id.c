#include "write_id.h"

#include "../base/hash.h"

enum {
    LONGEST_URL = 1 << 16,
    LONGEST_ID = 1024, /* what is longer is some text, and would not stand in a header */
    HEX = 33,
};

/* Parameters that say where a reader came from and nothing of the page. */
static bool is_tracking(str parameter)
{
    str name = str_slice(parameter, 0, str_find_char(parameter, '='));

    return str_starts_nocase(name, S("utm_")) || str_eq_nocase(name, S("fbclid")) ||
           str_eq_nocase(name, S("gclid"));
}

static void put_query(struct buf *out, str query)
{
    char before = '?';
    str part;

    while (str_split(&query, '&', &part)) {
        if (!part.n || is_tracking(part))
            continue;
        buf_char(out, before);
        buf_str(out, part);
        before = '&';
    }
}

/* The end of the authority, or of the path: the first of the characters of `ends`. */
static size_t find_any(str s, str ends)
{
    size_t at = 0;

    while (at < s.n && str_find_char(ends, s.p[at]) == SIZE_MAX)
        at++;
    return at;
}

static void put_host(struct buf *out, struct arena *arena, str scheme, str host)
{
    if (str_eq(scheme, S("http")) && str_ends(host, S(":80")))
        host.n -= S(":80").n;
    else if (str_eq(scheme, S("https")) && str_ends(host, S(":443")))
        host.n -= S(":443").n;
    buf_str(out, str_lower(arena, host));
}

str write_id_url(struct arena *arena, str url)
{
    struct buf out = buf_new(arena, LONGEST_URL);
    size_t colon, end;
    str scheme, left;

    url = str_trim(url);
    colon = str_find(url, S("://"));
    if (colon == SIZE_MAX || find_any(url, S("/?#")) < colon)
        return url;
    scheme = str_lower(arena, str_slice(url, 0, colon));
    left = str_from(url, colon + S("://").n);
    left = str_slice(left, 0, str_find_char(left, '#'));
    buf_str(&out, scheme);
    buf_str(&out, S("://"));
    end = find_any(left, S("/?"));
    put_host(&out, arena, scheme, str_slice(left, 0, end));
    left = str_from(left, end);
    end = find_any(left, S("?"));
    buf_str(&out, end ? str_slice(left, 0, end) : S("/"));
    if (end < left.n)
        put_query(&out, str_from(left, end + 1));
    return buf_text(&out);
}

void write_id(struct doc *doc)
{
    str url = doc->fields[FIELD_URL].text;
    char hex[HEX];

    if (doc->given_id.n <= LONGEST_ID)
        field_set(doc, FIELD_ID, doc->given_id, "input");
    if (field_known(doc, FIELD_ID) || (!url.n && !doc->raw.n))
        return;  /* of nothing there is no name */
    if (url.n) { /* a line of its own, so that no byte can pass from the one to the other */
        struct buf line = buf_new(doc->scratch, LONGEST_URL);
        buf_str(&line, write_id_url(doc->scratch, url));
        buf_char(&line, '\n');
        url = buf_text(&line);
    }
    hash128_hex(url, doc->raw, hex);
    field_set(doc, FIELD_ID, (str){hex, HEX - 1}, "hash");
}
