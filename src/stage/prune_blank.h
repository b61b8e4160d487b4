/* prune_blank: which white space between tags is nothing to the tree but a text node of white space
 * at the edge of a block, and so is left out: it is a third of a page's nodes.
 *
 * White space also makes the parser open formatting elements anew that were closed over
 * (13.2.4.3), so what is open is followed, as far as nesting is beyond doubt. */
#ifndef NEWSMILL_PRUNE_BLANK_H
#define NEWSMILL_PRUNE_BLANK_H

#include "../base/markup.h"

enum { BLANK_OPEN = 512 }; /* open elements that are followed */

struct blank {
    uint64_t open[BLANK_OPEN]; /* their names */
    unsigned what[BLANK_OPEN]; /* their bits */
    size_t depth, formatting;  /* how many are open; how many formatting elements */
    bool in_doubt;             /* elements were closed over others: what is open is not known */
    bool in_body;
    enum { BLANK_OTHER, BLANK_START, BLANK_END } before; /* the start or end tag of a block? */
};

/* A tag that is passed on. What stands before it, and begins it, is blank_is_edge's matter. */
void blank_follow(struct blank *blank, const struct markup_tag *tag, unsigned what);
/* Text that is more than white space. */
void blank_text(struct blank *blank);
/* An element that is not passed on, but stands there as a text would. */
void blank_element(struct blank *blank, unsigned what);

/* Whether the innermost open element has this name. */
bool blank_is_on_top(const struct blank *blank, uint64_t name);

/* Whether white space that stands here may be left out at all. */
bool blank_may_go(const struct blank *blank);
/* Whether it may, whatever comes. */
bool blank_goes(const struct blank *blank);
/* Whether it may where this tag comes, which is not yet followed. */
bool blank_goes_before(const struct blank *blank, const struct markup_tag *tag, unsigned what);

/* Whether an element with this start tag that is all of one character changes no formatting element
 * around it: none of its name is open, which it would end, or be counted with (13.2.4.3). */
bool blank_takes_leaf(const struct blank *blank, const struct markup_tag *tag, unsigned what);

/* gumbo adds a text to the tree when the next node comes, or its element ends. Whether what is open
 * may change before, with this tag: at the end tag of a form, at formatting elements that end over
 * others (13.2.6.4.7), and past a start tag that may be ignored. */
bool blank_moves_text(const struct blank *blank, const struct markup_tag *tag, unsigned what);

#endif
