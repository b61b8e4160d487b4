/* prune_attributes: which attributes of a start tag gumbo is to read. The others are read from the
 * page when they are asked for. */
#ifndef NEWSMILL_PRUNE_ATTRIBUTES_H
#define NEWSMILL_PRUNE_ATTRIBUTES_H

#include "../base/markup.h"
#include "../doc.h"

/* All: where they change the tree, or where they are facts that it alone decodes as the standard
 * does; of html only in the first tags, for all of these go to one element, and gumbo looks for
 * each among those that it has. `what`: the tag's bits (prune_tags.h); *html_tags counts. */
bool prune_is_whole(str page, const struct markup_tag *tag, unsigned what, size_t *html_tags);

/* Whether an input has the type "hidden", which changes the tree (13.2.6.4.9). */
bool prune_is_hidden(const struct doc *doc, const struct markup_tag *tag);

#endif
