/* prune_head: where in a page the parser is in the head beyond doubt (13.2.6.4.3 and on). Elements
 * of the head stand there as characters in a comment: a text would open the body. */
#ifndef NEWSMILL_PRUNE_HEAD_H
#define NEWSMILL_PRUNE_HEAD_H

#include "../base/markup.h"

enum head {
    HEAD_BEFORE,   /* nothing that makes one has come */
    HEAD_IN,       /* in the head itself */
    HEAD_NOSCRIPT, /* in a noscript in it */
    HEAD_LEFT,     /* or in doubt */
};

/* After a tag that is passed on. `what`: its bits (prune_tags.h). */
enum head head_follow(enum head head, const struct markup_tag *tag, unsigned what);

#endif
