/* append: a file that only grows, and at the start is cut to what the last commit knew of it. A
 * sync costs the same for a few bytes as for many: so what came since the last one stands in the
 * commits too, which are synced anyway, and only when it has become long the file is synced itself.
 */
#ifndef NEWSMILL_STORE_APPEND_H
#define NEWSMILL_STORE_APPEND_H

#include "disk.h"

struct append;

/* What a commit knows of the file: so many bytes of it are on the disk, and these come behind them.
 */
struct append_place {
    uint64_t bytes;
    str tail;
};

/* Opens or makes the file. committed: as the last commit knew it, what stands behind is cut off;
 * bytes UINT64_MAX: no commit knows it, it is gone on with at its end. NULL: fault says why; a file
 * that is shorter than the commit is no fault: *shorter is set, and it is gone on with at its end.
 */
struct append *append_open(const char *path, const struct append_place *committed, bool *shorter,
                           struct fault *fault);
uint64_t append_length(const struct append *append); /* with what waits to be written */
bool append_put(struct append *append, str s, struct fault *fault);
/* All of it stands in the file, to be read. */
bool append_write(struct append *append, struct fault *fault);
/* All of it is on the disk when *place is; its tail is borrowed until the next call. */
bool append_commit(struct append *append, struct append_place *place, struct fault *fault);
/* All of it is on the disk: the same, without a tail. */
bool append_sync(struct append *append, struct append_place *place, struct fault *fault);
void append_close(struct append *append); /* NULL is allowed; what was not synced may be lost */

#endif
