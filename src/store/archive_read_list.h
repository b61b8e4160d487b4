/* archive_read_list: which shards an archive has, in the order in which they were written. */
#ifndef NEWSMILL_STORE_ARCHIVE_READ_LIST_H
#define NEWSMILL_STORE_ARCHIVE_READ_LIST_H

#include "archive_read_manifest.h"

struct listed_shard {
    str path;           /* below the folder */
    const char *opened; /* to open it */
    str day;            /* "2026-11-22", of its folder */
    bool part;          /* it is not finished */
    uint64_t limit;     /* bytes of it that count: all, or as far as the commit says */
    const struct manifest_shard *row; /* NULL: the manifest does not have it (yet) */
};

struct listed {
    struct manifest manifest;
    struct listed_shard *shards; /* in order of path */
    size_t count;
    str missing; /* path of a shard of the manifest that is not there; empty: none */
};

/* false: *error says why, *path of what. */
bool archive_list(struct arena *arena, str folder, struct listed *listed, str *path,
                  const char **error);

#endif
