/* extract_leaves: the elements of which prune made characters (struct text_run), alone or folded
 * into each other, as nodes of gumbo's tree. */
#ifndef NEWSMILL_EXTRACT_LEAVES_H
#define NEWSMILL_EXTRACT_LEAVES_H

#include <gumbo.h>

#include "../doc.h"

/* Puts them back below root, in `arena`. Their original tag, without attributes, is in the page;
 * the offset of their start is the number of their start tag in pruned.tags. */
void extract_leaves(struct arena *arena, const struct doc *doc, GumboNode *root);

#endif
