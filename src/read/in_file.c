#include "in_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What may be opened by name. A device could block for ever, or do something when it is opened. */
static const char *refuse(const struct stat *is)
{
    struct stat output;

    if (!S_ISREG(is->st_mode) && !S_ISFIFO(is->st_mode))
        return S_ISDIR(is->st_mode) ? "is a folder" : "is not a regular file";
    /* "newsmill clean . > records.jsonl" would read its own records for ever. */
    if (S_ISREG(is->st_mode) && !fstat(STDOUT_FILENO, &output) && output.st_dev == is->st_dev &&
        output.st_ino == is->st_ino)
        return "is where standard output goes";
    return NULL;
}

/* A file descriptor, or -1. Asks before opening, for the sake of devices, and after it, because
 * the name may have come to mean something else. */
int in_file_open(const char *path, const char **error)
{
    struct stat is;
    int fd;

    *error = NULL;
    if (!strcmp(path, "-"))
        return STDIN_FILENO;
    if (!stat(path, &is) && (*error = refuse(&is)))
        return -1;
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0 && !fstat(fd, &is) && !(*error = refuse(&is)))
        return fd;
    if (!*error)
        *error = strerror(errno);
    if (fd >= 0)
        close(fd);
    return -1;
}

/* A file that grows while it is read is read as far as it went when it was opened. Files that say
 * nothing of their size (of procfs), and pipes, are read to their end. */
uint64_t in_file_bytes(int fd)
{
    struct stat is;

    if (fstat(fd, &is) || !S_ISREG(is.st_mode) || is.st_size <= 0)
        return UINT64_MAX;
    return (uint64_t)is.st_size;
}
