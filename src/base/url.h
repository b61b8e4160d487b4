/* url: addresses of pages, resolved as the WHATWG's URL Standard does it for http and https. */
#ifndef NEWSMILL_BASE_URL_H
#define NEWSMILL_BASE_URL_H

#include "str.h"

/* address seen from base, both as written; http and https only, else empty: javascript:, file:,
 * mailto: and what cannot be parsed never come out, nor does an empty address, by which nobody
 * means the page itself. Host in lower case and punycode, port, dots and percent signs normalised;
 * the fragment stays. base may be empty. In `arena`. */
str url_resolve(struct arena *arena, str base, str address);

/* Host of an http address in lower case, empty: none. In `arena`. */
str url_host(struct arena *arena, str url);
/* Whether the address has no path of its own: a home page. */
bool url_is_home(struct arena *arena, str url);

#endif
