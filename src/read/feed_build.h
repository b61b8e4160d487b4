/* feed_build: puts what a feed says, piece by piece and in any order, in its place. Where several
 * elements say the same, the one of the highest rank counts, and of those the first. */
#ifndef NEWSMILL_READ_FEED_BUILD_H
#define NEWSMILL_READ_FEED_BUILD_H

#include "feed.h"

enum feed_field {
    FEED_TITLE,
    FEED_LINK,
    FEED_ID,
    FEED_PUBLISHED,
    FEED_UPDATED,
    FEED_AUTHOR,
    FEED_CATEGORY,
    FEED_SUMMARY,
    FEED_LANGUAGE,
    FEED_TTL,       /* minutes */
    FEED_PERIOD,    /* "hourly" */
    FEED_FREQUENCY, /* times a period */
    FEED_FIELDS
};

struct feed_build {
    struct arena *arena;
    struct feed *feed;
    bool in_item;
    struct feed_item item;
    unsigned char feed_ranks[FEED_FIELDS], item_ranks[FEED_FIELDS]; /* 0: unknown */
    size_t room;
    uint64_t period, frequency;
};

void feed_build_begin(struct feed_build *build, struct arena *arena, struct feed *feed);
void feed_build_item(struct feed_build *build);     /* an item begins */
void feed_build_item_end(struct feed_build *build); /* and ends: it is kept if it says anything */
void feed_build_end(struct feed_build *build);

/* Text is plain; of a link it is as written, seen from base. rank is 1 to 9. */
void feed_build_set(struct feed_build *build, enum feed_field field, unsigned rank, str text,
                    str base);

#endif
