#include "archive_grow.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive.h"
#include "archive_index_image.h"
#include "scratch.h"

enum { ROW_SIZE = 400 };

bool grow_name(struct growing *shard, const char *folder, str path, struct fault *fault)
{
    size_t room = strlen(folder) + 1 + path.n + sizeof ARCHIVE_PART;

    *shard = (struct growing){.fd = -1};
    shard->path = strndup(path.p, path.n);
    shard->part = malloc(room);
    sha256_begin(&shard->sha);
    if (!shard->path || !shard->part)
        return fault_no_memory(fault);
    snprintf(shard->part, room, "%s/%s" ARCHIVE_PART, folder, shard->path);
    return true;
}

bool grow_begin(struct growing *shard, const char *folder, const char *path, struct fault *fault)
{
    char whole[PATH_MAX];

    if (!grow_name(shard, folder, str_of(path), fault) || !disk_make_folders(shard->part, fault))
        return false;
    snprintf(whole, sizeof whole, "%s/%s", folder, path);
    if (disk_is_there(whole))
        return fault_set(fault, "%s: is there already: the state is older than the archive", whole);
    shard->fd = disk_open(shard->part, true, fault);
    return shard->fd >= 0 && disk_sync_folder_of(shard->part, fault);
}

bool grow_know(struct growing *shard, const struct member *member)
{
    const uint64_t *ids = (const uint64_t *)(const void *)member->ids.p;
    uint64_t first = shard->entries.n / sizeof(struct shard_index_entry);
    uint32_t number = (uint32_t)(shard->members.n / sizeof(struct shard_index_member));
    struct shard_index_member row = {shard->bytes, first};

    if (!bytes_put(&shard->members, &row, sizeof row))
        return false;
    for (size_t i = 0; i < member_records(member); i++) {
        struct shard_index_entry entry = {ids[i], number, (uint32_t)i};
        if (!bytes_put(&shard->entries, &entry, sizeof entry))
            return false;
    }
    shard->plain += member->plain.n;
    return true;
}

bool grow_add(struct growing *shard, const struct member *member, struct fault *fault)
{
    if (!grow_know(shard, member))
        return fault_no_memory(fault);
    if (!disk_write(shard->fd, shard->part, member->packed.p, member->packed.n, fault))
        return false;
    sha256_add(&shard->sha, bytes_text(&member->packed));
    shard->bytes += member->packed.n;
    shard->dirty = true;
    return true;
}

bool grow_sync(struct growing *shard, struct fault *fault)
{
    if (shard->dirty && !disk_sync(shard->fd, shard->part, fault))
        return false;
    shard->dirty = false;
    return true;
}

/* ---- the end of a shard ---- */

static bool put_row(struct growing *shard, struct bytes *rows, struct fault *fault)
{
    char row[ROW_SIZE], hex[SHA256_HEX + 1];
    int n;

    sha256_end(&shard->sha, hex);
    n = snprintf(row, sizeof row,
                 "shard %s bytes %llu plain %llu members %zu records %zu sha256 %s\n", shard->path,
                 (unsigned long long)shard->bytes, (unsigned long long)shard->plain,
                 shard->members.n / sizeof(struct shard_index_member),
                 shard->entries.n / sizeof(struct shard_index_entry), hex);
    return bytes_put(rows, row, (size_t)n) || fault_no_memory(fault);
}

static bool write_index(void *context, struct arena *scratch, struct fault *fault)
{
    const struct growing *shard = context;
    struct index_image image = {
        .arena = scratch,
        .members = (void *)shard->members.p,
        .member_count = shard->members.n / sizeof *image.members,
        .entries = (void *)shard->entries.p,
        .entry_count = shard->entries.n / sizeof *image.entries,
    };
    str part = str_of(shard->part);
    str path = str_printf(scratch, "%.*s" ARCHIVE_INDEX, (int)(part.n - S(ARCHIVE_PART).n), part.p);

    return disk_replace(str_zero_ended(scratch, path),
                        index_image_bytes(&image, shard->bytes, shard->plain), fault);
}

bool grow_finish(struct growing *shard, struct bytes *rows, struct fault *fault)
{
    bool done = grow_sync(shard, fault);

    done = disk_close(shard->fd, shard->part, fault) && done;
    shard->fd = -1;
    done = done && scratch_do(write_index, shard, fault) && put_row(shard, rows, fault);
    grow_close(shard);
    return done;
}

void grow_close(struct growing *shard)
{
    if (shard->fd >= 0)
        close(shard->fd);
    free(shard->path);
    free(shard->part);
    bytes_free(&shard->members);
    bytes_free(&shard->entries);
    *shard = (struct growing){.fd = -1};
}
