/* repeat_double: blocks that say what another kept block of the document says. */
#ifndef NEWSMILL_REPEAT_DOUBLE_H
#define NEWSMILL_REPEAT_DOUBLE_H

#include "repeat_words.h"

/* Marks headings and paragraphs that are the title, which has a field of its own. */
void repeat_title(struct doc *doc, const struct said *said);

/* Marks lists of short lines that come again at once, whole and in the same order. */
void repeat_lists(struct doc *doc, const struct said *said);

/* Marks doubles: text that stands in two blocks, and short lines in copies of whole passages. */
void repeat_doubles(struct doc *doc, const struct said *said);

/* Marks pull quotes and summary lines whose text stands within a longer block. */
void repeat_pulls(struct doc *doc, const struct said *said);

#endif
