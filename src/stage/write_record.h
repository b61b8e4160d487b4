/* write_record: what a document leaves behind. Used by stage_write.c, and by run.c to answer
 * newsmill_record(). */
#ifndef NEWSMILL_STAGE_WRITE_RECORD_H
#define NEWSMILL_STAGE_WRITE_RECORD_H

#include "../doc.h"

/* Fills what is said of every document, whatever its outcome: its id and doc->text. */
void write_finish(struct doc *doc);

/* Fills doc->raw_sha256, unless it stands there: most of what a record costs. */
void write_digest(struct doc *doc);

/* The record as one line of JSON without a newline, in the document's arena. The document went
 * through write_finish(). docs/records.md and docs/record.schema.json say what is in it. */
str write_record(struct doc *doc, bool show_removed);

/* The same without the text, for whatever holds that itself. bare: without what may be as long as a
 * page: the texts that were removed, and the sketch. */
str write_record_head(struct doc *doc, bool show_removed, bool bare);

#endif
