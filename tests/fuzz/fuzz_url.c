/* An address, behind a line with its base: what comes out is http or https, its own form, and
 * libcurl takes it. */
#include "config.h"

#include "fuzz.h"

#ifdef HAVE_FETCH
#include <curl/curl.h>
#endif

#include "base/site.h"
#include "base/url.h"
#include "base/url_canonical.h"

enum { LONGEST = 8192 }; /* that is looked at twice */

static void check_form(struct arena *arena, str url)
{
    str form = url_canonical(arena, url);

    if (!str_starts(form, S("https://")) || !str_eq(url_canonical(arena, form), form))
        abort();
}

/* Told apart from ours: its own parser, which is never asked in the program. */
static bool curl_takes(const char *url)
{
#ifdef HAVE_FETCH
    CURLU *handle = curl_url();
    bool taken = handle && curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK;

    curl_url_cleanup(handle);
    return taken;
#else
    (void)url;
    return true;
#endif
}

static void check(struct arena *arena, struct arena *scratch, str address)
{
    str base = {NULL, 0}, url;

    str_split(&address, '\n', &base);
    url = url_resolve(arena, base, address);
    if (!url.n)
        return;
    if (!str_starts(url, S("http://")) && !str_starts(url, S("https://")))
        abort();
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= ' ' || (unsigned char)url.p[i] > '~')
            abort();
    site_of_host(scratch, url_host(scratch, url));
    if (url.n > LONGEST)
        return;
    if (!curl_takes(str_zero_ended(scratch, url)))
        abort();
    if (!str_eq(url_resolve(scratch, S(""), url), url))
        abort();
    check_form(scratch, url);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    return fuzz_arenas(check, bytes, n);
}
