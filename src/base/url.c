#include "url.h"

#include "url_parts.h"

str url_resolve(struct arena *arena, str base, str address)
{
    struct url_parts from, parts;
    bool has_base = base.n && url_parse(arena, base, NULL, &from);

    if (!str_trim(address).n || !url_parse(arena, address, has_base ? &from : NULL, &parts))
        return (str){NULL, 0};
    return url_joined(arena, &parts);
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
