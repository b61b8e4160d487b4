/* archive_write: records into a folder of shards (archive.h). Nothing of it counts before the
 * commit that names it. */
#ifndef NEWSMILL_STORE_ARCHIVE_WRITE_H
#define NEWSMILL_STORE_ARCHIVE_WRITE_H

#include "../base/pack.h"
#include "disk.h"

struct archive_config {
    const char *folder; /* without a slash at its end */
    const char *ending; /* ".jsonl"; the form's own comes behind it */
    enum pack_form form;
    str head;             /* what a shard begins with, a member of its own; empty: nothing */
    uint64_t shard_bytes; /* a shard with so many bytes is full */
    bool alone;           /* each record is a member of its own */
    size_t threads;       /* that compress; 0: whoever puts */
};

/* Where an archive stands at a commit; all empty: at its beginning. */
struct archive_place {
    str shard;       /* that grows, below the folder; empty: none has begun */
    uint64_t bytes;  /* of it */
    uint64_t number; /* of this shard, or of the next one */
    str ending;      /* of its name */
    str open;        /* records of the member that is not full yet: archive_commit() knows how */
    str rows;        /* of the manifest: shards that were finished since the commit before */
};

struct archive; /* being written */

/* Goes on at `place`; `torn` bytes that stood behind it were cut off. NULL: fault says why. */
struct archive *archive_open(const struct archive_config *config, const char *date, uint64_t run,
                             const struct archive_place *place, uint64_t *torn,
                             struct fault *fault);
void archive_close(struct archive *archive); /* NULL is allowed; what is not committed is lost */

/* Finishes what is there, which another run left in its own form, and goes on under new names. */
bool archive_turn(struct archive *archive, const struct archive_config *config, const char *date,
                  uint64_t run, struct fault *fault);

bool archive_put(struct archive *archive, str id, str record, struct fault *fault);

/* All that was put is on the disk, or in the place, whose texts hold until the next call. ends:
 * the last shard is finished too. */
bool archive_commit(struct archive *archive, bool ends, struct archive_place *place,
                    struct fault *fault);

/* What the place of the last commit held as rows is done with. */
bool archive_settled(struct archive *archive, struct fault *fault);

#endif
