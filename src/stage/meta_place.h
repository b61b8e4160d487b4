/* meta_place: which parts of the page can speak of the article: near its title, not among other
 * articles, comments, menus. */
#ifndef NEWSMILL_STAGE_META_PLACE_H
#define NEWSMILL_STAGE_META_PLACE_H

#include "../doc.h"

struct place {
    size_t title;   /* the block that is the title, or stands where it does; SIZE_MAX: not known */
    uint32_t unfit; /* hints of parts that speak of something else */
};

/* A hint that covers the title itself (a page that lies in a "modal" as a whole) is no sign. */
struct place place_of(const struct doc *doc);

/* The first heading that says the title in nearly the same words, in a page that has none of the
 * title's own; SIZE_MAX: there is none. */
size_t place_like_title(const struct doc *doc);

bool place_is_near(const struct place *place, size_t block);
/* Whether the block stands in a part that speaks of something else. */
bool place_is_unfit(const struct place *place, const struct doc *doc, const struct block *block);
/* The same for hints; the foot of an article of its own is no foot of the page. */
bool place_hints_unfit(const struct place *place, uint32_t under);
/* The same for what names itself a byline or a date and stands by the title: an aside within the
 * article is then no other article's. */
bool place_beside_unfit(const struct place *place, uint32_t under);
/* The first block that may be near. */
size_t place_start(const struct place *place);

#endif
