/* archive_read_index: the index beside a shard, as it lies on the disk (archive.h). */
#ifndef NEWSMILL_STORE_ARCHIVE_READ_INDEX_H
#define NEWSMILL_STORE_ARCHIVE_READ_INDEX_H

#include "archive.h"

struct shard_index; /* open */

enum index_said { INDEX_OPEN, INDEX_NONE, INDEX_BAD };

/* Opens the index of the shard at `shard` in the arena. INDEX_NONE: there is none; INDEX_BAD: it
 * cannot be read, or is not the index of a shard of that many bytes. Its check is not made. */
enum index_said shard_index_open(struct arena *arena, const char *shard, uint64_t bytes,
                                 struct shard_index **index);

const struct shard_index_head *shard_index_head(const struct shard_index *index);

/* Does its check agree? Reads all of it, into the arena. */
bool shard_index_sound(struct shard_index *index, struct arena *arena);

/* Number of the first entry of that id, counted from 0; the number of records when there is none.
 * false: it cannot be read. */
bool shard_index_find(struct shard_index *index, uint64_t id_hash, uint64_t *first);
bool shard_index_entry(struct shard_index *index, uint64_t i, struct shard_index_entry *entry);
bool shard_index_member(struct shard_index *index, uint64_t i, struct shard_index_member *member);

#endif
