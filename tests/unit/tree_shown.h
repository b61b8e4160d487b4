/* tree_shown: gumbo's tree of a page as a text that can be compared. */
#ifndef NEWSMILL_TEST_TREE_SHOWN_H
#define NEWSMILL_TEST_TREE_SHOWN_H

#include <gumbo.h>

#include "doc.h"

struct tree {
    struct arena *arena;
    const struct doc *doc; /* NULL: of the whole page */
    const char *page;      /* what gumbo read */
    bool exact_in_pre;
    struct buf shown, text; /* the tree as a text; text that waits for the end of its node */
    const GumboElement **elements;
    size_t count, room;
    size_t in_pre;
    bool behind_block; /* the last tag was of a block */
    size_t last_space; /* in `shown`, that ends the last text, if only end tags stand behind it */
    bool space_alone;  /* the text is that space */
};

/* Parses the page. doc: its texts are put back. White space at the edges of blocks and in the head
 * is not shown. */
void tree_of(struct tree *tree, struct arena *arena, const struct doc *doc, str page,
             bool exact_in_pre);

/* The start tag of an element. gumbo counts "</>" in front of it as a part of it. */
str tree_start_tag(const GumboElement *element);

#endif
