/* seen_table: the inputs that are done, in memory: found by what they are, by size and by content.
 */
#ifndef NEWSMILL_STORE_SEEN_TABLE_H
#define NEWSMILL_STORE_SEEN_TABLE_H

#include "../base/bytes.h"
#include "seen.h"

struct seen_entry {
    struct seen_file file;
    uint64_t documents, first, chain;
    struct hash128 content; /* of its SHA-256 */
};

struct seen_table { /* zero at first */
    struct bytes entries;
    uint32_t *slots; /* number of an entry, counted from 1; 0: free */
    size_t slot_count, used;
};

/* By which an entry is found; the latest that was added wins. */
enum seen_by { SEEN_BY_INODE, SEEN_BY_SIZE, SEEN_BY_CONTENT, SEEN_WAYS };

bool seen_table_add(struct seen_table *table, const struct seen_entry *entry);
/* NULL: there is none. */
const struct seen_entry *seen_table_find(const struct seen_table *table, enum seen_by by,
                                         const struct seen_entry *like);
void seen_table_free(struct seen_table *table);

#endif
