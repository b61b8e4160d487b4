/* archive_resume: a shard that a run left behind is read up to its commit, so that its index and
 * its hash go on as if nothing had been. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/hash.h"
#include "../base/json_scan.h"
#include "archive.h"
#include "archive_grow.h"
#include "archive_name.h"
#include "archive_read_shard.h"

enum { CHUNK = 1 << 16 };

static bool hash_file(struct growing *shard, uint64_t bytes, struct fault *fault)
{
    char *chunk = malloc(CHUNK);
    bool sound = chunk || fault_set(fault, "out of memory");

    for (uint64_t at = 0; sound && at < bytes;) {
        size_t n = bytes - at < CHUNK ? (size_t)(bytes - at) : CHUNK;
        sound = disk_read_at(shard->fd, shard->part, chunk, n, at, fault);
        sha256_add(shard->sha, (str){chunk, n});
        at += n;
    }
    free(chunk);
    return sound;
}

/* The member that the reader showed: its row, and an entry for each of its lines. */
static bool add_piece(struct growing *shard, const struct shard_piece *piece, struct arena *arena,
                      struct fault *fault)
{
    str lines = piece->lines, line;
    struct member member = {.done = true};
    bool sound = true;

    while (sound && lines.n && str_split(&lines, '\n', &line)) {
        uint64_t id = hash64(archive_record_id(arena, line));
        sound = bytes_put(&member.ids, &id, sizeof id);
    }
    member.plain.n = piece->lines.n;
    sound = sound && grow_know(shard, &member);
    shard->bytes = piece->end;
    bytes_free(&member.ids);
    return sound || fault_set(fault, "out of memory");
}

static bool read_members(struct growing *shard, uint64_t bytes, struct arena *arena,
                         struct fault *fault)
{
    const char *error = "";
    struct shard *reader = shard_open(shard->part, bytes, false, &error);
    struct shard_piece piece;
    enum shard_said said = SHARD_FAILED;
    bool sound = true;

    if (!reader)
        return fault_set(fault, "%s: %s", shard->part, error);
    while (sound && (said = shard_next(reader, &piece)) == SHARD_PIECE) {
        sound = add_piece(shard, &piece, arena, fault);
        arena_reset(arena);
    }
    if (sound && said != SHARD_END)
        sound = fault_set(fault, "%s: at byte %llu: %s", shard->part,
                          (unsigned long long)shard_at(reader), shard_error(reader));
    shard_close(reader);
    return sound;
}

static bool read_known(struct growing *shard, uint64_t bytes, struct fault *fault)
{
    struct arena arena;
    jmp_buf way_out;
    bool sound;

    arena_init(&arena, 0);
    arena.escape = &way_out;
    /* What leaves by the arena is a record's id with escapes in it: a reader is open then. */
    sound = setjmp(way_out) ? fault_set(fault, "out of memory")
                            : read_members(shard, bytes, &arena, fault);
    arena_free(&arena);
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
