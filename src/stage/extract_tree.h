/* extract_tree: gumbo's tree → blocks, boxes and facts, in one walk without recursion. */
#ifndef NEWSMILL_EXTRACT_TREE_H
#define NEWSMILL_EXTRACT_TREE_H

#include <gumbo.h>

#include "../doc.h"

struct extract_limits {
    uint64_t blocks; /* most blocks of a page */
    uint64_t facts;
    uint64_t seconds; /* of CPU, for parsing a page */
};

/* Fills doc->blocks, boxes and facts; all in doc->arena. What is past the limits is left out, and
 * the document flagged truncated. */
void extract_tree(struct doc *doc, const GumboNode *root, const struct extract_limits *limits);

#endif
