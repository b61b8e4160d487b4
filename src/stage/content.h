/* content: the two scorers of main-content. Each gives every block a score (above 0: of the
 * article) and marks the others with a reason. */
#ifndef NEWSMILL_CONTENT_H
#define NEWSMILL_CONTENT_H

#include "../doc.h"

/* A page with boxes. */
void content_of_page(struct doc *doc);

/* Lines without a tree: a text scrape, or a page whose tags were stripped. */
void content_of_lines(struct doc *doc);

/* Words of a block that reads like prose: sentences, few links; 0 for anything else. */
float prose_words(const struct block *block);

#endif
