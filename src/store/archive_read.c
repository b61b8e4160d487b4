#include "archive_read.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "archive_name.h"
#include "archive_read_file.h"
#include "archive_read_index.h"
#include "archive_warc.h"

struct archive_reader {
    struct arena *arena, opened;           /* opened: of the path that is read now */
    struct arena index_memory;             /* of the shard that is looked through now */
    struct shard_index *index;             /* its index, NULL: it is read as a whole */
    uint64_t entry;                        /* the next of the index */
    const struct listed_shard *distrusted; /* its index led to no record */
    const struct archive_days *days;
    struct listed listed;
    size_t next; /* number of the shard to be opened next */
    const struct listed_shard *now;
    struct shard *shard; /* NULL: none is open */
    bool loose;          /* a file of the user, perhaps no shard */
    bool warc;           /* its members are records of WARC */
    struct arena text;   /* of the record that such a member became */
    uint64_t plain;      /* bytes of all members that were shown */
    str left;            /* lines of the piece that are still to be given */
    uint64_t member;
    const char *error, *error_shard;
    uint64_t error_at;
};

static void release(void *reader)
{
    struct archive_reader *released = reader;

    shard_close(released->shard);
    arena_free(&released->text);
    arena_free(&released->index_memory);
    arena_free(&released->opened);
}

struct archive_reader *archive_reader_new(struct arena *arena, const struct archive_days *days)
{
    struct archive_reader *reader = ARENA_NEW(arena, struct archive_reader);

    void **owned = arena_own(arena, release);

    arena_init(&reader->opened, 0);
    arena_init(&reader->index_memory, 0);
    arena_init(&reader->text, 0);
    reader->arena = arena;
    reader->days = days;
    *owned = reader;
    return reader;
}

static void close_shard(struct archive_reader *reader)
{
    shard_close(reader->shard);
    reader->shard = NULL;
    reader->index = NULL;
    reader->left = (str){NULL, 0};
}

bool archive_reader_open(struct archive_reader *reader, const char *path, str *of,
                         const char **error)
{
    struct stat st;

    close_shard(reader);
    arena_reset(&reader->opened);
    reader->opened.escape = reader->arena->escape;
    reader->listed = (struct listed){0};
    reader->next = 0;
    *of = str_of(path);
    if (stat(path, &st) != 0) {
        *error = read_why_not();
        return false;
    }
    reader->loose = !S_ISDIR(st.st_mode);
    if (!reader->loose)
        return archive_list(&reader->opened, str_of(path), &reader->listed, of, error);
    reader->listed.shards = ARENA_NEW(&reader->opened, struct listed_shard);
    reader->listed.shards[0] =
        (struct listed_shard){.path = str_of(path), .opened = path, .limit = UINT64_MAX};
    reader->listed.count = 1;
    return true;
}

static enum archive_said damaged(struct archive_reader *reader, uint64_t at, const char *error)
{
    reader->error = error;
    reader->error_at = at;
    reader->error_shard = reader->now->opened;
    return ARCHIVE_DAMAGED;
}

const char *archive_reader_error(const struct archive_reader *reader, const char **shard,
                                 uint64_t *at)
{
    *shard = reader->error_shard;
    *at = reader->error_at;
    return reader->error;
}

uint64_t archive_reader_plain(const struct archive_reader *reader)
{
    return reader->plain;
}

const struct listed *archive_reader_listed(const struct archive_reader *reader)
{
    return &reader->listed;
}

/* Bytes of a text are in the order of days: all are "YYYY-MM-DD". */
static bool before(str a, str b)
{
    return a.n && b.n && memcmp(a.p, b.p, a.n < b.n ? a.n : b.n) < 0;
}

static bool wanted(const struct archive_reader *reader, const struct listed_shard *shard)
{
    return !before(shard->day, reader->days->from) && !before(reader->days->to, shard->day);
}

/* Opens the next shard that is wanted; ARCHIVE_RECORD: it is open. */
static enum archive_said open_next(struct archive_reader *reader)
{
    const char *error = "";

    do {
        if (reader->next == reader->listed.count)
            return ARCHIVE_END;
        reader->now = &reader->listed.shards[reader->next++];
    } while (!wanted(reader, reader->now));
    reader->warc = archive_is_warc_name(str_of(reader->now->opened));
    reader->shard = shard_open(reader->now->opened, reader->now->limit, reader->loose, &error);
    return reader->shard ? ARCHIVE_RECORD : damaged(reader, 0, error);
}

/* Goes on behind damage. Of a shard that grows and no commit measures, what stands at the end and
 * is not sound was never committed. */
static enum archive_said after_damage(struct archive_reader *reader, uint64_t at, const char *error)
{
    bool tail = reader->now->part && reader->now->limit == UINT64_MAX;

    if (reader->loose || !shard_resync(reader->shard))
        close_shard(reader);
    else if (tail && shard_over(reader->shard)) {
        close_shard(reader);
        return ARCHIVE_END;
    }
    return damaged(reader, at, error);
}

static enum archive_said piece_said(struct archive_reader *reader, enum shard_said said)
{
    uint64_t at = shard_at(reader->shard);
    const char *error = shard_error(reader->shard);

    if (said == SHARD_DAMAGED)
        return after_damage(reader, at, error);
    close_shard(reader);
    return said == SHARD_END ? ARCHIVE_END : damaged(reader, at, error);
}

/* A member of WARC becomes the line of its record; the first of a shard becomes none. */
static enum archive_said read_warc(struct archive_reader *reader, const struct shard_piece *piece)
{
    struct archive_warc warc;

    if (!archive_warc_read(piece->lines, &warc))
        return after_damage(reader, piece->offset, "the member holds no record of ours");
    arena_reset(&reader->text);
    reader->text.escape = reader->arena->escape;
    reader->left = warc.info ? (str){NULL, 0} : archive_warc_line(&reader->text, &warc);
    return ARCHIVE_RECORD;
}

/* Reads the next piece; ARCHIVE_RECORD: it is there, ARCHIVE_END: the shard is read. */
static enum archive_said next_piece(struct archive_reader *reader)
{
    struct shard_piece piece;
    enum shard_said said;

    said = shard_next(reader->shard, &piece);
    if (said != SHARD_PIECE)
        return piece_said(reader, said);
    reader->left = piece.lines;
    reader->member = piece.offset;
    reader->plain += piece.lines.n;
    return reader->warc ? read_warc(reader, &piece) : ARCHIVE_RECORD;
}

static enum archive_said scan_next(struct archive_reader *reader)
{
    return reader->shard ? next_piece(reader) : open_next(reader);
}

static enum archive_said give(struct archive_reader *reader, struct archive_record *record)
{
    *record = (struct archive_record){
        .shard = reader->now->opened, .member = reader->member, .day = reader->now->day};
    str_split(&reader->left, '\n', &record->line);
    return ARCHIVE_RECORD;
}

enum archive_said archive_reader_next(struct archive_reader *reader, struct archive_record *record)
{
    while (!reader->left.n) {
        enum archive_said said = scan_next(reader);
        if (said == ARCHIVE_END && reader->next < reader->listed.count)
            continue;
        if (said != ARCHIVE_RECORD)
            return said;
    }
    return give(reader, record);
}

/* ---- by id ---- */

/* Opens the next shard and stands before the first entry that may be meant. */
static enum archive_said look_up(struct archive_reader *reader, uint64_t id_hash, bool careful)
{
    enum archive_said said = open_next(reader);
    struct arena *memory = &reader->index_memory;
    struct shard_index *index;

    if (said != ARCHIVE_RECORD || reader->loose || reader->now == reader->distrusted)
        return said;
    arena_reset(memory);
    memory->escape = reader->arena->escape;
    if (shard_index_open(memory, reader->now->opened, shard_size(reader->shard), &index) ==
            INDEX_OPEN &&
        (!careful || shard_index_sound(index, memory)) &&
        shard_index_find(index, id_hash, &reader->entry))
        reader->index = index;
    return said;
}

/* Where the record of the next entry stands. false: no entry is left. *sound: the index leads to
 * a record, which need not be the right one. */
static bool next_entry(struct archive_reader *reader, uint64_t id_hash, bool *sound)
{
    struct shard_index_entry entry;
    struct shard_index_member member;

    *sound = true;
    if (reader->entry >= shard_index_head(reader->index)->records)
        return false;
    *sound = shard_index_entry(reader->index, reader->entry++, &entry);
    if (*sound && entry.id_hash != id_hash)
        return false;
    *sound = *sound && shard_index_member(reader->index, entry.member, &member) &&
             shard_seek(reader->shard, member.offset) && next_piece(reader) == ARCHIVE_RECORD;
    for (str line; *sound && entry.number; entry.number--)
        *sound = str_split(&reader->left, '\n', &line);
    *sound = *sound && reader->left.n;
    return *sound;
}

/* What the index says is not so: the shard is read as a whole instead. */
static void read_whole(struct archive_reader *reader)
{
    close_shard(reader);
    reader->distrusted = reader->now;
    reader->next--;
}

enum archive_said archive_reader_find(struct archive_reader *reader, uint64_t id_hash, bool careful,
                                      struct archive_record *record)
{
    for (;;) {
        enum archive_said said = ARCHIVE_RECORD;
        bool sound;

        if (reader->index) {
            if (next_entry(reader, id_hash, &sound)) {
                said = give(reader, record);
                reader->left = (str){NULL, 0};
                return said;
            }
            if (sound)
                close_shard(reader);
            else
                read_whole(reader);
            continue;
        }
        if (reader->left.n)
            return give(reader, record);
        said = reader->shard ? next_piece(reader) : look_up(reader, id_hash, careful);
        if (said == ARCHIVE_END && reader->next < reader->listed.count)
            continue;
        if (said != ARCHIVE_RECORD)
            return said;
    }
}
