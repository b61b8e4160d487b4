#include "fetch_lists.h"

#include "../base/date.h"
#include "../base/date_days.h"
#include "../base/url.h"
#include "feed.h"
#include "sitemap.h"

enum {
    HEAD = 1024, /* bytes by which a list is told from a page */
    MINUTE = 60,
    DAY = 86400,
    AGAIN_MOST = DAY,     /* that a feed's own time is honoured */
    FEED_LINES = 8 << 10, /* of what is kept of a feed's item */
};

static bool has_any(str head, const char *const names[])
{
    for (; *names; names++)
        if (str_has_nocase(head, str_of(*names)))
            return true;
    return false;
}

/* Cheap, for every page passes here: what is let through is read, and may still be none. */
static bool may_be_list(const struct job *job, const struct answer_head *head, str plain)
{
    static const char *const roots[] = {"<rss",    "<feed",         "<rdf:rdf",      "<channel",
                                        "<urlset", "<sitemapindex", "jsonfeed.org",  ":feed",
                                        ":rss",    ":urlset",       ":sitemapindex", NULL};
    static const char *const types[] = {"rss", "atom", "feed+json", NULL};
    str start = str_slice(plain, 0, HEAD);

    if (!job->lists)
        return false;
    if (has_any(head->type, types) || has_any(start, roots))
        return true;
    return str_starts_nocase(head->type, S("text/plain")) &&
           (str_starts(str_trim(start), S("http://")) ||
            str_starts(str_trim(start), S("https://")));
}

static int64_t seconds_of(str iso)
{
    struct date date;

    return iso.n && date_read(iso, (struct date_hint){0}, &date) ? date_seconds(&date) : 0;
}

static void put_line(struct buf *out, const char *name, str value)
{
    if (!value.n)
        return;
    buf_printf(out, "%s: ", name);
    for (size_t i = 0; i < value.n; i++)
        buf_char(out, (unsigned char)value.p[i] < 0x20 ? ';' : value.p[i]);
    buf_str(out, S("\r\n"));
}

static bool wish_items(struct fetch *fetch, const struct job *job, const struct feed *feed,
                       struct list *list)
{
    for (size_t i = 0; i < feed->count; i++) {
        const struct feed_item *item = &feed->items[i];
        struct buf lines = buf_new(&fetch->scratch, FEED_LINES);
        struct wish wish = {.url = item->url, .via = str_of(job->url), .depth = job->depth + 1};

        if (!item->url.n)
            continue;
        put_line(&lines, "Feed-Title", item->title);
        put_line(&lines, "Feed-Published", item->published);
        put_line(&lines, "Feed-Modified", item->updated);
        put_line(&lines, "Feed-Authors", item->authors);
        wish.feed = buf_text(&lines);
        wish.changed = seconds_of(item->updated);
        list->count++;
        if (!fetch_wish(fetch, &wish))
            return false;
    }
    return true;
}

/* A sitemap speaks for its own host alone (sitemaps.org, "location"). */
static bool wish_rows(struct fetch *fetch, const struct job *job, const struct sitemap *map,
                      struct list *list)
{
    str host = url_host(&fetch->scratch, str_of(job->url));

    for (size_t i = 0; i < map->count; i++) {
        const struct sitemap_row *row = &map->rows[i];
        struct buf lines = buf_new(&fetch->scratch, FEED_LINES);
        struct wish wish = {.url = row->url, .via = str_of(job->url), .depth = job->depth + 1};

        if (!str_eq(url_host(&fetch->scratch, row->url), host))
            continue;
        put_line(&lines, "Feed-Title", row->title);
        put_line(&lines, "Feed-Published", row->published);
        wish.feed = buf_text(&lines);
        wish.changed = seconds_of(row->modified);
        wish.lists = map->kind == SITEMAP_INDEX ? job->lists - 1 : 0;
        list->count++;
        if (!fetch_wish(fetch, &wish))
            return false;
    }
    return true;
}

static str without_gzip(struct fetch *fetch, str plain, bool *cut)
{
    str undone;

    if (!coding_is_gzip(plain))
        return plain;
    *cut = coding_undo(&fetch->scratch, &fetch->decoding, CODING_GZIP, plain, fetch->config.bytes,
                       &undone) != CODING_WHOLE;
    return undone;
}

bool fetch_list(struct fetch *fetch, const struct job *job, const struct answer_head *head,
                str plain, struct list *list)
{
    struct feed feed;
    struct sitemap map;
    str base = str_of(job->url);

    *list = (struct list){0};
    plain = without_gzip(fetch, plain, &list->cut);
    if (!may_be_list(job, head, plain))
        return true;
    if (feed_read(&fetch->scratch, &fetch->decoding, plain, head->type, base, &feed)) {
        list->found = true;
        list->what = "feed";
        list->again = (int64_t)feed.ttl * MINUTE;
        if (list->again > AGAIN_MOST)
            list->again = AGAIN_MOST;
        return wish_items(fetch, job, &feed, list);
    }
    if (sitemap_read(&fetch->scratch, &fetch->decoding, plain, head->type, base, &map)) {
        list->found = true;
        list->what = map.kind == SITEMAP_INDEX ? "index of sitemaps" : "sitemap";
        return wish_rows(fetch, job, &map, list);
    }
    return true;
}
