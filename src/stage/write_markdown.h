/* write_markdown: a document as Markdown (CommonMark 0.30) with YAML front matter. */
#ifndef NEWSMILL_STAGE_WRITE_MARKDOWN_H
#define NEWSMILL_STAGE_WRITE_MARKDOWN_H

#include "../doc.h"

/* The front matter holds the known fields of the record; the body its title and its blocks, so
 * escaped that no text is taken for markup. An empty line ends the document. */
void write_markdown(struct buf *out, const struct doc *doc);

#endif
