/* archive_stat: what the records of an archive are, counted. */
#ifndef NEWSMILL_STORE_ARCHIVE_STAT_H
#define NEWSMILL_STORE_ARCHIVE_STAT_H

#include "../base/str.h"

struct stat_row {
    str group, name; /* "site", "quay.example"; no name: records in which it is unknown */
    uint64_t count;  /* records; of the group "removed": blocks and spans */
    uint64_t words;  /* of their texts; of the group "removed": that were removed */
};

struct archive_stat {
    struct arena *arena;
    struct stat_row *rows, **slots; /* slots: found by hash, a power of two of them */
    size_t count, room, slot_count;
    uint64_t records, words, unreadable; /* unreadable: lines that are no record */
};

struct archive_stat archive_stat_new(struct arena *arena);
/* scratch may be reset after it. */
void archive_stat_add(struct archive_stat *stat, struct arena *scratch, str line);
/* Orders the rows: by group, then the largest first. Nothing is added after it. */
void archive_stat_order(struct archive_stat *stat);

#endif
