#include "archive_index_image.h"

#include <endian.h>
#include <stdlib.h>

#include "../base/hash.h"

enum { FIRST_ROOM = 1024 };

struct index_image index_image_new(struct arena *arena)
{
    return (struct index_image){.arena = arena};
}

/* Room for one more of `size` bytes each. */
static void *make_room(struct arena *arena, void *p, uint64_t count, uint64_t *room, size_t size)
{
    uint64_t more = *room ? *room * 2 : FIRST_ROOM;

    if (count < *room)
        return p;
    p = arena_grow(arena, p, (size_t)*room * size, (size_t)more * size);
    *room = more;
    return p;
}

void index_image_member(struct index_image *image, uint64_t offset)
{
    image->members = make_room(image->arena, image->members, image->member_count,
                               &image->member_room, sizeof *image->members);
    image->members[image->member_count++] = (struct shard_index_member){offset, image->entry_count};
    image->in_member = 0;
}

void index_image_record(struct index_image *image, uint64_t id_hash)
{
    image->entries = make_room(image->arena, image->entries, image->entry_count, &image->entry_room,
                               sizeof *image->entries);
    image->entries[image->entry_count++] = (struct shard_index_entry){
        id_hash, (uint32_t)(image->member_count - 1), (uint32_t)image->in_member++};
}

static int by_hash(const void *a, const void *b)
{
    const struct shard_index_entry *left = a, *right = b;

    if (left->id_hash != right->id_hash)
        return left->id_hash < right->id_hash ? -1 : 1;
    if (left->member != right->member)
        return left->member < right->member ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

static void put_members(const struct index_image *image, struct buf *out)
{
    for (uint64_t i = 0; i < image->member_count; i++) {
        struct shard_index_member member = {htole64(image->members[i].offset),
                                            htole64(image->members[i].first)};
        buf_put(out, &member, sizeof member);
    }
}

static void put_entries(struct index_image *image, struct buf *out)
{
    if (image->entry_count)
        qsort(image->entries, (size_t)image->entry_count, sizeof *image->entries, by_hash);
    for (uint64_t i = 0; i < image->entry_count; i++) {
        struct shard_index_entry entry = image->entries[i];
        entry.id_hash = htole64(entry.id_hash);
        entry.member = htole32(entry.member);
        entry.number = htole32(entry.number);
        buf_put(out, &entry, sizeof entry);
    }
}

str index_image_bytes(struct index_image *image, uint64_t shard_bytes, uint64_t plain_bytes)
{
    struct shard_index_head head = {.shard_bytes = htole64(shard_bytes),
                                    .plain_bytes = htole64(plain_bytes),
                                    .members = htole64(image->member_count),
                                    .records = htole64(image->entry_count)};
    struct buf out = buf_new(image->arena, SIZE_MAX / 4);
    uint64_t check;

    memcpy(head.magic, SHARD_INDEX_MAGIC, sizeof head.magic);
    buf_reserve(&out, sizeof head + (size_t)image->member_count * sizeof *image->members +
                          (size_t)image->entry_count * sizeof *image->entries + sizeof check);
    buf_put(&out, &head, sizeof head);
    put_members(image, &out);
    put_entries(image, &out);
    check = htole64(hash64(buf_text(&out)));
    buf_put(&out, &check, sizeof check);
    return buf_text(&out);
}
