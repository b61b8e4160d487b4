/* prune_tags: what prune must know of tags by their names. */
#ifndef NEWSMILL_PRUNE_TAGS_H
#define NEWSMILL_PRUNE_TAGS_H

#include "../base/markup.h"

enum {
    TAG_UNCOUNTED = 1 << 0, /* HTML closes it by itself, or it has no end tag: no depth */
    TAG_VOID = 1 << 1,      /* it has no end tag */
    TAG_WHOLE = 1 << 2,     /* keeps its attributes: they change the tree */
    TAG_TOLD = 1 << 3,      /* its attributes are facts: told as the standard decodes them */
    TAG_INPUT = 1 << 4,
    TAG_FOREIGN = 1 << 5,  /* svg and math */
    TAG_PRE = 1 << 6,      /* white space in it counts */
    TAG_RCDATA = 1 << 7,   /* its content is text with references */
    TAG_RAW_TEXT = 1 << 8, /* its content is text without */
    TAG_DROPPED = 1 << 9,  /* its content is no text for readers */
    TAG_SCRIPT = 1 << 10,
    TAG_PLAINTEXT = 1 << 11, /* what comes is text to the end of the page */
    TAG_IGNORED = 1 << 12,   /* HTML knows it no more, but gumbo makes text of it */
    TAG_SELECT = 1 << 13,
    TAG_TEMPLATE = 1 << 14,
    TAG_FRAMESET = 1 << 15,
    TAG_COLUMN = 1 << 16,
    TAG_BREAKS_OUT = 1 << 17, /* its start tag ends foreign content (13.2.6.5) */
    TAG_SOLID = 1 << 18,      /* its start tag makes a block wherever text may stand */
    TAG_FORMATTING = 1 << 19, /* a formatting element (13.2.4.3) */
    TAG_BARRIER = 1 << 20,    /* ends a scope (13.2.4.2) */
    TAG_HEAD = 1 << 21,       /* may stand before the body */
    TAG_LINE = 1 << 22,       /* stands within a line */
    TAG_MISPLACED = 1 << 23,  /* its start tag may be ignored where text stands */
    TAG_FOLDS = 1 << 24,      /* may become one character, with all that it holds (prune_fold.h) */
    TAG_QUIET = 1 << 25,      /* its start tag opens no formatting elements anew, as text does */
    TAG_ENDS_P = 1 << 26,     /* as the start tags of solid ones do */
    TAG_FORM = 1 << 27, /* what is open beside it is not followed by its nesting (13.2.6.4.7) */
    TAG_CONTENT = TAG_RCDATA | TAG_RAW_TEXT | TAG_DROPPED | TAG_SCRIPT | TAG_PLAINTEXT,
};

/* Where the row of a name is: as many slots as keep the way to it short. */
enum { TAG_SLOTS = 512, TAG_SHIFT = 64 - 9 };
struct tag_rows {
    unsigned char slot[TAG_SLOTS]; /* one more than the number of a row; 0: free */
};
void prune_tag_rows(struct tag_rows *table);

/* Bits of a tag of the page, by its name: TAG_FOLDS alone where HTML knows nothing of it. */
unsigned prune_tag_row(const struct tag_rows *table, str page, const struct markup_tag *tag);

#endif
