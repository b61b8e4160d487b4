/* write_text: the kept blocks of a document as plain text. */
#ifndef NEWSMILL_STAGE_WRITE_TEXT_H
#define NEWSMILL_STAGE_WRITE_TEXT_H

#include "../doc.h"

/* What is kept of a block: spans done, no no-break spaces; empty when nothing is. */
str write_block(struct arena *arena, const struct block *block);

/* What stands between two blocks: items of a list and rows of a table follow each other line by
 * line, all else is parted by an empty line. */
str write_gap(const struct block *before, const struct block *block);

/* The kept blocks, items with "- " in front, in doc->arena. */
str write_text(const struct doc *doc);

/* The document for a reader: title, a line of authors and date, the address, an empty line, the
 * text; ended by a line that holds a form feed, which no text holds. */
void write_plain(struct buf *out, const struct doc *doc);

/* A list field (its parts stand on lines of their own) with `between` between its parts. */
void write_joined(struct buf *out, str list, str between);

#endif
