/* prune_attributes: which attributes of a start tag gumbo is to read. The others are read from the
 * page when they are asked for. */
#ifndef NEWSMILL_PRUNE_ATTRIBUTES_H
#define NEWSMILL_PRUNE_ATTRIBUTES_H

#include "../base/markup.h"
#include "../doc.h"

/* All: where they change the tree, or where they are facts that it alone decodes as the standard
 * does. `what`: the tag's bits (prune_tags.h). */
bool prune_is_whole(str page, const struct markup_tag *tag, unsigned what);

/* Whether an input has the type "hidden", which changes the tree (13.2.6.4.9). */
bool prune_is_hidden(const struct doc *doc, const struct markup_tag *tag);

#endif
