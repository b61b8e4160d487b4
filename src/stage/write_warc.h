/* write_warc: a document as a record of WARC/1.1 (ISO 28500:2017) that refers to its source. */
#ifndef NEWSMILL_STAGE_WRITE_WARC_H
#define NEWSMILL_STAGE_WRITE_WARC_H

#include "../doc.h"

/* The `warcinfo` record that a file begins with: always the same bytes of one version. */
void write_warcinfo(struct buf *out);

/* A `conversion` record: its block is the clean text. docs/records.md says what its header holds.
 * No text of the document can end a line of it. */
void write_warc(struct buf *out, struct doc *doc, bool show_removed);

#endif
