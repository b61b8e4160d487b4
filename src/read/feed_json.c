#include "../base/json.h"

#include "../base/url.h"
#include "../base/utf8.h"
#include "feed_build.h"
#include "feed_parts.h"
#include "html_text.h"

static void set_text(struct feed_build *build, enum feed_field field, unsigned rank,
                     const struct json *object, const char *key, str base)
{
    feed_build_set(build, field, rank, json_text(object, key), base);
}

static void set_authors(struct feed_build *build, const struct json *object)
{
    const struct json *authors = json_member(object, "authors"), *author;
    size_t i;

    for (i = 0; (author = json_item(authors, i)); i++) {
        if (i == FEED_LIST)
            break;
        set_text(build, FEED_AUTHOR, 2, author, "name", S(""));
    }
    set_text(build, FEED_AUTHOR, 1, json_member(object, "author"), "name", S(""));
}

/* An id may be written as a number. */
static str id_text(struct arena *arena, const struct json *item)
{
    const struct json *id = json_member(item, "id");

    if (json_is(id, JSON_KIND_INTEGER))
        return str_printf(arena, "%lld", (long long)id->integer);
    return json_str(id);
}

static void read_item(struct feed_build *build, struct arena *scratch, const struct json *item,
                      str base)
{
    const struct json *tags = json_member(item, "tags"), *tag;
    str html = json_text(item, "content_html");
    size_t i;

    feed_build_item(build);
    feed_build_set(build, FEED_ID, 1, id_text(scratch, item), base);
    set_text(build, FEED_LINK, 3, item, "url", base);
    set_text(build, FEED_LINK, 2, item, "external_url", base);
    feed_build_set(build, FEED_LINK, 1, json_text(item, "id"), S(""));
    set_text(build, FEED_TITLE, 1, item, "title", base);
    set_text(build, FEED_SUMMARY, 3, item, "summary", base);
    set_text(build, FEED_SUMMARY, 2, item, "content_text", base);
    if (!build->item.summary.n)
        feed_build_set(build, FEED_SUMMARY, 1, html_text(scratch, html), base);
    set_text(build, FEED_PUBLISHED, 1, item, "date_published", base);
    set_text(build, FEED_UPDATED, 2, item, "date_modified", base);
    set_text(build, FEED_LANGUAGE, 1, item, "language", base);
    set_authors(build, item);
    for (i = 0; (tag = json_item(tags, i)); i++) {
        if (i == FEED_LIST)
            break;
        feed_build_set(build, FEED_CATEGORY, 1, json_str(tag), base);
    }
    feed_build_item_end(build);
}

static void set_hub(struct feed *feed, struct arena *arena, const struct json *root, str base)
{
    const struct json *hub = json_item(json_member(root, "hubs"), 0);

    feed->hub = url_resolve(arena, base, json_text(hub, "url"));
}

bool feed_read_json(struct arena *arena, struct arena *scratch, str bytes, str base,
                    struct feed *feed)
{
    struct feed_build build;
    const struct json *root, *items, *item;
    const char *error;
    size_t bad, at, i;

    feed->over = bytes.n > FEED_BYTES;
    if (feed->over)
        return false; /* what is cut is no JSON */
    bytes = utf8_repair(scratch, bytes, &bad);
    root = json_read(scratch, bytes, &feed->damaged, &error, &at);
    items = json_member(root, "items");
    if (!json_is(items, JSON_KIND_ARRAY) ||
        (!str_has_nocase(json_text(root, "version"), S("jsonfeed.org")) &&
         !json_member(root, "home_page_url") && !json_member(root, "feed_url")))
        return false;
    feed->kind = FEED_JSON;
    feed->charset = S("UTF-8");
    feed_build_begin(&build, arena, feed);
    set_text(&build, FEED_TITLE, 1, root, "title", base);
    set_text(&build, FEED_LINK, 1, root, "home_page_url", base);
    set_text(&build, FEED_LANGUAGE, 1, root, "language", base);
    feed->self = url_resolve(arena, base, json_text(root, "feed_url"));
    set_hub(feed, arena, root, base);
    for (i = 0; (item = json_item(items, i)); i++) {
        if (i == FEED_ITEMS) {
            feed->over = true;
            break;
        }
        read_item(&build, scratch, item, base);
    }
    feed_build_end(&build);
    return true;
}
