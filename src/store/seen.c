#include "seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rows.h"
#include "scratch.h"
#include "seen_table.h"

enum { CHUNK = 1 << 16, ROW_NUMBERS = 7, CHECK_DIGITS = 16, NUMBERS_SIZE = 240 };
static const size_t most_bytes = (size_t)4 << 30;

struct half {
    struct seen_place place; /* its path is ours */
    struct half *next;
};

struct seen {
    char *path;
    struct append *log;
    struct seen_table table;
    struct half *halves;
};

/* ---- rows ---- */

static struct hash128 content_of(str hex)
{
    return hex.n == SHA256_HEX ? hash128(hex) : (struct hash128){0, 0};
}

static bool know(struct seen *seen, const struct seen_place *place)
{
    struct seen_entry entry = {place->file, place->documents, place->first, place->chain,
                               content_of(str_of(place->content))};

    return seen_table_add(&seen->table, &entry);
}

bool seen_know(struct seen *seen, const struct seen_place *place, struct fault *fault)
{
    return know(seen, place) || fault_no_memory(fault);
}

struct writing {
    struct append *log;
    const struct seen_place *place;
};

/* "CHECK DEVICE INODE SIZE CHANGED DOCUMENTS FIRST CHAIN SHA256 PATH": the check is of the rest. */
static bool write_row(void *context, struct arena *scratch, struct fault *fault)
{
    const struct writing *what = context;
    const struct seen_place *place = what->place;
    const struct seen_file *file = &place->file;
    struct buf row = buf_new(scratch, most_bytes);
    str check;

    buf_printf(&row, "%llu %llu %llu %llu %llu %llu %llu %s ", (unsigned long long)file->device,
               (unsigned long long)file->inode, (unsigned long long)file->size,
               (unsigned long long)file->changed, (unsigned long long)place->documents,
               (unsigned long long)place->first, (unsigned long long)place->chain, place->content);
    rows_put_escaped(&row, place->path);
    buf_char(&row, '\n');
    check = str_printf(scratch, "%016llx ", (unsigned long long)hash64(buf_text(&row)));
    return append_put(what->log, check, fault) && append_put(what->log, buf_text(&row), fault);
}

bool seen_write(struct seen *seen, const struct seen_place *place, struct fault *fault)
{
    struct writing what = {seen->log, place};

    return scratch_do(write_row, &what, fault);
}

bool seen_commit(struct seen *seen, struct append_place *place, struct fault *fault)
{
    return append_commit(seen->log, place, fault);
}

static bool read_row(struct seen *seen, struct arena *arena, str row)
{
    uint64_t numbers[ROW_NUMBERS];
    struct seen_place place;
    str check = str_slice(row, 0, CHECK_DIGITS + 1), hex, part;

    row = str_from(row, CHECK_DIGITS + 1);
    if (!str_eq(check, str_printf(arena, "%016llx ", (unsigned long long)hash64(row))))
        return false;
    row.n--; /* the newline */
    for (size_t i = 0; i < ROW_NUMBERS; i++)
        if (!str_split(&row, ' ', &part) || !str_number(part, &numbers[i]))
            return false;
    if (!str_split(&row, ' ', &hex) || hex.n != SHA256_HEX)
        return false;
    place = (struct seen_place){
        .file = {numbers[0], numbers[1], numbers[2], (int64_t)numbers[3]},
        .documents = numbers[4],
        .first = numbers[5],
        .chain = numbers[6],
        .path = rows_unescaped(arena, row),
    };
    memcpy(place.content, hex.p, SHA256_HEX);
    return know(seen, &place);
}

/* The whole rows of a piece; *used: their bytes, 0 when there is none. */
static bool read_piece(struct seen *seen, struct arena *arena, str piece, size_t *used)
{
    size_t n;

    *used = 0;
    while ((n = str_find_char(str_from(piece, *used), '\n')) != SIZE_MAX) {
        if (!read_row(seen, arena, str_slice(piece, *used, *used + n + 1)))
            return false;
        *used += n + 1;
        arena_reset(arena);
    }
    return *used > 0;
}

/* What is open while the rows are read: whoever gives the arena lets go of it. */
struct reading {
    struct seen *seen;
    uint64_t bytes;
    int fd;
    char *chunk;
};

static bool read_rows(void *context, struct arena *scratch, struct fault *fault)
{
    struct reading *reading = context;
    struct seen *seen = reading->seen;
    uint64_t bytes = reading->bytes;
    bool sound = true;
    size_t used;

    for (uint64_t at = 0; sound && at < bytes; at += used) {
        size_t n = bytes - at < CHUNK ? (size_t)(bytes - at) : CHUNK;
        used = 0;
        sound = disk_read_at(reading->fd, seen->path, reading->chunk, n, at, fault);
        if (sound && !read_piece(seen, scratch, (str){reading->chunk, n}, &used))
            sound = fault_set(fault, "%s: is damaged behind byte %llu", seen->path,
                              (unsigned long long)(at + used));
    }
    return sound;
}

static bool start(struct seen *seen, const struct append_place *committed, struct fault *fault)
{
    struct reading reading = {.seen = seen, .fd = -1};
    bool shorter = false, sound;

    seen->log = append_open(seen->path, committed, &shorter, fault);
    if (!seen->log)
        return false;
    if (shorter)
        return fault_set(fault, "%s: is shorter than at the last commit", seen->path);
    if (!append_write(seen->log, fault))
        return false;
    reading.bytes = append_length(seen->log);
    reading.chunk = malloc(CHUNK);
    reading.fd = disk_open(seen->path, false, fault);
    sound = reading.fd >= 0 && (reading.chunk || fault_no_memory(fault)) &&
            scratch_do(read_rows, &reading, fault);
    if (reading.fd >= 0)
        close(reading.fd);
    free(reading.chunk);
    return sound;
}

struct seen *seen_open(const char *path, const struct append_place *committed, struct fault *fault)
{
    struct seen *seen = calloc(1, sizeof *seen);

    if (!seen) {
        fault_no_memory(fault);
        return NULL;
    }
    seen->path = strdup(path);
    if (!seen->path)
        fault_no_memory(fault);
    if (!seen->path || !start(seen, committed, fault)) {
        seen_close(seen);
        return NULL;
    }
    return seen;
}

static void free_half(struct half *half)
{
    if (half)
        free((char *)(uintptr_t)half->place.path.p);
    free(half);
}

void seen_close(struct seen *seen)
{
    if (!seen)
        return;
    append_close(seen->log);
    seen_table_free(&seen->table);
    while (seen->halves) {
        struct half *half = seen->halves;
        seen->halves = half->next;
        free_half(half);
    }
    free(seen->path);
    free(seen);
}

/* ---- inputs that are half-read ---- */

bool seen_half(struct seen *seen, const struct seen_place *place, struct fault *fault)
{
    struct half *half = calloc(1, sizeof *half);
    char *path = strndup(place->path.p, place->path.n);

    if (!half || !path) {
        free(half);
        free(path);
        return fault_no_memory(fault);
    }
    half->place = *place;
    half->place.path = (str){path, place->path.n};
    half->next = seen->halves;
    seen->halves = half;
    return true;
}

bool seen_half_at(const struct seen *seen, size_t i, struct seen_place *place)
{
    const struct half *half = seen->halves;

    while (half && i--)
        half = half->next;
    if (half)
        *place = half->place;
    return half != NULL;
}

/* Takes the half-read input of that path out of the list, if it is this file still: the same one,
 * which may have grown. */
static bool take_half(struct seen *seen, const char *path, const struct seen_file *file,
                      struct seen_place *place)
{
    for (struct half **at = &seen->halves; *at; at = &(*at)->next) {
        struct half *half = *at;
        const struct seen_file *was = &half->place.file;

        if (!str_eq(half->place.path, str_of(path)))
            continue;
        bool same =
            was->device == file->device && was->inode == file->inode && was->size <= file->size;
        *place = half->place;
        place->path = (str){NULL, 0};
        *at = half->next;
        free_half(half);
        return same;
    }
    return false;
}

/* ---- what is known of a file ---- */

static bool read_hash(int fd, struct sha256 *sha, char *chunk, uint64_t *bytes)
{
    ssize_t n;

    while ((n = read(fd, chunk, CHUNK)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        sha256_add(sha, (str){chunk, (size_t)n});
        *bytes += (uint64_t)n;
    }
    return true;
}

static void place_of(struct seen_place *place, const struct seen_file *file,
                     const struct seen_entry *entry)
{
    place->file = *file;
    place->documents = entry->documents;
    place->first = entry->first;
    place->chain = entry->chain;
}

struct seen_file seen_file_of(const struct stat *st)
{
    return (struct seen_file){(uint64_t)st->st_dev, (uint64_t)st->st_ino, (uint64_t)st->st_size,
                              (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec};
}

bool seen_hash(const char *path, const struct seen_file *file, char hex[SHA256_HEX + 1])
{
    struct sha256 sha;
    char *chunk = malloc(CHUNK);
    int fd = chunk ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
    uint64_t bytes = 0;
    struct seen_file is = {0, 0, 0, 0};
    struct stat st;
    bool sound;

    sha256_begin(&sha);
    sound = fd >= 0 && read_hash(fd, &sha, chunk, &bytes) && fstat(fd, &st) == 0;
    sha256_end(&sha, hex);
    if (sound)
        is = seen_file_of(&st);
    if (fd >= 0)
        close(fd);
    free(chunk);
    return sound && bytes == file->size && is.device == file->device && is.inode == file->inode &&
           is.size == file->size && is.changed == file->changed;
}

static bool is_unchanged(const struct seen_entry *same, const struct seen_file *file)
{
    return same && same->file.size == file->size && same->file.changed == file->changed;
}

bool seen_is_done(const struct seen *seen, const struct seen_file *file)
{
    struct seen_entry like = {.file = *file};

    return is_unchanged(seen_table_find(&seen->table, SEEN_BY_INODE, &like), file);
}

enum seen_said seen_look(struct seen *seen, const char *path, const struct seen_file *file,
                         struct seen_place *place)
{
    struct seen_entry like = {.file = *file};
    const struct seen_entry *same;
    bool half = take_half(seen, path, file, place);

    if (!file->inode)
        return half ? SEEN_HALF : SEEN_NEVER;
    same = seen_table_find(&seen->table, SEEN_BY_INODE, &like);
    if (is_unchanged(same, file)) {
        place->content[0] = '\0';
        return SEEN_DONE;
    }
    if (half)
        return SEEN_HALF;
    if (seen_table_find(&seen->table, SEEN_BY_SIZE, &like) &&
        seen_hash(path, file, place->content)) {
        const struct seen_entry *copy;
        like.content = content_of(str_of(place->content));
        copy = seen_table_find(&seen->table, SEEN_BY_CONTENT, &like);
        if (copy) {
            place_of(place, file, copy);
            return SEEN_DONE;
        }
    }
    if (!same || same->file.size >= file->size)
        return SEEN_NEVER;
    place_of(place, file, same);
    return SEEN_HALF; /* it has grown; or it is another one, as its first document will tell */
}
