/* write_duplicate: what dedup found, as members of a record and of a line of the ledger. */
#ifndef NEWSMILL_STAGE_WRITE_DUPLICATE_H
#define NEWSMILL_STAGE_WRITE_DUPLICATE_H

#include "dedup.h"

/* All begin with a comma: other members stand before them. */
void write_sketch(struct buf *out, const struct sketch *sketch);
void write_cluster(struct buf *out, const struct duplicate *duplicate);
void write_pair(struct buf *out, const struct duplicate *duplicate);

#endif
