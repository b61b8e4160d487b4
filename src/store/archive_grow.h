/* archive_grow: the shard that grows: its .part, and what its index and its row will say. */
#ifndef NEWSMILL_STORE_ARCHIVE_GROW_H
#define NEWSMILL_STORE_ARCHIVE_GROW_H

#include "../base/hash.h"
#include "disk.h"
#include "packers.h"

struct growing { /* zero, and fd -1: there is none */
    int fd;
    char *path; /* below the archive's folder */
    char *part; /* to open it */
    uint64_t bytes, plain;
    bool dirty; /* holds what was not synced */
    struct sha256 sha;
    struct bytes members, entries; /* of its index */
};

static inline bool grow_is_open(const struct growing *shard)
{
    return shard->path != NULL;
}

/* Its names, and nothing in it: no file is opened. */
bool grow_name(struct growing *shard, const char *folder, str path, struct fault *fault);
/* A member begins where the shard ends so far: what the index will say of it. false: memory is
 * short. */
bool grow_know(struct growing *shard, const struct member *member);

/* An empty one. */
bool grow_begin(struct growing *shard, const char *folder, const char *path, struct fault *fault);
/* The one that a run left behind, as it was at its commit; *torn bytes behind that are cut off. */
bool grow_resume(struct growing *shard, const char *folder, str path, uint64_t bytes,
                 uint64_t *torn, struct fault *fault);
bool grow_add(struct growing *shard, const struct member *member, struct fault *fault);
bool grow_sync(struct growing *shard, struct fault *fault);
/* Syncs it, writes its index, adds its row of the manifest to `rows` and lets go of it; its name
 * keeps .part till the commit. */
bool grow_finish(struct growing *shard, struct bytes *rows, struct fault *fault);
void grow_close(struct growing *shard);

#endif
