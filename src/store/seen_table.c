#include "seen_table.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 256 };

static uint64_t key_of(const struct seen_entry *entry, enum seen_by by)
{
    uint64_t key[4] = {by, 0, 0, 0};

    if (by == SEEN_BY_INODE) {
        key[1] = entry->file.device;
        key[2] = entry->file.inode;
    } else {
        key[1] = entry->file.size;
        key[2] = by == SEEN_BY_CONTENT ? entry->content.low : 0;
        key[3] = by == SEEN_BY_CONTENT ? entry->content.high : 0;
    }
    return hash64((str){(const char *)key, sizeof key});
}

static bool alike(const struct seen_entry *a, const struct seen_entry *b, enum seen_by by)
{
    if (by == SEEN_BY_INODE)
        return a->file.device == b->file.device && a->file.inode == b->file.inode;
    return a->file.size == b->file.size &&
           (by == SEEN_BY_SIZE ||
            (a->content.low == b->content.low && a->content.high == b->content.high));
}

static const struct seen_entry *entry_at(const struct seen_table *table, uint32_t number)
{
    return (const struct seen_entry *)(const void *)table->entries.p + (number - 1);
}

/* The slot of an entry that is like this one, or the free one where it would be. Each way has its
 * own slots, told apart by the way itself, which stands in the lowest bits. */
static size_t slot_of(const struct seen_table *table, const struct seen_entry *like,
                      enum seen_by by)
{
    size_t slot = (size_t)key_of(like, by) % table->slot_count;

    while (table->slots[slot] &&
           (table->slots[slot] % SEEN_WAYS != by ||
            !alike(entry_at(table, table->slots[slot] / SEEN_WAYS), like, by)))
        slot = (slot + 1) % table->slot_count;
    return slot;
}

static void enter(struct seen_table *table, uint32_t number)
{
    const struct seen_entry *entry = entry_at(table, number);

    for (unsigned by = 0; by < SEEN_WAYS; by++) {
        size_t slot = slot_of(table, entry, by);
        table->used += !table->slots[slot];
        table->slots[slot] = number * SEEN_WAYS + by;
    }
}

static bool make_room(struct seen_table *table)
{
    size_t count = table->slot_count ? 2 * table->slot_count : FIRST_SLOTS;
    uint32_t *slots;

    if (table->slot_count && table->used + SEEN_WAYS <= table->slot_count / 2)
        return true;
    slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    free(table->slots);
    table->slots = slots;
    table->slot_count = count;
    table->used = 0;
    for (uint32_t i = 1; i <= table->entries.n / sizeof(struct seen_entry); i++)
        enter(table, i);
    return true;
}

bool seen_table_add(struct seen_table *table, const struct seen_entry *entry)
{
    size_t count = table->entries.n / sizeof *entry;

    if (count + 1 >= UINT32_MAX / SEEN_WAYS || !make_room(table) ||
        !bytes_put(&table->entries, entry, sizeof *entry))
        return false;
    enter(table, (uint32_t)count + 1);
    return true;
}

const struct seen_entry *seen_table_find(const struct seen_table *table, enum seen_by by,
                                         const struct seen_entry *like)
{
    uint32_t found = table->slot_count ? table->slots[slot_of(table, like, by)] : 0;

    return found ? entry_at(table, found / SEEN_WAYS) : NULL;
}

void seen_table_free(struct seen_table *table)
{
    bytes_free(&table->entries);
    free(table->slots);
    *table = (struct seen_table){.slots = NULL};
}
