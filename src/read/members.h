/* members: texts under names, from a record that is no JSON, as the members of an object that is:
 * so that names mean the same in every kind of input. */
#ifndef NEWSMILL_READ_MEMBERS_H
#define NEWSMILL_READ_MEMBERS_H

#include "jsonl_fields.h"

/* Writes members by members_put(); `memory` is let go behind it. */
typedef void members_write(struct buf *out, void *with);

/* ,"name":"text": valid UTF-8. */
void members_put(struct buf *out, str name, str text);

/* Fills the document from what `write` writes: jsonl_fill(). The arena is reset behind it. Fails a
 * document that is over the arena's ceiling as too large, and one without a member for a page or
 * text as a bad row. false: memory is short. */
bool members_fill(struct arena *memory, struct doc *doc, const struct text_list *renames,
                  size_t page_bytes, members_write *write, void *with);

#endif
