/* A feed of any form: what comes out is UTF-8, its links http or https. */
#include "fuzz.h"

#include "base/utf8.h"
#include "read/feed.h"

static void check_text(str text)
{
    if (utf8_valid(text) != text.n || text.n > FEED_TEXT)
        abort();
}

static void check_link(str url)
{
    if (url.n && !str_starts(url, S("http://")) && !str_starts(url, S("https://")))
        abort();
}

static void check_feed(const struct feed *feed)
{
    check_text(feed->title);
    check_link(feed->link);
    check_link(feed->self);
    check_link(feed->hub);
    if (feed->count > FEED_ITEMS)
        abort();
    for (size_t i = 0; i < feed->count; i++) {
        check_link(feed->items[i].url);
        check_text(feed->items[i].title);
        check_text(feed->items[i].id);
        check_text(feed->items[i].summary);
        check_text(feed->items[i].published);
    }
}

static void check(struct arena *arena, struct arena *scratch, str bytes)
{
    struct feed feed;

    if (feed_read(arena, scratch, bytes, S(""), S("https://feed.example/rss"), &feed) !=
        (feed.kind != FEED_NONE))
        abort();
    arena_free(scratch); /* nothing of the feed lives there */
    check_feed(&feed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    return fuzz_arenas(check, bytes, n);
}
