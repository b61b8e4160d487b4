#include "config.h"

#include "url.h"

#include <curl/curl.h>

#ifdef HAVE_PSL
#include <libpsl.h>
#endif

enum { URL_MOST = 8192 }; /* longer addresses are no address of a page */

static void release_url(void *url)
{
    curl_url_cleanup(url);
}

static CURLU *parsed(struct arena *arena, str url)
{
    void **place;
    char *text;

    url = str_trim(url);
    if (!url.n || url.n > URL_MOST ||
        !(str_starts_nocase(url, S("http://")) || str_starts_nocase(url, S("https://"))))
        return NULL;
    text = str_zero_ended(arena, url);
    place = arena_own(arena, release_url);
    *place = curl_url();
    if (!*place || curl_url_set(*place, CURLUPART_URL, text, CURLU_ALLOW_SPACE))
        return NULL;
    return *place;
}

static void release_text(void *text)
{
    curl_free(text);
}

static str part(struct arena *arena, CURLU *url, CURLUPart what)
{
    void **place = arena_own(arena, release_text);
    char *text = NULL;

    if (!url || curl_url_get(url, what, &text, 0))
        return (str){NULL, 0};
    *place = text;
    return str_of(text);
}

str url_resolve(struct arena *arena, str base, str address)
{
    CURLU *url = parsed(arena, address);
    char *text;

    address = str_trim(address);
    if (!url && address.n && address.n <= URL_MOST) {
        url = parsed(arena, base);
        text = str_zero_ended(arena, address);
        if (!url || curl_url_set(url, CURLUPART_URL, text, CURLU_ALLOW_SPACE))
            return (str){NULL, 0};
    }
    address = part(arena, url, CURLUPART_URL);
    return str_starts(address, S("http")) ? address : (str){NULL, 0};
}

str url_host(struct arena *arena, str url)
{
    return str_lower(arena, part(arena, parsed(arena, url), CURLUPART_HOST));
}

bool url_is_home(struct arena *arena, str url)
{
    CURLU *parts = parsed(arena, url);
    str path = part(arena, parts, CURLUPART_PATH), query = part(arena, parts, CURLUPART_QUERY);

    return path.n <= 1 && !query.n;
}

#ifdef HAVE_PSL
/* The list that was built into libpsl, so that a system file cannot change a record. */
static str registrable(struct arena *arena, str host)
{
    const char *site = psl_registrable_domain(psl_builtin(), str_zero_ended(arena, host));

    return site ? str_dup(arena, str_of(site)) : host;
}
#else
static str registrable(struct arena *arena, str host)
{
    size_t dots = 0;

    for (size_t i = host.n; i > 0; i--)
        if (host.p[i - 1] == '.' && ++dots == 2)
            return str_dup(arena, str_from(host, i));
    return host;
}
#endif

static bool is_number_host(str host)
{
    bool digits = true;

    for (size_t i = 0; i < host.n; i++)
        digits = digits && (host.p[i] == '.' || (host.p[i] >= '0' && host.p[i] <= '9'));
    return digits || str_starts(host, S("["));
}

str site_of_host(struct arena *arena, str host)
{
    while (host.n && host.p[host.n - 1] == '.')
        host.n--;
    if (!host.n || is_number_host(host))
        return host;
    return registrable(arena, host);
}

str site_label(str site)
{
    return str_slice(site, 0, str_find_char(site, '.'));
}
