#include "archive_verify.h"

#include <errno.h>

#include "../base/file.h"
#include "../base/hash.h"
#include "../base/json_scan.h"
#include "archive_index_image.h"
#include "archive_name.h"
#include "archive_read_file.h"
#include "archive_read_list.h"
#include "archive_read_shard.h"
#include "archive_warc.h"

enum { INDEX_MOST = 1 << 30 };

struct verifying {
    struct arena *arena, *each;
    bool rebuild;
    struct verified found;
    struct shard *open; /* owned by `each` */
};

static bool damage(struct verifying *verifying, str path, uint64_t at, const char *what)
{
    verifying->found.path = str_dup(verifying->arena, path);
    verifying->found.at = at;
    verifying->found.what = what;
    return false;
}

static void close_shard(void *shard)
{
    shard_close(shard);
}

/* The hash of the record's id. false: it is no record. */
static bool read_id(struct arena *arena, str line, uint64_t *id_hash)
{
    struct json_scan scan = json_scan(line);
    bool has_id = false;
    str key, value;

    while (json_scan_member(&scan, &key, &value))
        if (!has_id && str_eq(key, S("id"))) {
            str id = json_scan_text(arena, value);
            *id_hash = hash64(id);
            has_id = true;
        }
    return json_scan_whole(&scan) && has_id;
}

static bool damage_member(struct verifying *verifying, const struct listed_shard *shard,
                          const struct shard_piece *piece, const char *what)
{
    return damage(verifying, shard->path, piece->offset, what);
}

/* A member of WARC: its record, its digests; only the first of a shard is none. */
static bool read_warc(struct verifying *verifying, const struct listed_shard *shard,
                      const struct shard_piece *piece, struct index_image *image)
{
    struct archive_warc warc;
    uint64_t id_hash = 0;

    if (!archive_warc_read(piece->lines, &warc) || warc.info != !piece->offset)
        return damage_member(verifying, shard, piece, "no record of ours is in this member");
    if (!archive_warc_sound(&warc))
        return damage_member(verifying, shard, piece,
                             "a digest of the record in this member does not agree");
    if (warc.info)
        return true;
    if (!read_id(verifying->each, warc.record, &id_hash))
        return damage_member(verifying, shard, piece,
                             "what is kept of the record in this member is none");
    index_image_record(image, id_hash);
    return true;
}

/* Every record of a member. */
static bool read_member(struct verifying *verifying, const struct listed_shard *shard,
                        const struct shard_piece *piece, struct index_image *image)
{
    str rest = piece->lines, line;

    index_image_member(image, piece->offset);
    if (archive_is_warc_name(shard->path))
        return read_warc(verifying, shard, piece, image);
    while (rest.n && str_split(&rest, '\n', &line)) {
        uint64_t id_hash = 0;
        if (!read_id(verifying->each, line, &id_hash))
            return damage_member(verifying, shard, piece,
                                 "holds what is no record, in the member that begins here");
        index_image_record(image, id_hash);
    }
    return true;
}

static bool agrees(struct verifying *verifying, const struct listed_shard *shard,
                   const struct verified *of, const char *sha256)
{
    const struct manifest_shard *row = shard->row;

    if (!row)
        return true;
    if (row->bytes != of->bytes)
        return damage(verifying, shard->path, of->bytes, "is not as long as MANIFEST says");
    if (!str_eq(row->sha256, str_of(sha256)))
        return damage(verifying, shard->path, 0, "its SHA-256 is not the one in MANIFEST");
    if (row->plain != of->plain || row->members != of->members || row->records != of->records)
        return damage(verifying, shard->path, 0, "holds other counts than MANIFEST says");
    return true;
}

static bool write_index(struct verifying *verifying, str path, str image)
{
    const char *error = "", *name = str_zero_ended(verifying->each, path);
    struct file *file = file_open(name, false, &error);

    if (!file)
        return damage(verifying, path, 0, error);
    if (!file_write(file, image)) {
        file_drop(file);
        return damage(verifying, path, 0, "cannot be written");
    }
    if (!file_commit(file, &error))
        return damage(verifying, path, 0, error);
    verifying->found.rebuilt++;
    return true;
}

/* The first byte in which they differ. */
static uint64_t difference(str a, str b)
{
    size_t at = 0;

    while (at < a.n && at < b.n && a.p[at] == b.p[at])
        at++;
    return at;
}

static bool check_index(struct verifying *verifying, const struct listed_shard *shard, str image)
{
    str path = str_printf(verifying->each, "%s" ARCHIVE_INDEX, shard->opened);
    str shown =
        str_printf(verifying->each, "%.*s" ARCHIVE_INDEX, (int)shard->path.n, shard->path.p);
    str bytes = {NULL, 0};
    bool there =
        read_file(verifying->each, str_zero_ended(verifying->each, path), INDEX_MOST, &bytes);

    if (there && str_eq(bytes, image))
        return true;
    if (verifying->rebuild)
        return write_index(verifying, path, image);
    if (!there && errno == ENOENT && !shard->row)
        return true; /* the next run makes it, and the row */
    if (!there)
        return damage(verifying, shown, 0,
                      errno == ENOENT ? "is not there; --rebuild-index makes it anew"
                                      : "cannot be read; --rebuild-index makes it anew");
    return damage(verifying, shown, difference(bytes, image),
                  "is not the index of its shard; --rebuild-index makes it anew");
}

static bool finish(struct verifying *verifying, const struct listed_shard *shard,
                   struct verified *of, struct index_image *image)
{
    char sha256[SHA256_HEX + 1] = "";

    of->bytes = shard_size(verifying->open);
    if (!shard->part && !shard_sha256(verifying->open, sha256))
        return damage(verifying, shard->path, 0, "was not read in one piece");
    if (!agrees(verifying, shard, of, sha256))
        return false;
    return shard->part ||
           check_index(verifying, shard, index_image_bytes(image, of->bytes, of->plain));
}

/* What is damaged in a shard that grows and that no commit measures is the rest of what was never
 * committed, unless something sound stands behind it. */
static bool torn_tail(struct verifying *verifying, const struct listed_shard *shard)
{
    return shard->part && shard->limit == UINT64_MAX && shard_resync(verifying->open) &&
           shard_over(verifying->open);
}

static bool read_shard(struct verifying *verifying, const struct listed_shard *shard,
                       struct verified *of)
{
    struct index_image image = index_image_new(verifying->each);
    struct shard_piece piece;
    enum shard_said said;

    while ((said = shard_next(verifying->open, &piece)) == SHARD_PIECE) {
        if (!read_member(verifying, shard, &piece, &image))
            return false;
        of->members++;
        of->plain += piece.lines.n;
        of->records = image.entry_count;
    }
    if (said != SHARD_END && !torn_tail(verifying, shard))
        return damage(verifying, shard->path, shard_at(verifying->open),
                      shard_error(verifying->open));
    return finish(verifying, shard, of, &image);
}

static void add(struct verified *to, const struct verified *of, bool part)
{
    to->shards += !part;
    to->growing += part;
    to->members += of->members;
    to->records += of->records;
    to->bytes += of->bytes;
    to->plain += of->plain;
}

static bool verify_shard(struct verifying *verifying, const struct listed_shard *shard)
{
    struct verified of = {0};
    const char *error = "";
    void **owned;
    bool sound;

    arena_reset(verifying->each);
    owned = arena_own(verifying->each, close_shard);
    verifying->open = shard_open(shard->opened, shard->limit, false, &error);
    if (!verifying->open)
        return damage(verifying, shard->path, 0, error);
    *owned = verifying->open;
    if (shard->part && shard->limit != UINT64_MAX && shard_size(verifying->open) < shard->limit)
        return damage(verifying, shard->path, shard_size(verifying->open),
                      "is shorter than the last commit says");
    sound = read_shard(verifying, shard, &of);
    add(&verifying->found, &of, shard->part);
    if (!sound)
        verifying->found.shards -= !shard->part;
    return sound;
}

struct verified archive_verify(struct arena *arena, struct arena *each, str folder, bool rebuild)
{
    struct verifying verifying = {.arena = arena, .each = each, .rebuild = rebuild};
    struct listed listed;
    const char *error = "";
    str path = {NULL, 0};

    if (!archive_list(arena, folder, &listed, &path, &error)) {
        damage(&verifying, path, 0, error);
        return verifying.found;
    }
    for (size_t i = 0; i < listed.count; i++)
        if (!verify_shard(&verifying, &listed.shards[i]))
            return verifying.found;
    if (listed.missing.n)
        damage(&verifying, listed.missing, 0, "is not there, but stands in MANIFEST");
    else
        verifying.found.sound = true;
    return verifying.found;
}
