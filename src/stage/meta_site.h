/* meta_site: tell the site's name from the page's words. */
#ifndef NEWSMILL_STAGE_META_SITE_H
#define NEWSMILL_STAGE_META_SITE_H

#include "../doc.h"

/* By what a site is known. */
struct site_known {
    struct arena *scratch;
    str name;  /* what it calls itself, may be empty */
    str label; /* of its domain: "example", may be empty */
};

/* Whether a text is the site's name, or a short, long or squeezed form of it: "The Daily Example",
 * "Example.com", "BBC News" for bbc.co.uk, "New York Times" for nytimes.com. */
bool is_site_name(const struct site_known *site, str text);

/* The same, but as it stands, or as the domain's label, squeezed or not. */
bool is_site_exactly(const struct site_known *site, str text);

/* Whether a text has the form of a host: "example.com". */
bool looks_host(str text);

/* Whether a text looks like the name of some site or paper ("RT Russia & Former Soviet Union",
 * "Daily News", "example.org"): all words begin in upper case, and there are few. */
bool looks_site_name(str text);

#endif
