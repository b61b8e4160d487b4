/* append: a file that only grows, and at the start is cut to what the last commit knew of it. */
#ifndef NEWSMILL_STORE_APPEND_H
#define NEWSMILL_STORE_APPEND_H

#include "disk.h"

struct append;

/* Opens or makes the file. committed: its length at the last commit, what stands behind is cut off;
 * UINT64_MAX: no commit knows it, it is gone on with at its end. NULL: fault says why; a file that
 * is shorter than the commit is no fault: *shorter is set, and it is gone on with at its end. */
struct append *append_open(const char *path, uint64_t committed, bool *shorter,
                           struct fault *fault);
uint64_t append_length(const struct append *append); /* with what waits to be written */
bool append_put(struct append *append, str s, struct fault *fault);
/* All of it is on the disk. */
bool append_sync(struct append *append, struct fault *fault);
void append_close(struct append *append); /* NULL is allowed; what was not synced may be lost */

#endif
