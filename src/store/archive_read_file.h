/* archive_read_file: a small file of the archive as a whole. */
#ifndef NEWSMILL_STORE_ARCHIVE_READ_FILE_H
#define NEWSMILL_STORE_ARCHIVE_READ_FILE_H

#include "../base/str.h"

/* What stands for "memory is short", as this address, wherever reading an archive says why it
 * failed: that is no damage. */
extern const char read_no_memory[];
/* Of errno. */
const char *read_why_not(void);

/* The file's bytes in the arena. false: errno says why; EFBIG when it has more than `most`. */
bool read_file(struct arena *arena, const char *path, uint64_t most, str *bytes);

/* n bytes at `offset`. false: fewer are there (errno 0), or errno says why. */
bool read_at(int fd, void *to, size_t n, uint64_t offset);

#endif
