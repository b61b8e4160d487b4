/* archive_resume: a shard that a run left behind is read up to its commit, so that its index and
 * its hash go on as if nothing had been. */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "../base/hash.h"
#include "../base/pack.h"
#include "archive.h"
#include "archive_grow.h"
#include "archive_name.h"
#include "archive_read_shard.h"

enum { CHUNK = 1 << 16, MOST_PLAIN = 1 << 30 /* of a member: a long record stands alone */ };

static bool hash_file(struct growing *shard, uint64_t bytes, struct fault *fault)
{
    char *chunk = malloc(CHUNK);
    bool sound = chunk || fault_set(fault, "out of memory");

    for (uint64_t at = 0; sound && at < bytes;) {
        size_t n = bytes - at < CHUNK ? (size_t)(bytes - at) : CHUNK;
        sound = disk_read_at(shard->fd, shard->part, chunk, n, at, fault);
        sha256_add(&shard->sha, (str){chunk, n});
        at += n;
    }
    free(chunk);
    return sound;
}

/* What is open while the members are read: whoever sets the arena's way out lets go of it. */
struct resuming {
    struct growing *shard;
    uint64_t bytes;       /* of it that count */
    struct shard *reader; /* of gzip */
    char *packed;         /* of zstd: the shard, mapped */
    struct bytes plain;
    struct member member; /* ids alone */
    struct arena arena;   /* of a record */
};

static bool no_memory(struct fault *fault)
{
    return fault_set(fault, "out of memory");
}

static bool cannot_read(const struct resuming *resuming, uint64_t at, const char *why,
                        struct fault *fault)
{
    return fault_set(fault, "%s: at byte %llu: %s", resuming->shard->part, (unsigned long long)at,
                     why);
}

static bool know_id(struct resuming *resuming, str id)
{
    uint64_t hash = hash64(id);

    return bytes_put(&resuming->member.ids, &hash, sizeof hash);
}

/* Of a member that ends at `end`: its row, and an entry for each of its records. */
static bool add_member(struct resuming *resuming, str text, uint64_t end, struct fault *fault)
{
    str lines = text, line;
    bool sound = true;

    resuming->member.ids.n = 0;
    if (archive_is_warc(text))
        sound =
            archive_is_warcinfo(text) || know_id(resuming, archive_warc_id(&resuming->arena, text));
    else
        while (sound && lines.n && str_split(&lines, '\n', &line))
            sound = know_id(resuming, archive_record_id(&resuming->arena, line));
    resuming->member.plain.n = text.n;
    sound = sound && grow_know(resuming->shard, &resuming->member);
    resuming->member.plain.n = 0;
    resuming->shard->bytes = end;
    arena_reset(&resuming->arena);
    return sound || no_memory(fault);
}

static bool read_gzip(struct resuming *resuming, struct fault *fault)
{
    struct shard_piece piece;
    enum shard_said said;
    const char *error = "";

    resuming->reader = shard_open(resuming->shard->part, resuming->bytes, false, &error);
    if (!resuming->reader)
        return fault_set(fault, "%s: %s", resuming->shard->part, error);
    while ((said = shard_next(resuming->reader, &piece)) == SHARD_PIECE)
        if (!add_member(resuming, piece.lines, piece.end, fault))
            return false;
    return said == SHARD_END ||
           cannot_read(resuming, shard_at(resuming->reader), shard_error(resuming->reader), fault);
}

static bool read_zstd(struct resuming *resuming, struct fault *fault)
{
    size_t used, n = (size_t)resuming->bytes;

    if (!n)
        return true;
    resuming->packed = mmap(NULL, n, PROT_READ, MAP_SHARED, resuming->shard->fd, 0);
    if (resuming->packed == MAP_FAILED)
        return cannot_read(resuming, 0, strerror(errno), fault);
    for (size_t at = 0; at < n; at += used) {
        str rest = {resuming->packed + at, n - at};
        if (!pack_unframe(rest, MOST_PLAIN, &resuming->plain, &used))
            return cannot_read(resuming, at, "the zstd frame is damaged", fault);
        if (!add_member(resuming, bytes_text(&resuming->plain), at + used, fault))
            return false;
    }
    return true;
}

static bool read_safely(struct resuming *resuming, struct fault *fault)
{
    str name = str_of(resuming->shard->path);
    jmp_buf way_out;

    resuming->arena.escape = &way_out;
    if (setjmp(way_out))
        return no_memory(fault);
    return str_ends(name, str_of(pack_suffix(PACK_ZSTD))) ? read_zstd(resuming, fault)
                                                          : read_gzip(resuming, fault);
}

static bool read_known(struct growing *shard, uint64_t bytes, struct fault *fault)
{
    struct resuming resuming = {.shard = shard, .bytes = bytes, .packed = MAP_FAILED};
    bool sound;

    arena_init(&resuming.arena, 0);
    sound = read_safely(&resuming, fault);
    arena_free(&resuming.arena);
    shard_close(resuming.reader);
    if (resuming.packed != MAP_FAILED)
        munmap(resuming.packed, (size_t)bytes);
    bytes_free(&resuming.plain);
    bytes_free(&resuming.member.ids);
    return sound;
}

bool grow_resume(struct growing *shard, const char *folder, str path, uint64_t bytes,
                 uint64_t *torn, struct fault *fault)
{
    uint64_t length;

    if (!grow_name(shard, folder, path, fault))
        return false;
    shard->fd = disk_open(shard->part, false, fault);
    if (shard->fd < 0 || !disk_length(shard->fd, shard->part, &length, fault))
        return false;
    if (length < bytes)
        return fault_set(fault, "%s: has %llu bytes, but %llu were committed", shard->part,
                         (unsigned long long)length, (unsigned long long)bytes);
    *torn = length - bytes;
    return disk_cut(shard->fd, shard->part, bytes, fault) &&
           (!*torn || disk_sync(shard->fd, shard->part, fault)) && hash_file(shard, bytes, fault) &&
           read_known(shard, bytes, fault);
}
