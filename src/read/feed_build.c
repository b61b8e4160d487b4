#include "feed_build.h"

#include "../base/url.h"
#include "../base/utf8.h"
#include "feed_value.h"

enum { TTL_MOST = 366 * 24 * 60, FIRST_ROOM = 32 };

void feed_build_begin(struct feed_build *build, struct arena *arena, struct feed *feed)
{
    *build = (struct feed_build){.arena = arena, .feed = feed, .frequency = 1};
}

void feed_build_item(struct feed_build *build)
{
    build->in_item = true;
    build->item = (struct feed_item){0};
    memset(build->item_ranks, 0, sizeof build->item_ranks);
}

void feed_build_item_end(struct feed_build *build)
{
    struct feed *feed = build->feed;
    bool empty = true;

    build->in_item = false;
    for (size_t i = 0; i < FEED_FIELDS; i++)
        empty = empty && !build->item_ranks[i];
    if (empty)
        return;
    if (feed->count == FEED_ITEMS) {
        feed->over = true;
        return;
    }
    if (feed->count == build->room) {
        size_t old = build->room * sizeof *feed->items;
        build->room = build->room ? 2 * build->room : FIRST_ROOM;
        feed->items = arena_grow(build->arena, feed->items, old, build->room * sizeof *feed->items);
    }
    feed->items[feed->count++] = build->item;
}

/* The place of a text; NULL: there is none for it. */
static str *place_of(struct feed_build *build, enum feed_field field)
{
    struct feed *feed = build->feed;
    struct feed_item *item = &build->item;
    bool own = build->in_item;

    switch (field) {
    case FEED_TITLE:
        return own ? &item->title : &feed->title;
    case FEED_LINK:
        return own ? &item->url : &feed->link;
    case FEED_ID:
        return own ? &item->id : &feed->id;
    case FEED_PUBLISHED:
        return own ? &item->published : &feed->updated;
    case FEED_UPDATED:
        return own ? &item->updated : &feed->updated;
    case FEED_AUTHOR:
        return own ? &item->authors : NULL;
    case FEED_CATEGORY:
        return own ? &item->categories : NULL;
    case FEED_SUMMARY:
        return own ? &item->summary : NULL;
    case FEED_LANGUAGE:
        return own ? &item->language : &feed->language;
    default:
        return NULL;
    }
}

static str value_of(struct feed_build *build, enum feed_field field, str text, str base)
{
    switch (field) {
    case FEED_LINK:
        return url_resolve(build->arena, base, text);
    case FEED_PUBLISHED:
    case FEED_UPDATED:
        return feed_date(build->arena, text);
    case FEED_AUTHOR:
        return feed_person(build->arena, text);
    case FEED_LANGUAGE:
        return feed_language(build->arena, text);
    default:
        return text_tidy(build->arena, text);
    }
}

/* Minutes of "hourly", "daily" ...; 0: none of them. */
static uint64_t period_minutes(str text)
{
    static const struct {
        const char *name;
        uint64_t minutes;
    } rows[] = {
        {"hourly", 60},
        {"daily", 24 * 60},
        {"weekly", 7 * 24 * 60},
        {"monthly", 30 * 24 * 60},
        {"yearly", 365 * 24 * 60},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq_nocase(text, str_of(rows[i].name)))
            return rows[i].minutes;
    return 0;
}

static void set_interval(struct feed_build *build, enum feed_field field, str text)
{
    uint64_t number = 0;

    text = str_trim(text);
    if (field == FEED_PERIOD)
        build->period = period_minutes(text);
    else if (str_number(text, &number) && number && field == FEED_FREQUENCY)
        build->frequency = number;
    else if (field == FEED_TTL && !build->feed->ttl)
        build->feed->ttl = (uint32_t)(number < TTL_MOST ? number : TTL_MOST);
}

void feed_build_set(struct feed_build *build, enum feed_field field, unsigned rank, str text,
                    str base)
{
    unsigned char *known = build->in_item ? build->item_ranks : build->feed_ranks;
    bool is_list = field == FEED_AUTHOR || field == FEED_CATEGORY;
    str *place, value;

    if (field == FEED_PUBLISHED &&
        !build->in_item) { /* the best that a feed without a change has */
        field = FEED_UPDATED;
        rank = 1;
    }
    place = place_of(build, field);
    if (field == FEED_TTL || field == FEED_PERIOD || field == FEED_FREQUENCY)
        set_interval(build, field, text);
    if (!place || rank < known[field] || (rank == known[field] && !is_list))
        return;
    value = feed_cut(value_of(build, field, text, base), FEED_TEXT);
    if (!value.n)
        return;
    if (is_list)
        value = feed_list(build->arena, rank > known[field] ? (str){NULL, 0} : *place, value,
                          FEED_LIST);
    *place = value;
    known[field] = (unsigned char)rank;
}

void feed_build_end(struct feed_build *build)
{
    if (!build->feed->ttl)
        build->feed->ttl = (uint32_t)(build->period / build->frequency);
}
