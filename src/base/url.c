#include "url.h"

#include <curl/curl.h>

#include "url_parts.h"

/* Whatever we give to libcurl later must mean the same to it: where its parser refuses what ours
 * takes, the address is none. No arena is used while the handle is held. */
static bool curl_takes(const char *url)
{
    CURLU *handle = curl_url();
    bool taken = handle && curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK;

    curl_url_cleanup(handle);
    return taken;
}

str url_resolve(struct arena *arena, str base, str address)
{
    struct url_parts from, parts;
    bool has_base = base.n && url_parse(arena, base, NULL, &from);
    str url;

    if (!str_trim(address).n || !url_parse(arena, address, has_base ? &from : NULL, &parts))
        return (str){NULL, 0};
    url = url_joined(arena, &parts);
    return curl_takes(str_zero_ended(arena, url)) ? url : (str){NULL, 0};
}

str url_host(struct arena *arena, str url)
{
    struct url_parts parts;

    return url_parse(arena, url, NULL, &parts) ? parts.host : (str){NULL, 0};
}

bool url_is_home(struct arena *arena, str url)
{
    struct url_parts parts;

    return !url_parse(arena, url, NULL, &parts) || (parts.path.n <= 1 && !parts.query.n);
}
