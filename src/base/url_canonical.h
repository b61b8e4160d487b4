/* url_canonical: one form for all the addresses that lead to one page. A key to compare by, not an
 * address to fetch: a mobile or AMP host that is left out need not answer. */
#ifndef NEWSMILL_BASE_URL_CANONICAL_H
#define NEWSMILL_BASE_URL_CANONICAL_H

#include "str.h"

/* http(s) alone, else empty: without scheme difference (https), user, default port, trailing dot,
 * fragment, tracking parameters (url_aliases.def), AMP and mobile forms of host, path and query,
 * and a slash at the end of the path. Order of parameters is kept. In `arena`. */
str url_canonical(struct arena *arena, str url);

#endif
