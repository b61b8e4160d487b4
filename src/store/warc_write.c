#include "warc_write.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../base/hash.h"
#include "packers.h"
#include "warc_header.h"

enum {
    BUFFER = 1 << 18,
    HEADER_MOST = 64 << 10, /* of a record */
    FOLDER_MODE = 0777,     /* less the umask, as the next */
    FILE_MODE = 0666,
    MESSAGE = 256,
    PLACES = 32,        /* records whose place was not told yet, at most */
    AHEAD = 4 << 20,    /* bytes of records that wait to be packed, from which on none is added */
    PACKED_AROUND = 64, /* more than a gzip member is longer than a short text */
    PACKED_LONGER_BY = 64, /* and a text that cannot be packed, by a 64th at most */
};

struct warc_write {
    struct warc_write_config config;
    struct warc_place place;   /* behind the last byte that was written */
    struct warc_place settled; /* files before this one have their names */
    char *folder, *info;
    int fd, folder_fd;
    bool failed;
    char error[MESSAGE];
    struct packers *packers;
    size_t waiting; /* bytes of records that are not written yet */
    /* Running numbers of the caller's records; told <= known <= added. */
    uint64_t added, known, told;
    struct warc_place places[PLACES]; /* of those from told to known, by number modulo PLACES */
    size_t n;                         /* in buffer */
    unsigned char buffer[BUFFER];
    char header[HEADER_MOST];
};

#define RECORD_END "\r\n\r\n"

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

static bool put(struct warc_write *warc, str s)
{
    while (s.n) {
        size_t n = s.n < BUFFER - warc->n ? s.n : BUFFER - warc->n;
        memcpy(warc->buffer + warc->n, s.p, n);
        warc->n += n;
        warc->place.offset += n;
        s = str_from(s, n);
        if (warc->n == BUFFER && !write_out(warc))
            return false;
    }
    return true;
}

/* Puts the oldest record that was given to be packed into the file; wait: when it is packed. false:
 * there is none, or it failed. */
static bool put_oldest(struct warc_write *warc, bool wait, struct warc_place *place)
{
    struct member *member = warc->failed ? NULL : packers_take(warc->packers, wait);

    if (!member)
        return false;
    *place = warc->place;
    warc->waiting -= member->plain.n;
    if (member->failed)
        fail(warc, "out of memory", "");
    else
        put(warc, bytes_text(&member->packed));
    packers_release(warc->packers);
    return !warc->failed;
}

/* Everything that was added is in the file then. */
static bool drain(struct warc_write *warc)
{
    while (put_oldest(warc, true, &warc->places[warc->known % PLACES]))
        warc->known++;
    return !warc->failed;
}

/* ---- a record ---- */

static bool give_record(struct warc_write *warc, const struct warc_out *record)
{
    struct member *member = packers_place(warc->packers);
    char digest[sizeof "sha256:" + SHA256_BASE32] = "sha256:";
    str header;

    if (!member)
        return fail(warc, "more records than there is room for", "");
    if (record->head.n > UINT_MAX / 2 || record->body.n > UINT_MAX / 2)
        return fail(warc, "a record is too long", "");
    sha256_base32(record->head, record->body, digest + strlen("sha256:"));
    header = warc_header(record, str_of(digest), warc->header, sizeof warc->header);
    if (!header.n)
        return fail(warc, "the header of a record is too long", "");
    if (!bytes_put(&member->plain, header.p, header.n) ||
        !bytes_put(&member->plain, record->head.p, record->head.n) ||
        !bytes_put(&member->plain, record->body.p, record->body.n) ||
        !bytes_put(&member->plain, RECORD_END, strlen(RECORD_END)))
        return fail(warc, "out of memory", "");
    warc->waiting += member->plain.n;
    packers_give(warc->packers);
    return true;
}

static bool put_info(struct warc_write *warc)
{
    char id[WARC_ID + 1], date[WARC_DATE + 1], name[WARC_NAME];
    struct warc_out info = {
        .type = "warcinfo", .content_type = "application/warc-fields", .head = str_of(warc->info)};
    struct warc_place begin;
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
    return give_record(warc, &info) && put_oldest(warc, true, &begin);
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
    if (!give_record(warc, record))
        return false;
    warc->added++;
    return true;
}

bool warc_write_has_room(const struct warc_write *warc, unsigned records)
{
    return warc->added - warc->told + records <= PLACES && warc->waiting < AHEAD;
}

enum warc_took warc_write_take(struct warc_write *warc, bool wait, struct warc_place *place)
{
    if (warc->told == warc->known && put_oldest(warc, wait, &warc->places[warc->known % PLACES]))
        warc->known++;
    if (warc->failed)
        return WARC_BROKEN;
    if (warc->told == warc->known)
        return WARC_NONE;
    *place = warc->places[warc->told++ % PLACES];
    return WARC_TAKEN;
}

/* Only near the end of a file must what is being packed be waited for to know. */
bool warc_write_is_full(struct warc_write *warc)
{
    size_t most = warc->waiting + warc->waiting / PACKED_LONGER_BY + PLACES * PACKED_AROUND;

    if (warc->place.offset + most < warc->config.file_bytes)
        return false;
    drain(warc);
    return warc->place.offset >= warc->config.file_bytes;
}

static bool sync_file(struct warc_write *warc, bool full, struct warc_place *place)
{
    char name[WARC_NAME];

    if (!drain(warc))
        return false;
    file_name(&warc->place, true, name);
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

void warc_write_name(const struct warc_place *place, char name[WARC_NAME])
{
    file_name(place, false, name);
}

uint64_t warc_write_added(const struct warc_write *warc)
{
    return warc->added;
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
    struct packers_config packers = {PACK_GZIP, PACK_FAST, config->threads, PLACES};

    warc->folder = strdup(config->folder);
    warc->info = strndup(config->info.n ? config->info.p : "", config->info.n);
    warc->packers = packers_new(&packers);
    warc->config.folder = warc->folder ? warc->folder : "";
    return (warc->folder && warc->info && warc->packers) || fail(warc, "out of memory", "");
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
    packers_free(warc->packers);
    if (warc->fd >= 0)
        close(warc->fd);
    if (warc->folder_fd >= 0)
        close(warc->folder_fd);
    free(warc->folder);
    free(warc->info);
    free(warc);
}
