/* decode_markdown: a text in Markdown becomes a page: its links, headings and lists then say what
 * they say in HTML. */
#ifndef NEWSMILL_DECODE_MARKDOWN_H
#define NEWSMILL_DECODE_MARKDOWN_H

#include "../doc.h"

/* Makes doc->page, valid UTF-8, one of HTML, no longer than `ceiling`. Leaves it the text that it
 * is when it is larger than half a megabyte, or newsmill was built without md4c. */
void decode_markdown(struct doc *doc, size_t ceiling);

#endif
