#include "warc_write.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "../base/hash.h"
#include "warc_header.h"

enum {
    BUFFER = 1 << 18,
    GZIP_LEVEL = 3, /* half the time of 6, a twentieth more bytes */
    GZIP_WINDOW = 15 + 16,
    GZIP_MEMORY = 8,
    GZIP_OS_UNKNOWN = 255,
    HEADER_MOST = 64 << 10, /* of a record */
    FOLDER_MODE = 0777,     /* less the umask, as the next */
    FILE_MODE = 0666,
    MESSAGE = 256,
};

struct warc_write {
    struct warc_write_config config;
    struct warc_place place;   /* behind the last byte that was added */
    struct warc_place settled; /* files before this one have their names */
    char *folder, *info;
    int fd, folder_fd;
    bool failed;
    char error[MESSAGE];
    z_stream z;
    bool deflating;
    gz_header gz;
    uint64_t written; /* in all */
    size_t n;         /* in buffer */
    unsigned char buffer[BUFFER];
    char header[HEADER_MOST];
};

static bool fail(struct warc_write *warc, const char *what, const char *name)
{
    if (!warc->failed)
        snprintf(warc->error, sizeof warc->error, "%s/%s: %s", warc->config.folder, name, what);
    warc->failed = true;
    return false;
}

static void file_name(const struct warc_place *place, bool part, char name[WARC_NAME])
{
    snprintf(name, WARC_NAME, "newsmill-%06llu-%05llu.warc.gz%s", (unsigned long long)place->run,
             (unsigned long long)place->file, part ? ".part" : "");
}

/* ---- where the bytes go ---- */

static bool write_out(struct warc_write *warc)
{
    const unsigned char *p = warc->buffer;
    char name[WARC_NAME];

    file_name(&warc->place, true, name);
    while (warc->n && !warc->failed) {
        ssize_t wrote = write(warc->fd, p, warc->n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return fail(warc, wrote ? strerror(errno) : "nothing more could be written", name);
        p += wrote;
        warc->n -= (size_t)wrote;
    }
    return !warc->failed;
}

static bool pack(struct warc_write *warc, str s, int flush)
{
    warc->z.next_in = (unsigned char *)(uintptr_t)s.p;
    warc->z.avail_in = (unsigned)s.n;
    do {
        if (warc->n == BUFFER && !write_out(warc))
            return false;
        warc->z.next_out = warc->buffer + warc->n;
        warc->z.avail_out = (unsigned)(BUFFER - warc->n);
        if (deflate(&warc->z, flush) == Z_STREAM_ERROR)
            return fail(warc, "deflate failed", "");
        warc->place.offset += BUFFER - warc->n - warc->z.avail_out;
        warc->written += BUFFER - warc->n - warc->z.avail_out;
        warc->n = BUFFER - warc->z.avail_out;
    } while (!warc->z.avail_out);
    return true;
}

static bool pack_member(struct warc_write *warc, str header, const struct warc_out *record)
{
    deflateReset(&warc->z);
    deflateSetHeader(&warc->z, &warc->gz);
    return pack(warc, header, Z_NO_FLUSH) && pack(warc, record->head, Z_NO_FLUSH) &&
           pack(warc, record->body, Z_NO_FLUSH) && pack(warc, S("\r\n\r\n"), Z_FINISH);
}

/* ---- a record ---- */

static bool put_record(struct warc_write *warc, const struct warc_out *record)
{
    char digest[sizeof "sha256:" + SHA256_BASE32] = "sha256:";
    str header;

    if (record->head.n > UINT_MAX / 2 || record->body.n > UINT_MAX / 2)
        return fail(warc, "a record is too long", "");
    if (!sha256_base32(record->head, record->body, digest + strlen("sha256:")))
        return fail(warc, "out of memory", "");
    header = warc_header(record, str_of(digest), warc->header, sizeof warc->header);
    if (!header.n)
        return fail(warc, "the header of a record is too long", "");
    return pack_member(warc, header, record);
}

static bool put_info(struct warc_write *warc)
{
    char id[WARC_ID + 1], date[WARC_DATE + 1], name[WARC_NAME];
    struct warc_out info = {
        .type = "warcinfo", .content_type = "application/warc-fields", .head = str_of(warc->info)};
    struct timespec now;
    char file[WARC_NAME + 24];

    clock_gettime(CLOCK_REALTIME, &now);
    warc_date(now.tv_sec, date);
    file_name(&warc->place, false, name);
    warc_id(str_of(name), str_of(date), id);
    snprintf(file, sizeof file, "WARC-Filename: %s\r\n", name);
    info.id = str_of(id);
    info.date = str_of(date);
    info.extra = str_of(file);
    return put_record(warc, &info);
}

/* ---- files ---- */

static bool sync_folder(struct warc_write *warc)
{
    return fsync(warc->folder_fd) == 0 || errno == EINVAL || fail(warc, strerror(errno), "");
}

static bool open_file(struct warc_write *warc)
{
    char name[WARC_NAME];

    file_name(&warc->place, false, name);
    if (!warc->place.offset && faccessat(warc->folder_fd, name, F_OK, 0) == 0)
        return fail(warc, "is there already: another state of fetching made it", name);
    file_name(&warc->place, true, name);
    warc->fd =
        openat(warc->folder_fd, name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (warc->fd < 0 || ftruncate(warc->fd, (off_t)warc->place.offset) != 0 ||
        lseek(warc->fd, 0, SEEK_END) != (off_t)warc->place.offset)
        return fail(warc, strerror(errno), name);
    return sync_folder(warc) && (warc->place.offset || put_info(warc));
}

bool warc_write_add(struct warc_write *warc, const struct warc_out *record)
{
    if (warc->failed || (warc->fd < 0 && !open_file(warc)))
        return false;
    return put_record(warc, record);
}

bool warc_write_is_full(const struct warc_write *warc)
{
    return warc->place.offset >= warc->config.file_bytes;
}

static bool sync_file(struct warc_write *warc, bool full, struct warc_place *place)
{
    char name[WARC_NAME];

    file_name(&warc->place, true, name);
    if (warc->failed)
        return false;
    if (warc->fd >= 0) {
        if (!write_out(warc))
            return false;
        if (fdatasync(warc->fd) != 0)
            return fail(warc, strerror(errno), name);
        if (full || warc_write_is_full(warc)) {
            if (close(warc->fd) != 0 && errno != EINTR)
                return fail(warc, strerror(errno), name);
            warc->fd = -1;
            warc->place.file++;
            warc->place.offset = 0;
        }
    }
    *place = warc->place;
    return true;
}

bool warc_write_sync(struct warc_write *warc, struct warc_place *place)
{
    return sync_file(warc, false, place);
}

bool warc_write_finish(struct warc_write *warc, struct warc_place *place)
{
    return sync_file(warc, true, place);
}

bool warc_write_settle(struct warc_write *warc)
{
    char part[WARC_NAME], name[WARC_NAME];
    bool renamed = false;

    for (; warc->settled.file < warc->place.file && !warc->failed; warc->settled.file++) {
        file_name(&warc->settled, true, part);
        file_name(&warc->settled, false, name);
        if (renameat(warc->folder_fd, part, warc->folder_fd, name) == 0)
            renamed = true;
        else if (errno != ENOENT) /* done before the last end of the program */
            return fail(warc, strerror(errno), part);
    }
    return !warc->failed && (!renamed || sync_folder(warc));
}

bool warc_write_remove(struct warc_write *warc)
{
    struct warc_place place = warc->place;
    char name[WARC_NAME];

    for (place.file = 0; place.file < warc->place.file; place.file++) {
        file_name(&place, false, name);
        if (unlinkat(warc->folder_fd, name, 0) != 0 && errno != ENOENT)
            return fail(warc, strerror(errno), name);
    }
    return sync_folder(warc);
}

const char *warc_write_error(const struct warc_write *warc)
{
    return warc->error;
}

bool warc_write_next(struct warc_write *warc, char name[WARC_NAME], uint64_t *offset)
{
    if (warc->failed || (warc->fd < 0 && !open_file(warc)))
        return false;
    file_name(&warc->place, false, name);
    *offset = warc->place.offset;
    return true;
}

uint64_t warc_write_bytes(const struct warc_write *warc)
{
    return warc->written;
}

/* ---- opening and closing ---- */

static bool open_folder(struct warc_write *warc)
{
    if (mkdir(warc->config.folder, FOLDER_MODE) != 0 && errno != EEXIST)
        return fail(warc, strerror(errno), "");
    warc->folder_fd = open(warc->config.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return warc->folder_fd >= 0 || fail(warc, strerror(errno), "");
}

/* What was committed must be there; what lies behind it goes. A file that nothing was committed of
 * is made anew when there is something to write. */
static bool go_on(struct warc_write *warc)
{
    struct stat status;
    char name[WARC_NAME];

    warc->settled = warc->place;
    warc->settled.file = warc->place.file ? warc->place.file - 1 : 0;
    if (!warc_write_settle(warc))
        return false;
    file_name(&warc->place, true, name);
    if (fstatat(warc->folder_fd, name, &status, 0) != 0)
        status.st_size = 0;
    if (!warc->place.offset)
        return unlinkat(warc->folder_fd, name, 0) == 0 || errno == ENOENT ||
               fail(warc, strerror(errno), name);
    if ((uint64_t)status.st_size < warc->place.offset)
        return fail(warc, "is shorter than what was committed", name);
    return open_file(warc);
}

static bool set_up(struct warc_write *warc, const struct warc_write_config *config)
{
    warc->folder = strdup(config->folder);
    warc->info = strndup(config->info.n ? config->info.p : "", config->info.n);
    warc->gz.os = GZIP_OS_UNKNOWN;
    warc->deflating = deflateInit2(&warc->z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                                   Z_DEFAULT_STRATEGY) == Z_OK;
    warc->config.folder = warc->folder ? warc->folder : "";
    return (warc->folder && warc->info && warc->deflating) || fail(warc, "out of memory", "");
}

struct warc_write *warc_write_open(const struct warc_write_config *config,
                                   const struct warc_place *place, char *error, size_t room)
{
    struct warc_write *warc = calloc(1, sizeof *warc);

    if (!warc) {
        snprintf(error, room, "out of memory");
        return NULL;
    }
    warc->config = *config;
    warc->place = *place;
    warc->fd = warc->folder_fd = -1;
    if (set_up(warc, config) && open_folder(warc) && go_on(warc))
        return warc;
    snprintf(error, room, "%s", warc->error);
    warc_write_close(warc);
    return NULL;
}

void warc_write_begin(struct warc_write *warc, uint64_t run)
{
    warc->place = warc->settled = (struct warc_place){.run = run};
}

void warc_write_close(struct warc_write *warc)
{
    if (!warc)
        return;
    if (warc->deflating)
        deflateEnd(&warc->z);
    if (warc->fd >= 0)
        close(warc->fd);
    if (warc->folder_fd >= 0)
        close(warc->folder_fd);
    free(warc->folder);
    free(warc->info);
    free(warc);
}
