#include "archive_index_write.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/hash.h"
#include "archive.h"

static int by_id(const void *a, const void *b)
{
    const struct shard_index_entry *x = a, *y = b;

    if (x->id_hash != y->id_hash)
        return x->id_hash < y->id_hash ? -1 : 1;
    if (x->member != y->member)
        return x->member < y->member ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* n bytes of a number, the lowest first, whatever the machine's own order is. There is room. */
static void put(struct bytes *out, uint64_t number, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out->p[out->n++] = (char)(number >> 8 * i & 0xFF);
}

static void put_rows(struct bytes *out, const struct growing *shard, size_t members, size_t records)
{
    const struct shard_index_member *member = (const void *)shard->members.p;
    const struct shard_index_entry *entry = (const void *)shard->entries.p;

    for (size_t i = 0; i < members; i++) {
        put(out, member[i].offset, sizeof member->offset);
        put(out, member[i].first, sizeof member->first);
    }
    for (size_t i = 0; i < records; i++) {
        put(out, entry[i].id_hash, sizeof entry->id_hash);
        put(out, entry[i].member, sizeof entry->member);
        put(out, entry[i].number, sizeof entry->number);
    }
}

static bool make(struct bytes *out, struct growing *shard)
{
    size_t members = shard->members.n / sizeof(struct shard_index_member);
    size_t records = shard->entries.n / sizeof(struct shard_index_entry);

    if (records)
        qsort(shard->entries.p, records, sizeof(struct shard_index_entry), by_id);
    if (!bytes_room(out, sizeof(struct shard_index_head) + shard->members.n + shard->entries.n +
                             sizeof(uint64_t)) ||
        !bytes_put(out, SHARD_INDEX_MAGIC, sizeof SHARD_INDEX_MAGIC - 1))
        return false;
    put(out, shard->bytes, sizeof(uint64_t));
    put(out, shard->plain, sizeof(uint64_t));
    put(out, members, sizeof(uint64_t));
    put(out, records, sizeof(uint64_t));
    put_rows(out, shard, members, records);
    put(out, hash64(bytes_text(out)), sizeof(uint64_t));
    return true;
}

bool archive_index_write(struct growing *shard, struct fault *fault)
{
    size_t n = strlen(shard->part) - (sizeof ARCHIVE_PART - 1);
    struct bytes out = {NULL, 0, 0};
    char path[PATH_MAX];
    bool done;

    if (n + sizeof ARCHIVE_INDEX > sizeof path)
        return fault_set(fault, "%s: the name is too long", shard->part);
    snprintf(path, sizeof path, "%.*s" ARCHIVE_INDEX, (int)n, shard->part);
    done = make(&out, shard) ? disk_replace(path, bytes_text(&out), fault)
                             : fault_set(fault, "out of memory");
    bytes_free(&out);
    return done;
}
