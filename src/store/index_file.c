#include "index_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ALIGNMENT = 8 };

struct index_path index_path(const char *dir, const char *name)
{
    struct index_path path;

    snprintf(path.text, sizeof path.text, "%s/%s", dir, name);
    return path;
}

bool index_file_numbered(const char *name, uint64_t *first, bool *log)
{
    static const char *const kinds[] = {"log-", "near-", "tokens-", "exact-"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        str rest = str_of(name), word;
        if (!str_starts(rest, str_of(kinds[i])))
            continue;
        rest = str_from(rest, strlen(kinds[i]));
        *log = i == 0;
        return str_split(&rest, '-', &word) && str_number(word, first);
    }
    return false;
}

/* ---- writing ---- */

bool index_out_open(struct index_out *out, const char *dir, const char *name, struct fault *fault)
{
    *out = (struct index_out){.path = index_path(dir, name), .fault = fault};
    out->buffer = malloc(INDEX_OUT_BUFFER);
    if (!out->buffer)
        return fault_set(fault, "out of memory");
    out->fd = disk_open(out->path.text, true, fault);
    if (out->fd < 0)
        free(out->buffer);
    return out->fd >= 0;
}

static void drain(struct index_out *out)
{
    if (!out->failed)
        out->failed = !disk_write(out->fd, out->path.text, out->buffer, out->n, out->fault);
    out->at += out->n;
    out->n = 0;
}

void index_out_put(struct index_out *out, const void *p, size_t n)
{
    const uint8_t *from = p;

    while (n) {
        size_t part = n < INDEX_OUT_BUFFER - out->n ? n : INDEX_OUT_BUFFER - out->n;
        memcpy(out->buffer + out->n, from, part);
        out->n += part;
        from += part;
        n -= part;
        if (out->n == INDEX_OUT_BUFFER)
            drain(out);
    }
}

uint64_t index_out_at(const struct index_out *out)
{
    return out->at + out->n;
}

void index_out_align(struct index_out *out)
{
    static const uint8_t zeros[ALIGNMENT] = {0};

    index_out_put(out, zeros, (size_t)(-index_out_at(out) % ALIGNMENT));
}

bool index_out_close(struct index_out *out, const void *head, size_t n)
{
    const char *path = out->path.text;

    drain(out);
    if (!out->failed && lseek(out->fd, 0, SEEK_SET) != 0)
        out->failed = !fault_set(out->fault, "%s: %s", path, strerror(errno));
    if (!out->failed)
        out->failed = !disk_write(out->fd, path, head, n, out->fault);
    if (!disk_close(out->fd, path, out->fault))
        out->failed = true;
    free(out->buffer);
    return !out->failed;
}

/* ---- reading ---- */

bool index_map_open(struct index_map *map, const char *dir, const char *name, struct fault *fault)
{
    struct index_path path = index_path(dir, name);
    int fd = open(path.text, O_RDONLY | O_CLOEXEC);
    struct stat st;
    void *p;

    *map = (struct index_map){NULL, 0};
    if (fd < 0)
        return fault_set(fault, "%s: %s", path.text, strerror(errno));
    if (fstat(fd, &st) != 0 || st.st_size <= 0) {
        close(fd);
        return fault_set(fault, "%s is damaged: it is empty", path.text);
    }
    p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (p == MAP_FAILED)
        return fault_set(fault, "%s: %s", path.text, strerror(errno));
    *map = (struct index_map){p, (size_t)st.st_size};
    index_map_whole(map, false);
    return true;
}

void index_map_close(struct index_map *map)
{
    if (map->p)
        munmap((void *)(uintptr_t)map->p, map->n);
    *map = (struct index_map){NULL, 0};
}

void index_map_whole(const struct index_map *map, bool whole)
{
    madvise((void *)(uintptr_t)map->p, map->n, whole ? MADV_SEQUENTIAL : MADV_RANDOM);
}

/* ---- lasting ---- */

bool index_file_sync(const char *dir, const char *name, struct fault *fault)
{
    struct index_path path = index_path(dir, name);
    int fd = disk_open(path.text, false, fault);
    bool done = fd >= 0 && disk_sync(fd, path.text, fault);

    return fd >= 0 && disk_close(fd, path.text, fault) && done;
}
