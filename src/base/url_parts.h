/* url_parts: a URL taken apart and put together (URL Standard, 4.4 and 4.5), http and https alone.
 */
#ifndef NEWSMILL_BASE_URL_PARTS_H
#define NEWSMILL_BASE_URL_PARTS_H

#include "str.h"

enum { URL_MOST = 8192 }; /* bytes as written: longer addresses are no address of a page */

/* Each part is normal: encoded where it must be, and no more. */
struct url_parts {
    bool https;
    str user, password; /* empty: none */
    str host;
    uint32_t port; /* 0 when it is the scheme's own, and when has_port is false */
    bool has_port;
    str path; /* begins with a slash */
    bool has_query, has_fragment;
    str query, fragment; /* without their ? and # */
};

/* Reads an address as it stands in a page, seen from base; base may be NULL. false: it is no http
 * or https URL. */
bool url_parse(struct arena *arena, str address, const struct url_parts *base,
               struct url_parts *parts);

/* The URL. */
str url_joined(struct arena *arena, const struct url_parts *parts);

#endif
