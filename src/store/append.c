#include "append.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/bytes.h"

enum { WAITING = 1 << 16 }; /* bytes that wait before they are written */

struct append {
    char *path;
    int fd;
    uint64_t length;   /* of the file */
    bool dirty, fresh; /* fresh: its folder is to be synced too */
    struct bytes waiting;
};

static bool start(struct append *append, uint64_t committed, bool *shorter, struct fault *fault)
{
    uint64_t length;

    if (!disk_make_folders(append->path, fault))
        return false;
    append->fresh = !disk_is_there(append->path);
    append->fd = disk_open(append->path, false, fault);
    if (append->fd < 0 || !disk_length(append->fd, append->path, &length, fault))
        return false;
    *shorter = committed != UINT64_MAX && length < committed;
    append->length = length < committed ? length : committed;
    append->dirty = length > append->length;
    return disk_cut(append->fd, append->path, append->length, fault);
}

struct append *append_open(const char *path, uint64_t committed, bool *shorter, struct fault *fault)
{
    struct append *append = calloc(1, sizeof *append);

    if (!append) {
        fault_set(fault, "out of memory");
        return NULL;
    }
    append->fd = -1;
    append->path = strdup(path);
    if (!append->path)
        fault_set(fault, "out of memory");
    if (!append->path || !start(append, committed, shorter, fault)) {
        append_close(append);
        return NULL;
    }
    return append;
}

uint64_t append_length(const struct append *append)
{
    return append->length + append->waiting.n;
}

static bool write_waiting(struct append *append, struct fault *fault)
{
    size_t n = append->waiting.n;

    if (!n)
        return true;
    if (!disk_write(append->fd, append->path, append->waiting.p, n, fault))
        return false;
    append->length += n;
    append->waiting.n = 0;
    append->dirty = true;
    return true;
}

bool append_put(struct append *append, str s, struct fault *fault)
{
    if (!bytes_put(&append->waiting, s.p, s.n))
        return fault_set(fault, "out of memory");
    return append->waiting.n < WAITING || write_waiting(append, fault);
}

bool append_sync(struct append *append, struct fault *fault)
{
    if (!write_waiting(append, fault))
        return false;
    if (append->fresh && !disk_sync_folder_of(append->path, fault))
        return false;
    append->fresh = false;
    if (append->dirty && !disk_sync(append->fd, append->path, fault))
        return false;
    append->dirty = false;
    return true;
}

void append_close(struct append *append)
{
    if (!append)
        return;
    if (append->fd >= 0)
        close(append->fd);
    bytes_free(&append->waiting);
    free(append->path);
    free(append);
}
