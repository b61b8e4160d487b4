/* disk: every call of the system by which the store changes what is on the disk. A call that a
 * signal cut short is made again; any other failure is said once and is final: what a failed sync
 * has lost, a second one would not bring back. */
#ifndef NEWSMILL_STORE_DISK_H
#define NEWSMILL_STORE_DISK_H

#include "../base/str.h"

/* What the protocol stands on. A build that leaves one out shows that the tests would notice. */
#ifdef NEGATIVE_NO_FDATASYNC
enum { DISK_SYNCS_DATA = 0 };
#else
enum { DISK_SYNCS_DATA = 1 };
#endif
#ifdef NEGATIVE_NO_FOLDER_SYNC
enum { DISK_SYNCS_FOLDERS = 0 };
#else
enum { DISK_SYNCS_FOLDERS = 1 };
#endif
#ifdef NEGATIVE_NO_TRUNCATE
enum { DISK_CUTS = 0 };
#else
enum { DISK_CUTS = 1 };
#endif
#ifdef NEGATIVE_COMMIT_EARLY
enum { COMMITS_EARLY = 1 };
#else
enum { COMMITS_EARLY = 0 };
#endif
#ifdef NEGATIVE_MANIFEST_EARLY
enum { INDEX_NAMES_EARLY = 1 };
#else
enum { INDEX_NAMES_EARLY = 0 };
#endif
#ifdef NEGATIVE_IN_PLACE
enum { INDEX_IN_PLACE = 1 };
#else
enum { INDEX_IN_PLACE = 0 };
#endif

/* The first thing that went wrong, in one line; "" while nothing did. */
struct fault {
    char line[512];
};
/* Always false. */
bool fault_set(struct fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool fault_no_memory(struct fault *fault);

/* Opens a file for reading and writing, and makes it where there is none; fresh: empty. -1: fault
 * says why. */
int disk_open(const char *path, bool fresh, struct fault *fault);
bool disk_close(int fd, const char *path, struct fault *fault);
bool disk_length(int fd, const char *path, uint64_t *length, struct fault *fault);
/* Cuts the file to its first `length` bytes, and goes there. */
bool disk_cut(int fd, const char *path, uint64_t length, struct fault *fault);
/* Where the last write ended. */
bool disk_write(int fd, const char *path, const void *p, size_t n, struct fault *fault);
/* n bytes from `at`; false too when there are fewer. */
bool disk_read_at(int fd, const char *path, void *p, size_t n, uint64_t at, struct fault *fault);
/* What was written is on the disk. */
bool disk_sync(int fd, const char *path, struct fault *fault);

/* Makes the folders in which path is to stand, and makes them last. */
bool disk_make_folders(const char *path, struct fault *fault);
/* What was made, renamed or removed in the folder in which path stands is on the disk. */
bool disk_sync_folder_of(const char *path, struct fault *fault);
bool disk_rename(const char *from, const char *to, struct fault *fault); /* without a sync */
bool disk_remove(const char *path, struct fault *fault); /* true also when there is none */
bool disk_is_there(const char *path);

/* Replaces a file as a whole, or makes it: written aside, synced, renamed, folder synced. */
bool disk_replace(const char *path, str bytes, struct fault *fault);
/* The same in place, with one sync instead of two: cut short it leaves neither what stood there nor
 * what was to. Of a file that is not there yet it makes one, as a whole. */
bool disk_overwrite(const char *path, str bytes, struct fault *fault);

#endif
