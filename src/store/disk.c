#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE = 0666, FOLDER_MODE = 0777 }; /* less the umask */
#define ASIDE ".new"

bool fault_set(struct fault *fault, const char *format, ...)
{
    va_list list;

    if (fault->line[0])
        return false;
    va_start(list, format);
    vsnprintf(fault->line, sizeof fault->line, format, list);
    va_end(list);
    return false;
}

bool fault_no_memory(struct fault *fault)
{
    return fault_set(fault, "out of memory");
}

static bool failed(struct fault *fault, const char *path)
{
    return fault_set(fault, "%s: %s", path, strerror(errno));
}

int disk_open(const char *path, bool fresh, struct fault *fault)
{
    int fd;

    do
        fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | (fresh ? O_TRUNC : 0), MODE);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        failed(fault, path);
    return fd;
}

/* On Linux the descriptor is gone after EINTR too, and what counts was synced before. */
bool disk_close(int fd, const char *path, struct fault *fault)
{
    return fd < 0 || close(fd) == 0 || errno == EINTR || failed(fault, path);
}

bool disk_length(int fd, const char *path, uint64_t *length, struct fault *fault)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return failed(fault, path);
    *length = (uint64_t)st.st_size;
    return true;
}

bool disk_cut(int fd, const char *path, uint64_t length, struct fault *fault)
{
    int said = 0;

    do
        said = DISK_CUTS ? ftruncate(fd, (off_t)length) : 0;
    while (said != 0 && errno == EINTR);
    if (said != 0 || lseek(fd, DISK_CUTS ? (off_t)length : 0, DISK_CUTS ? SEEK_SET : SEEK_END) < 0)
        return failed(fault, path);
    return true;
}

bool disk_write(int fd, const char *path, const void *p, size_t n, struct fault *fault)
{
    const char *from = p;

    while (n) {
        ssize_t wrote = write(fd, from, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return failed(fault, path);
        if (!wrote)
            return fault_set(fault, "%s: nothing more could be written", path);
        from += wrote;
        n -= (size_t)wrote;
    }
    return true;
}

bool disk_read_at(int fd, const char *path, void *p, size_t n, uint64_t at, struct fault *fault)
{
    char *to = p;

    while (n) {
        ssize_t got = pread(fd, to, n, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(fault, path);
        if (!got)
            return fault_set(fault, "%s: is shorter than it was", path);
        to += got;
        at += (uint64_t)got;
        n -= (size_t)got;
    }
    return true;
}

bool disk_sync(int fd, const char *path, struct fault *fault)
{
    int said;

    do
        said = DISK_SYNCS_DATA ? fdatasync(fd) : 0;
    while (said != 0 && errno == EINTR);
    return said == 0 || failed(fault, path);
}

/* ---- folders and names ---- */

/* The folder in which path stands, in room of PATH_MAX bytes. */
static bool folder_of(const char *path, char *folder, struct fault *fault)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 1;

    if (strlen(path) + sizeof ASIDE > PATH_MAX) {
        errno = ENAMETOOLONG;
        return failed(fault, path);
    }
    memcpy(folder, slash ? path : ".", n);
    if (!n)
        folder[n++] = '/';
    folder[n] = '\0';
    return true;
}

bool disk_sync_folder_of(const char *path, struct fault *fault)
{
    char folder[PATH_MAX];
    int fd, said, why;

    if (!folder_of(path, folder, fault))
        return false;
    if (!DISK_SYNCS_FOLDERS)
        return true;
    do
        fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    if (fd < 0) /* one may write to a folder that one may not read */
        return errno == EACCES || failed(fault, folder);
    do
        said = fsync(fd);
    while (said != 0 && errno == EINTR);
    why = errno;
    close(fd);
    errno = why;
    return said == 0 || errno == EINVAL || failed(fault, folder); /* EINVAL: none can be synced */
}

bool disk_make_folders(const char *path, struct fault *fault)
{
    char folder[PATH_MAX];

    if (!folder_of(path, folder, fault))
        return false;
    if (disk_is_there(folder))
        return true;
    for (char *at = folder + 1;; at++) {
        char here = *at;
        if (here && here != '/')
            continue;
        *at = '\0';
        if (mkdir(folder, FOLDER_MODE) == 0) {
            if (!disk_sync_folder_of(folder, fault))
                return false;
        } else if (errno != EEXIST && errno != EISDIR) {
            return failed(fault, folder);
        }
        if (!here)
            return true;
        *at = '/';
    }
}

bool disk_rename(const char *from, const char *to, struct fault *fault)
{
    return rename(from, to) == 0 || failed(fault, from);
}

bool disk_remove(const char *path, struct fault *fault)
{
    return unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR || failed(fault, path);
}

bool disk_is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

bool disk_replace(const char *path, str bytes, struct fault *fault)
{
    char aside[PATH_MAX];
    bool done;
    int fd;

    if (!folder_of(path, aside, fault)) /* its length is looked at */
        return false;
    snprintf(aside, sizeof aside, "%s" ASIDE, path);
    fd = disk_open(aside, true, fault);
    if (fd < 0)
        return false;
    done = disk_write(fd, aside, bytes.p, bytes.n, fault) && disk_sync(fd, aside, fault);
    done = disk_close(fd, aside, fault) && done;
    return done && disk_rename(aside, path, fault) && disk_sync_folder_of(path, fault);
}

bool disk_overwrite(const char *path, str bytes, struct fault *fault)
{
    bool done;
    int fd;

    if (!disk_is_there(path))
        return disk_replace(path, bytes, fault);
    fd = disk_open(path, false, fault);
    if (fd < 0)
        return false;
    done = disk_write(fd, path, bytes.p, bytes.n, fault) && disk_cut(fd, path, bytes.n, fault) &&
           disk_sync(fd, path, fault);
    return disk_close(fd, path, fault) && done;
}
