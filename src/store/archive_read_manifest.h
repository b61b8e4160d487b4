/* archive_read_manifest: the rows of a MANIFEST (docs/archive.md). */
#ifndef NEWSMILL_STORE_ARCHIVE_READ_MANIFEST_H
#define NEWSMILL_STORE_ARCHIVE_READ_MANIFEST_H

#include "../base/str.h"

struct manifest_shard {
    str path; /* below the archive's folder */
    str sha256;
    uint64_t bytes, plain, members, records;
};

struct manifest_run {
    str number, date, version;
    uint64_t read, kept, duplicate, rejected, failed;
};

struct manifest {
    bool there;
    struct manifest_shard *shards; /* in order of path */
    size_t shard_count;
    struct manifest_run *runs;
    size_t run_count;
};

/* Reads folder/MANIFEST into the arena; none is an empty one. false: it cannot be read, or is not
 * as it was written; *error says which. */
bool manifest_read(struct arena *arena, str folder, struct manifest *manifest, const char **error);

/* The row of a shard; NULL: there is none. */
const struct manifest_shard *manifest_find(const struct manifest *manifest, str path);

#endif
