/* archive_read: the records of archives and of files, one after the other. */
#ifndef NEWSMILL_STORE_ARCHIVE_READ_H
#define NEWSMILL_STORE_ARCHIVE_READ_H

#include "archive_read_list.h"
#include "archive_read_shard.h"

/* Which shards are read at all; empty: all. */
struct archive_days {
    str from, to; /* "2026-11-22"; both count */
};

struct archive_record {
    str line;          /* JSON, without its newline; until the next call */
    const char *shard; /* where it stands: path */
    uint64_t member;   /* and the byte at which its member begins */
    str day;           /* of the shard's folder; empty for a file */
};

enum archive_said {
    ARCHIVE_RECORD,
    ARCHIVE_END,
    ARCHIVE_DAMAGED, /* archive_reader_error() says what; the next call goes on behind it */
    ARCHIVE_FAILED,  /* memory is short */
};

struct archive_reader;

/* All that it holds hangs on `arena` and goes with it; what it reads is as large as a member. */
struct archive_reader *archive_reader_new(struct arena *arena, const struct archive_days *days);

/* Begins with a folder, or a file. false: *error says why not, *of which path. */
bool archive_reader_open(struct archive_reader *reader, const char *path, str *of,
                         const char **error);
enum archive_said archive_reader_next(struct archive_reader *reader, struct archive_record *record);

/* The same for the records that may have that id: those that an index names, and all of what has
 * no index. careful: an index is believed only when its check agrees. */
enum archive_said archive_reader_find(struct archive_reader *reader, uint64_t id_hash, bool careful,
                                      struct archive_record *record);

/* Of what was damaged. */
const char *archive_reader_error(const struct archive_reader *reader, const char **shard,
                                 uint64_t *at);
const struct listed *archive_reader_listed(const struct archive_reader *reader);
/* Bytes, decompressed, of all that was read. */
uint64_t archive_reader_plain(const struct archive_reader *reader);

#endif
