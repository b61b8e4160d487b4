#include "lock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum {
    HOLDER_SIZE = 100,
    PAUSE_NS = 10000000,
    TRIES = 30, /* within a second a second start has ended */
};

/* Who holds it, for a person. A disk that does not take this line takes nothing of the run. */
static bool sign(int fd, const char *path, struct fault *fault)
{
    char line[HOLDER_SIZE];
    time_t now = time(NULL);
    struct tm tm;
    int n;

    if (!gmtime_r(&now, &tm))
        return true;
    n = snprintf(line, sizeof line, "process %ld since %04d-%02d-%02dT%02d:%02d:%02dZ\n",
                 (long)getpid(), tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                 tm.tm_min, tm.tm_sec);
    return disk_cut(fd, path, 0, fault) && disk_write(fd, path, line, (size_t)n, fault);
}

/* The line that the holder signed with, without its end. It may hold the lock and have said nothing
 * yet: that is waited for, a third of a second at most. */
static void read_holder(int fd, char line[HOLDER_SIZE])
{
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    ssize_t n = 0;

    for (int tries = 0; tries < TRIES; tries++) {
        n = pread(fd, line, HOLDER_SIZE - 1, 0);
        if (n != 0)
            break;
        nanosleep(&pause, NULL);
    }
    line[n > 0 ? n : 0] = '\0';
    line[strcspn(line, "\n")] = '\0';
}

static enum lock_said held(int fd, const char *path, struct fault *fault)
{
    char line[HOLDER_SIZE];

    read_holder(fd, line);
    fault_set(fault, "%s: is locked by %s", path, line[0] ? line : "another process");
    close(fd);
    return LOCK_HELD;
}

enum lock_said lock_take(const char *path, int *fd, struct fault *fault)
{
    int said;

    *fd = disk_open(path, false, fault);
    if (*fd < 0)
        return LOCK_FAILED;
    do
        said = flock(*fd, LOCK_EX | LOCK_NB);
    while (said != 0 && errno == EINTR);
    if (said == 0 && sign(*fd, path, fault))
        return LOCK_TAKEN;
    if (said != 0 && errno == EWOULDBLOCK) {
        said = *fd;
        *fd = -1;
        return held(said, path, fault);
    }
    if (said != 0)
        fault_set(fault, "%s: %s", path, strerror(errno));
    close(*fd);
    *fd = -1;
    return LOCK_FAILED;
}
