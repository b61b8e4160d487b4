/* robots: what a robots.txt lets one crawler fetch (RFC 9309), matched as Google's parser does it:
 * the longest rule that matches decides, allow wins a tie, `*` and a final `$` are special, and the
 * spelling errors that are common in the wild count as what they mean. Pure: whoever fetches the
 * file decides what an answer without a body means (RFC 9309, 2.3.1). */
#ifndef NEWSMILL_READ_ROBOTS_H
#define NEWSMILL_READ_ROBOTS_H

#include "../base/str.h"

enum {
    ROBOTS_BYTES = 512 << 10, /* what is read of a file; RFC 9309 asks for 500 KiB at least */
    ROBOTS_RULES = 20000,     /* most rules that are kept for one crawler */
    ROBOTS_SITEMAPS = 1000,
};

struct robots_rule {
    str path; /* percent signs and bytes above ASCII normalised */
    bool allow;
};

struct robots {
    struct robots_rule *rules; /* of the groups that name the crawler, else those of `*` */
    size_t rule_count;
    bool named;     /* a group names the crawler */
    bool has_delay; /* Crawl-delay, or Request-rate, in the same groups */
    uint64_t delay; /* milliseconds; at most a day */
    str *sitemaps;  /* as written, of the whole file */
    size_t sitemap_count;
    bool cut; /* the file, or what it holds, passed a ceiling: what came before counts */
};

/* Reads a file of any bytes for the crawler with that product token ("newsmill"). Everything is in
 * `arena`, `bytes` need not stay. A page of HTML gives no rules: everything is allowed. */
void robots_read(struct arena *arena, str bytes, str product, struct robots *robots);

/* May the crawler fetch this URL? An absolute one, or a path with its query, as url_resolve gives
 * them. Nobody asks this of /robots.txt itself, which may always be fetched (RFC 9309, 2.2.2). */
bool robots_allows(struct arena *scratch, const struct robots *robots, str url);

#endif
