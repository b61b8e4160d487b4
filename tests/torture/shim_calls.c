/* shim_calls: the calls themselves, in front of those of the C library. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "shim.h"

#define SHOWN __attribute__((visibility("default")))

/* Of a name as openat and its like take it. */
static const char *place(char at[SHIM_PATH], int folder, const char *name)
{
    if (name[0] == '/')
        snprintf(at, SHIM_PATH, "%s", name);
    else if (folder != AT_FDCWD)
        snprintf(at, SHIM_PATH, "%s/%s", shim_path_of(folder), name);
    else if (getcwd(at, SHIM_PATH / 2))
        snprintf(at + strlen(at), SHIM_PATH / 2, "/%s", name);
    for (size_t n = strlen(at); n > 1 && at[n - 1] == '/'; n--)
        at[n - 1] = '\0';
    return at;
}

static bool fails_with_error(enum shim_call call, const char *path)
{
    bool is_short;

    return shim_fails(call, path, &is_short) && !is_short;
}

/* ---- the calls ---- */

static int do_open(int folder, const char *name, int flags, mode_t mode)
{
    char at[SHIM_PATH] = "";
    const char *path = place(at, folder, name);
    struct stat st;
    bool new;
    int fd = -1;

    if (!shim_counts(path))
        return (int)syscall(SYS_openat, folder, name, flags, mode);
    pthread_mutex_lock(&shim_lock);
    new = (flags & O_CREAT) && stat(path, &st) != 0;
    if (!fails_with_error(CALL_open, path))
        fd = (int)syscall(SYS_openat, folder, name, flags, mode);
    if (fd >= 0 && fd < SHIM_FDS) {
        snprintf(shim_paths[fd], SHIM_PATH, "%s", path);
        if (new)
            shim_log_fd(OP_CREATE, fd, 0, "", 0);
        else if (flags & O_TRUNC)
            shim_log_fd(OP_TRUNCATE, fd, 0, "", 0);
    }
    pthread_mutex_unlock(&shim_lock);
    return fd;
}

static mode_t mode_in(int flags, va_list list)
{
    return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(list, int) : 0;
}

#define OPEN(name)                                                                                 \
    SHOWN int name(const char *path, int flags, ...);                                              \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list list;                                                                              \
        mode_t mode;                                                                               \
        va_start(list, flags);                                                                     \
        mode = mode_in(flags, list);                                                               \
        va_end(list);                                                                              \
        return do_open(AT_FDCWD, path, flags, mode);                                               \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    SHOWN int name(int folder, const char *path, int flags, ...);                                  \
    int name(int folder, const char *path, int flags, ...)                                         \
    {                                                                                              \
        va_list list;                                                                              \
        mode_t mode;                                                                               \
        va_start(list, flags);                                                                     \
        mode = mode_in(flags, list);                                                               \
        va_end(list);                                                                              \
        return do_open(folder, path, flags, mode);                                                 \
    }
OPENAT(openat)
OPENAT(openat64)

/* at < 0: where the file stands. */
static ssize_t do_write(int fd, const void *p, size_t n, off_t at)
{
    const char *path = shim_path_of(fd);
    ssize_t wrote = -1;
    struct stat st;
    bool failing, is_short;

    if (!path[0])
        return at < 0 ? syscall(SYS_write, fd, p, n) : syscall(SYS_pwrite64, fd, p, n, at);
    pthread_mutex_lock(&shim_lock);
    failing = shim_fails(CALL_write, path, &is_short);
    if (!failing || is_short) {
        off_t offset = at < 0 ? lseek(fd, 0, SEEK_CUR) : at;
        if (at < 0 && (fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &st) == 0)
            offset = st.st_size;
        if (failing && n > 1)
            n /= 2;
        wrote = at < 0 ? syscall(SYS_write, fd, p, n) : syscall(SYS_pwrite64, fd, p, n, at);
        if (wrote > 0)
            shim_log_fd(OP_WRITE, fd, offset, p, (size_t)wrote);
        if (failing)
            shim_wrote_half();
    }
    pthread_mutex_unlock(&shim_lock);
    return wrote;
}

SHOWN ssize_t write(int fd, const void *p, size_t n)
{
    return do_write(fd, p, n, -1);
}

SHOWN ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return do_write(fd, p, n, at);
}

SHOWN ssize_t pwrite64(int fd, const void *p, size_t n, off_t at)
{
    return do_write(fd, p, n, at);
}

static bool stopped(enum shim_call call, const char *path)
{
    bool failing;

    if (!path[0])
        return false;
    pthread_mutex_lock(&shim_lock);
    failing = fails_with_error(call, path);
    pthread_mutex_unlock(&shim_lock);
    return failing;
}

SHOWN ssize_t read(int fd, void *p, size_t n)
{
    return stopped(CALL_read, shim_path_of(fd)) ? -1 : syscall(SYS_read, fd, p, n);
}

SHOWN ssize_t pread(int fd, void *p, size_t n, off_t at)
{
    return stopped(CALL_read, shim_path_of(fd)) ? -1 : syscall(SYS_pread64, fd, p, n, at);
}

SHOWN ssize_t pread64(int fd, void *p, size_t n, off_t at)
{
    return pread(fd, p, n, at);
}

static int do_sync(int fd, long number)
{
    int said = -1;

    if (!shim_path_of(fd)[0])
        return (int)syscall(number, fd);
    pthread_mutex_lock(&shim_lock);
    if (!fails_with_error(CALL_fsync, shim_path_of(fd)))
        said = (int)syscall(number, fd);
    if (said == 0)
        shim_log_fd(OP_SYNC, fd, 0, "", 0);
    pthread_mutex_unlock(&shim_lock);
    return said;
}

SHOWN int fsync(int fd)
{
    return do_sync(fd, SYS_fsync);
}

SHOWN int fdatasync(int fd)
{
    return do_sync(fd, SYS_fdatasync);
}

/* The descriptor is gone also when close() says that it failed, as on Linux. */
SHOWN int close(int fd)
{
    int said, why;
    bool failing;

    if (!shim_path_of(fd)[0])
        return (int)syscall(SYS_close, fd);
    pthread_mutex_lock(&shim_lock);
    failing = fails_with_error(CALL_close, shim_paths[fd]);
    why = errno;
    shim_paths[fd][0] = '\0';
    said = (int)syscall(SYS_close, fd);
    if (failing) {
        errno = why;
        said = -1;
    }
    pthread_mutex_unlock(&shim_lock);
    return said;
}

static int do_truncate(int fd, off_t n)
{
    int said = -1;

    if (!shim_path_of(fd)[0])
        return (int)syscall(SYS_ftruncate, fd, n);
    pthread_mutex_lock(&shim_lock);
    if (!fails_with_error(CALL_truncate, shim_path_of(fd)))
        said = (int)syscall(SYS_ftruncate, fd, n);
    if (said == 0)
        shim_log_fd(OP_TRUNCATE, fd, n, "", 0);
    pthread_mutex_unlock(&shim_lock);
    return said;
}

SHOWN int ftruncate(int fd, off_t n)
{
    return do_truncate(fd, n);
}

SHOWN int ftruncate64(int fd, off_t n)
{
    return do_truncate(fd, n);
}

SHOWN void *mmap(void *p, size_t n, int protection, int flags, int fd, off_t at)
{
    if (fd >= 0 && stopped(CALL_map, shim_path_of(fd)))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, p, n, protection, flags, fd, at);
}

SHOWN void *mmap64(void *p, size_t n, int protection, int flags, int fd, off_t at)
{
    return mmap(p, n, protection, flags, fd, at);
}

/* Calls on names. */

static int do_rename(int folder, const char *from, int folder2, const char *to)
{
    char at[SHIM_PATH] = "", at2[SHIM_PATH] = "";
    int said = -1;

    place(at, folder, from);
    place(at2, folder2, to);
    pthread_mutex_lock(&shim_lock);
    if (!fails_with_error(CALL_rename, at))
        said = (int)syscall(SYS_renameat, folder, from, folder2, to);
    if (said == 0)
        shim_log(OP_RENAME, at, at2, 0);
    pthread_mutex_unlock(&shim_lock);
    return said;
}

SHOWN int rename(const char *from, const char *to)
{
    return do_rename(AT_FDCWD, from, AT_FDCWD, to);
}

SHOWN int renameat(int folder, const char *from, int folder2, const char *to)
{
    return do_rename(folder, from, folder2, to);
}

static int do_unlink(int folder, const char *name, int flags)
{
    char at[SHIM_PATH] = "";
    int said = -1;

    place(at, folder, name);
    pthread_mutex_lock(&shim_lock);
    if (!fails_with_error(CALL_unlink, at))
        said = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (said == 0)
        shim_log(OP_UNLINK, at, "", 0);
    pthread_mutex_unlock(&shim_lock);
    return said;
}

SHOWN int unlink(const char *name)
{
    return do_unlink(AT_FDCWD, name, 0);
}

SHOWN int unlinkat(int folder, const char *name, int flags)
{
    return do_unlink(folder, name, flags);
}

SHOWN int rmdir(const char *name)
{
    return do_unlink(AT_FDCWD, name, AT_REMOVEDIR);
}

static int do_mkdir(int folder, const char *name, mode_t mode)
{
    char at[SHIM_PATH] = "";
    struct stat st;
    int said = -1;

    place(at, folder, name);
    pthread_mutex_lock(&shim_lock);
    if (!fails_with_error(CALL_make, at))
        said = (int)syscall(SYS_mkdirat, folder, name, mode);
    if (said == 0 && stat(at, &st) == 0)
        shim_log(OP_MKDIR, at, "", (uint64_t)st.st_ino);
    pthread_mutex_unlock(&shim_lock);
    return said;
}

SHOWN int mkdir(const char *name, mode_t mode)
{
    return do_mkdir(AT_FDCWD, name, mode);
}

SHOWN int mkdirat(int folder, const char *name, mode_t mode)
{
    return do_mkdir(folder, name, mode);
}
