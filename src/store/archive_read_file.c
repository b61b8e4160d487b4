#include "archive_read_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

const char read_no_memory[] = "out of memory";

const char *read_why_not(void)
{
    return errno == ENOMEM ? read_no_memory : strerror(errno);
}

bool read_at(int fd, void *to, size_t n, uint64_t offset)
{
    char *p = to;

    while (n) {
        ssize_t got = pread(fd, p, n, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0)
            errno = 0;
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
        offset += (uint64_t)got;
    }
    return true;
}

static bool read_open(struct arena *arena, int fd, uint64_t most, str *bytes)
{
    struct stat st;
    char *p;

    if (fstat(fd, &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > most) {
        errno = S_ISREG(st.st_mode) ? EFBIG : EINVAL;
        return false;
    }
    p = arena_alloc(arena, (size_t)st.st_size);
    *bytes = (str){p, (size_t)st.st_size};
    return read_at(fd, p, bytes->n, 0);
}

static void close_fd(void *fd)
{
    close((int)(intptr_t)fd - 1);
}

bool read_file(struct arena *arena, const char *path, uint64_t most, str *bytes)
{
    void **owned = arena_own(arena, close_fd);
    int fd = open(path, O_RDONLY | O_CLOEXEC), why;
    bool done;

    if (fd < 0)
        return false;
    *owned = (void *)(intptr_t)(fd + 1);
    done = read_open(arena, fd, most, bytes);
    why = errno;
    *owned = NULL;
    close(fd);
    errno = why;
    return done;
}
