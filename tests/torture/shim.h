/* shim: what its two halves share: which calls fail, and the record of what was done. */
#ifndef NEWSMILL_TORTURE_SHIM_H
#define NEWSMILL_TORTURE_SHIM_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { SHIM_FDS = 4096, SHIM_PATH = 4096 };

#define SHIM_CALLS(X)                                                                              \
    X(open) X(read) X(write) X(fsync) X(close) X(rename) X(truncate) X(map) X(make) X(unlink)

enum shim_call {
#define X(name) CALL_##name,
    SHIM_CALLS(X)
#undef X
        CALL_COUNT
};

enum shim_op { OP_CREATE = 1, OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_RENAME, OP_UNLINK, OP_MKDIR };

/* Of every call on a file that counts, from its begin to its record: so that the record has the
 * order in which things were done. */
extern pthread_mutex_t shim_lock;
extern char shim_paths[SHIM_FDS][SHIM_PATH]; /* of open files that count; empty: another file */

const char *shim_path_of(int fd);
bool shim_counts(const char *path);
/* Counts the call. *is_short: half of it is done; else, when true, errno is set. */
bool shim_fails(enum shim_call call, const char *path, bool *is_short);

/* After the half of a write that shim_fails() asked for. */
void shim_wrote_half(void);

void shim_log(enum shim_op op, const char *path, const char *path2, uint64_t inode);
void shim_log_fd(enum shim_op op, int fd, off_t offset, const void *data, size_t n);

#endif
