/* extract_leaves: the elements of which prune made one character each (struct text_run), as nodes
 * of gumbo's tree. */
#ifndef NEWSMILL_EXTRACT_LEAVES_H
#define NEWSMILL_EXTRACT_LEAVES_H

#include <gumbo.h>

#include "../doc.h"

/* Puts them back below root, in `arena`. */
void extract_leaves(struct arena *arena, const struct doc *doc, GumboNode *root);

#endif
