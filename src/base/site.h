/* site: the registrable domain that a host belongs to, by the public suffix list. */
#ifndef NEWSMILL_BASE_SITE_H
#define NEWSMILL_BASE_SITE_H

#include "str.h"

/* example.co.uk of www.example.co.uk; empty when the host is a public suffix itself or no name.
 * Without libpsl the last two labels. Host in either case, in UTF-8 or punycode. In `arena`. */
str registrable_domain(struct arena *arena, str host);

/* The same, and the host itself when it has no registrable domain. */
str site_of_host(struct arena *arena, str host);

/* The label that the site is called by: "example" of "example.co.uk". */
str site_label(str site);

#endif
