#include "archive_read_index.h"

#include <endian.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/hash.h"
#include "archive_read_file.h"

struct shard_index {
    int fd;
    struct shard_index_head head;
};

static void close_index(void *index)
{
    close(((struct shard_index *)index)->fd);
}

/* Do the counts agree with the size of the file? Each is compared before it is multiplied. */
static bool fits(const struct shard_index_head *head, uint64_t size)
{
    uint64_t room = size - sizeof *head - sizeof(uint64_t);
    uint64_t most = room / sizeof(struct shard_index_entry);

    return head->members <= most && head->records <= most &&
           head->members * sizeof(struct shard_index_member) +
                   head->records * sizeof(struct shard_index_entry) ==
               room;
}

static bool read_head(struct shard_index *index, uint64_t bytes)
{
    struct shard_index_head *head = &index->head;
    struct stat st;

    if (fstat(index->fd, &st) != 0 || (uint64_t)st.st_size < sizeof *head + sizeof(uint64_t) ||
        !read_at(index->fd, head, sizeof *head, 0))
        return false;
    head->shard_bytes = le64toh(head->shard_bytes);
    head->plain_bytes = le64toh(head->plain_bytes);
    head->members = le64toh(head->members);
    head->records = le64toh(head->records);
    return memcmp(head->magic, SHARD_INDEX_MAGIC, sizeof head->magic) == 0 &&
           head->shard_bytes == bytes && fits(head, (uint64_t)st.st_size);
}

enum index_said shard_index_open(struct arena *arena, const char *shard, uint64_t bytes,
                                 struct shard_index **index)
{
    struct shard_index *opened = ARENA_NEW(arena, struct shard_index);
    void **owned = arena_own(arena, close_index);
    str path = str_printf(arena, "%s" ARCHIVE_INDEX, shard);

    opened->fd = open(str_zero_ended(arena, path), O_RDONLY | O_CLOEXEC);
    if (opened->fd < 0)
        return INDEX_NONE;
    *owned = opened;
    if (!read_head(opened, bytes))
        return INDEX_BAD;
    *index = opened;
    return INDEX_OPEN;
}

bool shard_index_sound(struct shard_index *index, struct arena *arena)
{
    const struct shard_index_head *head = &index->head;
    size_t n = sizeof *head + (size_t)(head->members * sizeof(struct shard_index_member) +
                                       head->records * sizeof(struct shard_index_entry));
    char *bytes = arena_alloc(arena, n + sizeof(uint64_t));
    uint64_t check;

    if (!read_at(index->fd, bytes, n + sizeof check, 0))
        return false;
    memcpy(&check, bytes + n, sizeof check);
    return le64toh(check) == hash64((str){bytes, n});
}

const struct shard_index_head *shard_index_head(const struct shard_index *index)
{
    return &index->head;
}

bool shard_index_entry(struct shard_index *index, uint64_t i, struct shard_index_entry *entry)
{
    uint64_t at = sizeof index->head + index->head.members * sizeof(struct shard_index_member) +
                  i * sizeof *entry;

    if (i >= index->head.records || !read_at(index->fd, entry, sizeof *entry, at))
        return false;
    entry->id_hash = le64toh(entry->id_hash);
    entry->member = le32toh(entry->member);
    entry->number = le32toh(entry->number);
    return true;
}

bool shard_index_member(struct shard_index *index, uint64_t i, struct shard_index_member *member)
{
    if (i >= index->head.members ||
        !read_at(index->fd, member, sizeof *member, sizeof index->head + i * sizeof *member))
        return false;
    member->offset = le64toh(member->offset);
    member->first = le64toh(member->first);
    return true;
}

bool shard_index_find(struct shard_index *index, uint64_t id_hash, uint64_t *first)
{
    uint64_t low = 0, high = index->head.records;
    struct shard_index_entry entry;

    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (!shard_index_entry(index, middle, &entry))
            return false;
        if (entry.id_hash < id_hash)
            low = middle + 1;
        else
            high = middle;
    }
    *first = index->head.records;
    if (low == index->head.records)
        return true;
    if (!shard_index_entry(index, low, &entry))
        return false;
    if (entry.id_hash == id_hash)
        *first = low;
    return true;
}
