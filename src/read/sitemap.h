/* sitemap: urlset (with news:news), sitemapindex, and lists of URLs in plain text
 * (sitemaps.org/protocol.html), read as forgivingly as feeds are. */
#ifndef NEWSMILL_READ_SITEMAP_H
#define NEWSMILL_READ_SITEMAP_H

#include "../base/str.h"

enum {
    SITEMAP_BYTES = 50 << 20, /* of UTF-8: the protocol's own limit, as is the next */
    SITEMAP_ROWS = 50000,
};

enum sitemap_kind { SITEMAP_NONE, SITEMAP_PAGES, SITEMAP_INDEX };

/* All texts live in the arena; empty: unknown. */
struct sitemap_row {
    str url;       /* absolute http or https */
    str modified;  /* lastmod, ISO 8601 */
    str published; /* news:publication_date, ISO 8601 */
    str title;     /* news:title */
    str language;  /* news:language, as written */
    str site_name; /* news:name */
};

struct sitemap {
    enum sitemap_kind kind; /* SITEMAP_INDEX: the rows are sitemaps */
    struct sitemap_row *rows;
    size_t count;
    bool damaged, over; /* as of a feed */
};

/* As feed_read. A plain text counts as a sitemap only when its first line that is not empty is an
 * http or https URL. Whether rows of other hosts are taken is the caller's to decide. */
bool sitemap_read(struct arena *arena, struct arena *scratch, str bytes, str http_type, str base,
                  struct sitemap *sitemap);

#endif
