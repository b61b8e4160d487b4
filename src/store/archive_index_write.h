/* archive_index_write: the index beside a shard, made of what was put into it. */
#ifndef NEWSMILL_STORE_ARCHIVE_INDEX_WRITE_H
#define NEWSMILL_STORE_ARCHIVE_INDEX_WRITE_H

#include "archive_grow.h"

/* Sorts the shard's entries, and writes the index beside its name without .part. */
bool archive_index_write(struct growing *shard, struct fault *fault);

#endif
