/* slots: a number for each of many 64-bit keys, in a table that is at most half full. Keys are
 * hashes: equal ones stand for equal things. What belongs to a key stands in arrays of the caller,
 * at its slot. */
#ifndef NEWSMILL_BASE_SLOTS_H
#define NEWSMILL_BASE_SLOTS_H

#include "arena.h"

struct slots {
    uint64_t *keys; /* 0: free */
    size_t size;    /* a power of two */
};

enum { SLOTS_LEAST = 64 };

/* For so many keys, in memory of the arena. */
static inline struct slots slots_new(struct arena *arena, size_t most)
{
    struct slots slots = {.size = SLOTS_LEAST};

    while (slots.size < most * 2)
        slots.size *= 2;
    slots.keys = ARENA_ARRAY(arena, uint64_t, slots.size);
    return slots;
}

/* The slot of a key, which is taken for it if it has none. */
static inline size_t slots_find(const struct slots *slots, uint64_t key)
{
    size_t at;

    key |= 1; /* no key is free */
    at = (key ^ key >> 32) & (slots->size - 1);
    while (slots->keys[at] && slots->keys[at] != key)
        at = (at + 1) & (slots->size - 1);
    slots->keys[at] = key;
    return at;
}

#endif
