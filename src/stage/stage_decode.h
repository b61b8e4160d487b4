/* stage_decode: what the stage does to one document, for the stage's row and for tests. */
#ifndef NEWSMILL_STAGE_DECODE_H
#define NEWSMILL_STAGE_DECODE_H

#include "../doc.h"

/* doc->raw, http_coding and http_type become doc->page and doc->charset, at most `ceiling` bytes;
 * or the document is marked as failed. */
void decode_document(struct doc *doc, size_t ceiling);

#endif
