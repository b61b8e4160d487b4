#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    BUFFER = 1 << 16,
    GZIP_LEVEL = 6,
    GZIP_WINDOW = 15 + 16, /* the largest window, with a gzip header */
    GZIP_MEMORY = 8,       /* zlib's default */
    GZIP_OS_UNKNOWN = 255, /* RFC 1952: the same bytes on every system */
    MOST_PARTS = 1000,     /* files left behind by runs that were killed */
    MOST_NAME = 200,       /* of the name that the part's name begins with; NAME_MAX is 255 */
    MODE = 0666,           /* less the umask */
};

struct file {
    int fd;
    char *path, *part; /* part: the name aside; NULL when path is written straight */
    const char *error; /* the first one; NULL: none yet */
    bool gz, fresh;    /* fresh: a member ended, and nothing came after it */
    z_stream z;
    gz_header header;
    size_t n; /* in buffer */
    unsigned char buffer[BUFFER], packed[BUFFER];
};

/* ---- where the bytes go ---- */

static bool fail(struct file *file, const char *error)
{
    if (!file->error)
        file->error = error;
    return false;
}

static bool write_all(struct file *file, const unsigned char *p, size_t n)
{
    while (n) {
        ssize_t wrote = write(file->fd, p, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return fail(file, wrote ? strerror(errno) : "nothing more could be written");
        p += wrote;
        n -= (size_t)wrote;
    }
    return true;
}

static bool deflate_all(struct file *file, const unsigned char *p, size_t n, int flush)
{
    file->z.next_in = (unsigned char *)p;
    file->z.avail_in = (unsigned)n;
    do {
        file->z.next_out = file->packed;
        file->z.avail_out = BUFFER;
        if (deflate(&file->z, flush) == Z_STREAM_ERROR)
            return fail(file, "deflate failed");
        if (!write_all(file, file->packed, BUFFER - file->z.avail_out))
            return false;
    } while (!file->z.avail_out);
    return true;
}

static bool drain(struct file *file, int flush)
{
    size_t n = file->n;

    file->n = 0;
    if (file->error)
        return false;
    return file->gz ? deflate_all(file, file->buffer, n, flush) : write_all(file, file->buffer, n);
}

bool file_write(struct file *file, str s)
{
    file->fresh = file->fresh && !s.n;
    while (s.n && !file->error) {
        size_t n = s.n < BUFFER - file->n ? s.n : BUFFER - file->n;
        memcpy(file->buffer + file->n, s.p, n);
        file->n += n;
        s = str_from(s, n);
        if (file->n == BUFFER)
            drain(file, Z_NO_FLUSH);
    }
    return !file->error;
}

bool file_flush(struct file *file)
{
    return drain(file, Z_SYNC_FLUSH);
}

bool file_end_member(struct file *file)
{
    if (!file->gz)
        return !file->error;
    if (!drain(file, Z_FINISH))
        return false;
    if (deflateReset(&file->z) != Z_OK)
        return fail(file, "deflate failed");
    deflateSetHeader(&file->z, &file->header);
    file->fresh = true;
    return true;
}

const char *file_error(const struct file *file)
{
    return file->error ? file->error : "";
}

/* ---- opening ---- */

static void free_file(struct file *file)
{
    if (file->gz)
        deflateEnd(&file->z);
    if (file->fd >= 0)
        close(file->fd);
    free(file->path);
    free(file->part);
    free(file);
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Makes path.part, or path.part-1 ... when that is there: O_EXCL gives each writer its own, and
 * open() honours the umask, which mkostemp() would not. */
static void open_part(struct file *file, mode_t mode)
{
    size_t folder = folder_length(file->path), name = strlen(file->path) - folder;
    size_t room = strlen(file->path) + 16;

    file->part = malloc(room);
    for (int i = 0; file->part && file->fd < 0 && i < MOST_PARTS; i++) {
        int most = (int)(folder + (name < MOST_NAME ? name : MOST_NAME));
        if (i)
            snprintf(file->part, room, "%.*s.part-%d", most, file->path, i);
        else
            snprintf(file->part, room, "%.*s.part", most, file->path);
        file->fd = open(file->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, MODE);
        if (file->fd < 0 && errno != EEXIST)
            break;
    }
    if (file->fd >= 0) {
        if (mode && fchmod(file->fd, mode) != 0)
            fail(file, strerror(errno));
    } else {
        fail(file, strerror(file->part ? errno : ENOMEM));
        free(file->part);
        file->part = NULL;
    }
}

static void open_path(struct file *file, const char *path)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    char *target = there ? realpath(path, NULL) : NULL; /* a link stays, its target is replaced */

    file->path = target ? target : strdup(path);
    if (!file->path)
        fail(file, strerror(ENOMEM));
    else if (!there && errno != ENOENT)
        fail(file, strerror(errno));
    else if (there && S_ISDIR(st.st_mode))
        fail(file, strerror(EISDIR));
    else if (there && !S_ISREG(st.st_mode))
        file->fd = open(path, O_WRONLY | O_CLOEXEC);
    else
        open_part(file, there ? st.st_mode & 0777 : 0);
    if (file->fd < 0)
        fail(file, strerror(errno));
}

static void start_gzip(struct file *file)
{
    if (deflateInit2(&file->z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        fail(file, strerror(ENOMEM));
        return;
    }
    file->gz = true;
    file->header.os = GZIP_OS_UNKNOWN;
    deflateSetHeader(&file->z, &file->header);
}

struct file *file_open(const char *path, bool gz, const char **error)
{
    struct file *file = calloc(1, sizeof *file);

    if (!file) {
        *error = strerror(ENOMEM);
        return NULL;
    }
    file->fd = -1;
    if (strcmp(path, "-") == 0) {
        file->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
        if (file->fd < 0)
            fail(file, strerror(errno));
    } else {
        open_path(file, path);
    }
    if (gz && !file->error)
        start_gzip(file);
    if (file->error) {
        *error = file->error;
        file_drop(file);
        return NULL;
    }
    return file;
}

/* ---- closing ---- */

/* Only what is written aside promises to be on the disk; a pipe cannot be synced. */
static bool sync_and_close(struct file *file)
{
    bool synced = !file->part || fsync(file->fd) == 0;
    int why = errno;

    if (close(file->fd) != 0 && synced) {
        synced = errno == EINTR; /* on Linux the descriptor is gone then, and its data is synced */
        why = errno;
    }
    file->fd = -1;
    return synced || fail(file, strerror(why));
}

/* Makes the new name last: without it a crash may bring the old file back. */
static bool sync_folder(struct file *file)
{
    size_t length = folder_length(file->path);
    char *folder = length ? strndup(file->path, length) : strdup(".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    /* Some file systems cannot sync a folder and say EINVAL; one may also write to a folder that
     * one may not read. */
    bool done = fd < 0 ? folder && errno == EACCES : fsync(fd) == 0 || errno == EINVAL;
    int why = folder ? errno : ENOMEM;

    if (fd >= 0)
        close(fd);
    free(folder);
    return done || fail(file, strerror(why));
}

bool file_commit(struct file *file, const char **error)
{
    bool done = (file->fresh || drain(file, Z_FINISH)) && sync_and_close(file);

    if (done && file->part) {
        done = rename(file->part, file->path) == 0 || fail(file, strerror(errno));
        if (done) {
            free(file->part);
            file->part = NULL;
            done = sync_folder(file);
        }
    }
    if (!done)
        *error = file->error;
    file_drop(file);
    return done;
}

void file_drop(struct file *file)
{
    if (!file)
        return;
    if (file->part)
        unlink(file->part);
    free_file(file);
}
