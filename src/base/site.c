#include "config.h"

#include "site.h"

#ifdef HAVE_PSL
#include <libpsl.h>
#endif

#include "url_host.h"

#ifdef HAVE_PSL
/* The list that was built into libpsl, so that a system file cannot change a record. */
static str registrable(struct arena *arena, str host)
{
    const char *name = str_zero_ended(arena, host), *site;

    site = psl_registrable_domain(psl_builtin(), name);
    return site ? str_from(host, (size_t)(site - name)) : (str){NULL, 0};
}
#else
static str registrable(struct arena *arena, str host)
{
    size_t dots = 0;

    (void)arena;
    for (size_t i = host.n; i > 0; i--)
        if (host.p[i - 1] == '.' && ++dots == 2)
            return str_from(host, i);
    return dots ? host : (str){NULL, 0};
}
#endif

str registrable_domain(struct arena *arena, str host)
{
    host = str_lower(arena, host);
    while (host.n && host.p[host.n - 1] == '.')
        host.n--;
    if (!host.n || host.p[0] == '.' || memchr(host.p, 0, host.n) || host_is_number(host))
        return (str){NULL, 0};
    return registrable(arena, host);
}

str site_of_host(struct arena *arena, str host)
{
    str site = registrable_domain(arena, host);

    while (host.n && host.p[host.n - 1] == '.')
        host.n--;
    return site.n ? site : host;
}

str site_label(str site)
{
    return str_slice(site, 0, str_find_char(site, '.'));
}
