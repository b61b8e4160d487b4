#include "append.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/bytes.h"

enum {
    WAITING = 1 << 16,  /* bytes that wait before they are written */
    TAIL_MOST = 1 << 18 /* of what a commit holds */
};

struct append {
    char *path;
    int fd;
    uint64_t synced, length; /* of the file */
    bool dirty, fresh;       /* fresh: its folder is to be synced too */
    struct bytes tail; /* what was put last: all since the last sync, or less when that is long */
    size_t written;    /* of the tail */
};

/* Of what no commit calls durable not even the name need be. */
static bool start(struct append *append, const struct append_place *committed, bool *shorter,
                  struct fault *fault)
{
    bool known = committed->bytes != UINT64_MAX;
    uint64_t length;

    if (!disk_make_folders(append->path, fault))
        return false;
    append->fresh = !known || !committed->bytes || !disk_is_there(append->path);
    append->fd = disk_open(append->path, false, fault);
    if (append->fd < 0 || !disk_length(append->fd, append->path, &length, fault))
        return false;
    *shorter = known && length < committed->bytes;
    append->length = length < committed->bytes ? length : committed->bytes;
    append->synced = known && !*shorter ? committed->bytes : 0;
    append->dirty = length > append->synced;
    if (!disk_cut(append->fd, append->path, append->length, fault))
        return false;
    return !known || *shorter || append_put(append, committed->tail, fault);
}

struct append *append_open(const char *path, const struct append_place *committed, bool *shorter,
                           struct fault *fault)
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
    return append->length + append->tail.n - append->written;
}

bool append_write(struct append *append, struct fault *fault)
{
    size_t n = append->tail.n - append->written;

    if (!n)
        return true;
    if (!disk_write(append->fd, append->path, append->tail.p + append->written, n, fault))
        return false;
    append->length += n;
    append->dirty = true;
    if (append->tail.n > TAIL_MOST)
        append->tail.n = 0;
    append->written = append->tail.n;
    return true;
}

bool append_put(struct append *append, str s, struct fault *fault)
{
    if (!bytes_put(&append->tail, s.p, s.n))
        return fault_set(fault, "out of memory");
    return append->tail.n - append->written < WAITING || append_write(append, fault);
}

bool append_sync(struct append *append, struct append_place *place, struct fault *fault)
{
    if (!append_write(append, fault))
        return false;
    if (append->fresh && append->length && !disk_sync_folder_of(append->path, fault))
        return false;
    append->fresh = append->fresh && !append->length;
    if (append->dirty && !disk_sync(append->fd, append->path, fault))
        return false;
    append->dirty = false;
    append->synced = append->length;
    append->tail.n = append->written = 0;
    *place = (struct append_place){append->synced, {NULL, 0}};
    return true;
}

bool append_commit(struct append *append, struct append_place *place, struct fault *fault)
{
    if (!append_write(append, fault))
        return false;
    if (append->synced + append->tail.n != append->length)
        return append_sync(append, place, fault);
    *place = (struct append_place){append->synced, bytes_text(&append->tail)};
    return true;
}

void append_close(struct append *append)
{
    if (!append)
        return;
    if (append->fd >= 0)
        close(append->fd);
    bytes_free(&append->tail);
    free(append->path);
    free(append);
}
