/* extract_lines: plain text → blocks, a line or paragraph each; and markup → plain text, for pages
 * that are over a ceiling of the parser. */
#ifndef NEWSMILL_EXTRACT_LINES_H
#define NEWSMILL_EXTRACT_LINES_H

#include "../doc.h"

/* Adds a block for each line of text that is not empty; lines that were wrapped at a width are put
 * together again. Past `most` blocks the rest is left out and the document flagged truncated. */
void extract_lines(struct doc *doc, str text, size_t most);

/* The text of a page without its tags; tags that make blocks become line ends. In `arena`. */
str strip_tags(struct arena *arena, str page);

#endif
