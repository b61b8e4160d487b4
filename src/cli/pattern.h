/* pattern: the paths that match a pattern of a shell (POSIX.1-2017, XCU 2.13), as glob() finds
 * them; that of the C library frees twice when memory is short. */
#ifndef NEWSMILL_CLI_PATTERN_H
#define NEWSMILL_CLI_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct paths {
    char **path; /* in order of their bytes; those of folders end with a slash */
    size_t count, room;
};

/* Folders that cannot be read match nothing. false: memory is short; or there are more than a
 * million. */
bool pattern_find(const char *pattern, struct paths *paths);
void paths_free(struct paths *paths);

#endif
