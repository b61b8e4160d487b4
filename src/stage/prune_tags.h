/* prune_tags: what prune must know of tags by their names. */
#ifndef NEWSMILL_PRUNE_TAGS_H
#define NEWSMILL_PRUNE_TAGS_H

#include "../base/markup.h"

enum {
    TAG_UNCOUNTED = 1, /* HTML closes it by itself, or it has no end tag: no depth */
    TAG_WHOLE = 2,     /* keeps its attributes: they change the tree, or every page needs them */
    TAG_FOREIGN = 4,   /* svg and math */
    TAG_PRE = 8,       /* white space in it counts */
    TAG_RCDATA = 16,   /* its content is text with references */
    TAG_RAW_TEXT = 32, /* its content is text without */
    TAG_DROPPED = 64,  /* its content is no text for readers */
    TAG_SCRIPT = 128,
    TAG_PLAINTEXT = 256, /* what comes is text to the end of the page */
    TAG_IGNORED = 512,   /* HTML knows it no more, but gumbo makes text of it */
    TAG_SELECT = 1024,
    TAG_TEMPLATE = 2048,
    TAG_FRAMESET = 4096,
    TAG_COLUMN = 8192,
    TAG_BREAKS_OUT = 16384, /* its start tag ends foreign content (13.2.6.5) */
    TAG_CONTENT = TAG_RCDATA | TAG_RAW_TEXT | TAG_DROPPED | TAG_SCRIPT | TAG_PLAINTEXT,
};

/* Bits of a tag of the page, by its name. */
unsigned prune_tag_row(str page, const struct markup_tag *tag);

#endif
