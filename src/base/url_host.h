/* url_host: the host of an http or https URL, as the WHATWG's host parser gives it (URL Standard,
 * 3.5): whatever spelling is used, the same machine has one name. */
#ifndef NEWSMILL_BASE_URL_HOST_H
#define NEWSMILL_BASE_URL_HOST_H

#include "str.h"

/* Lower case, percent signs undone, international names in punycode, all forms of an IPv4 address
 * as four numbers, IPv6 in brackets and shortest form. Empty: it is no host. In `arena`. Does not
 * depend on the locale, as libcurl's own conversion does. */
str host_normal(struct arena *arena, str host);

/* Is it an address and no name? Of a normal host. */
bool host_is_number(str host);

#endif
