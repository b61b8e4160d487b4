/* archive_resume: a shard that a run left behind is read up to its commit, so that its index and
 * its hash go on as if nothing had been. */
#include <errno.h>
#include <stdlib.h>

#include "../base/hash.h"
#include "archive.h"
#include "archive_grow.h"
#include "archive_name.h"
#include "archive_read_shard.h"
#include "archive_warc.h"
#include "scratch.h"

enum { CHUNK = 1 << 16 };

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
    uint64_t bytes; /* of it that count */
    struct shard *reader;
    struct member member; /* ids alone */
};

static bool know_id(struct resuming *resuming, str id)
{
    uint64_t hash = hash64(id);

    return bytes_put(&resuming->member.ids, &hash, sizeof hash);
}

/* The ids of a member's records. */
static bool know_ids(struct resuming *resuming, str text, struct arena *scratch)
{
    struct archive_warc warc;
    str line;

    if (archive_warc_read(text, &warc))
        return warc.info || know_id(resuming, archive_record_id(scratch, warc.record));
    while (text.n && str_split(&text, '\n', &line))
        if (!know_id(resuming, archive_record_id(scratch, line)))
            return false;
    return true;
}

/* Of a member: its row, and an entry for each of its records. */
static bool add_member(struct resuming *resuming, const struct shard_piece *piece,
                       struct arena *scratch, struct fault *fault)
{
    bool sound;

    resuming->member.ids.n = 0;
    resuming->member.plain.n = piece->lines.n;
    sound =
        know_ids(resuming, piece->lines, scratch) && grow_know(resuming->shard, &resuming->member);
    resuming->member.plain.n = 0;
    resuming->shard->bytes = piece->end;
    arena_reset(scratch);
    return sound || fault_no_memory(fault);
}

static bool read_members(void *context, struct arena *scratch, struct fault *fault)
{
    struct resuming *resuming = context;
    const char *part = resuming->shard->part, *error = "";
    struct shard_piece piece;
    enum shard_said said;

    resuming->reader = shard_open(part, resuming->bytes, false, &error);
    if (!resuming->reader)
        return fault_set(fault, "%s: %s", part, error);
    while ((said = shard_next(resuming->reader, &piece)) == SHARD_PIECE)
        if (!add_member(resuming, &piece, scratch, fault))
            return false;
    return said == SHARD_END ||
           fault_set(fault, "%s: at byte %llu: %s", part,
                     (unsigned long long)shard_at(resuming->reader), shard_error(resuming->reader));
}

static bool read_known(struct growing *shard, uint64_t bytes, struct fault *fault)
{
    struct resuming resuming = {.shard = shard, .bytes = bytes};
    bool sound = scratch_do(read_members, &resuming, fault);

    shard_close(resuming.reader);
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
