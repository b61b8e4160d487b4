/* archive_verify: is an archive what was written? */
#ifndef NEWSMILL_STORE_ARCHIVE_VERIFY_H
#define NEWSMILL_STORE_ARCHIVE_VERIFY_H

#include "../base/str.h"

struct verified {
    bool sound;
    uint64_t shards, members, records; /* sound, before the first damage */
    uint64_t bytes, plain;
    uint64_t growing; /* shards that are not finished */
    uint64_t rebuilt; /* indexes */
    str path;         /* of the damage */
    uint64_t at;      /* the byte at which the damaged member begins */
    const char *what;
};

/* Reads all of the archive in `folder` until the first damage: MANIFEST, SHA-256, each member's
 * CRC, counts, every record as JSON, and each index against its shard. rebuild: an index that is
 * not there, or is not the one of its shard, is written anew instead. What it keeps hangs on the
 * arenas; `each` is let go after every shard. */
struct verified archive_verify(struct arena *arena, struct arena *each, str folder, bool rebuild);

#endif
