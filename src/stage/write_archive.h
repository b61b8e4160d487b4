/* write_archive: records into an archive, from commit to commit. */
#ifndef NEWSMILL_STAGE_WRITE_ARCHIVE_H
#define NEWSMILL_STAGE_WRITE_ARCHIVE_H

#include "../run.h"

struct archive;

struct write_form {
    const char *ending;   /* of names: ".jsonl" */
    str head;             /* what a shard begins with; empty: nothing */
    const char *compress; /* "gzip" or "zstd" */
    uint64_t shard_bytes;
    bool alone; /* each record is a member of its own */
};

/* Finishes what the last commit left to do, and goes on at it. NULL: run_fail() said why. */
struct archive *write_archive_open(struct run *run, const char *folder,
                                   const struct write_form *form);
bool write_archive_put(struct run *run, struct archive *archive, str id, str record);
bool write_archive_commit(struct run *run, struct archive *archive);
bool write_archive_settle(struct run *run, struct archive *archive, const char *folder);

#endif
