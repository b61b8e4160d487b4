/* prune_leaf: elements that hold text alone. */
#ifndef NEWSMILL_PRUNE_LEAF_H
#define NEWSMILL_PRUNE_LEAF_H

#include "../base/markup.h"

/* Whether text alone stands between the start tag and its end tag, which is written short: "</a>".
 * *end is where that one begins. */
bool leaf_end(str page, const struct markup_tag *tag, size_t *end);

#endif
