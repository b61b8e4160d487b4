/* archive_handle: what a handle for reading archives holds. Only archive*.c look inside. */
#ifndef NEWSMILL_ARCHIVE_HANDLE_H
#define NEWSMILL_ARCHIVE_HANDLE_H

#include "store/archive_read.h"
#include "store/archive_stat.h"

enum { ARCHIVE_MESSAGE = 1024 };

struct archive_path {
    const char *path;
    struct archive_path *next;
};

/* What the options ask for. */
struct archive_asked {
    const char *id, *site, *date, *archived, *to;
};

struct newsmill_archive {
    struct arena memory, each, scratch; /* of the handle, of a shard, of a record */
    jmp_buf way_out;
    struct archive_path *paths, **last_path;
    struct archive_asked asked;
    struct archive_days archived, date;
    struct archive_reader *reader;
    const struct archive_path *now; /* being read; NULL before the first and behind the last */
    bool started, careful;
    uint64_t given, damaged;
    struct archive_stat stat;
    const struct archive_path *counted; /* the last whose shards stand in the totals */
    newsmill_hear *hear;
    void *hear_context;
    char message[ARCHIVE_MESSAGE];
    int said, exit_code;
};

/* Keeps the first message and the exit code; NEWSMILL_FAILED. */
int archive_fail(struct newsmill_archive *archive, int exit_code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Before setjmp(archive->way_out): where arenas leave to when memory is short. */
void archive_escape_to(struct newsmill_archive *archive);
int archive_no_memory(struct newsmill_archive *archive);

/* Counts it and says it. at 0: of no byte. */
void archive_say_damage(struct newsmill_archive *archive, str path, uint64_t at, const char *what);

/* The next record of all paths as it lies, whatever the options ask. NEWSMILL_END behind the last.
 * Damage was counted and said. */
int archive_next_line(struct newsmill_archive *archive, struct archive_record *record);

#endif
