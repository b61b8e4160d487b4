#include "sketch_keys.h"

#include <string.h>

/* Odd, so that no word of an n-gram is lost; of no other meaning (the golden ratio's bits). */
#define BASE UINT64_C(0x9E3779B97F4A7C15)

/* Mixes all bits (the finalizer of SplitMix64), since the smallest is taken. */
static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    h = (h ^ (h >> 27)) * UINT64_C(0x94D049BB133111EB);
    return h ^ (h >> 31);
}

/* Hashes of all n-grams, rolling. Gives how many. */
static size_t grams_of(uint64_t *grams, const uint64_t *words, size_t n, size_t gram)
{
    uint64_t hash = 0, high = 1;

    if (n < gram)
        gram = n;
    for (size_t i = 1; i < gram; i++)
        high *= BASE;
    for (size_t i = 0; i < n; i++) {
        if (i >= gram)
            hash -= words[i - gram] * high;
        hash = hash * BASE + words[i];
        if (i + 1 >= gram)
            grams[i + 1 - gram] = mix(hash);
    }
    return n ? n - gram + 1 : 0;
}

static size_t rightmost_least(const uint64_t *grams, size_t from, size_t to)
{
    size_t least = from;

    for (size_t i = from + 1; i < to; i++)
        if (grams[i] <= grams[least])
            least = i;
    return least;
}

static size_t winnow(uint64_t *keys, const uint64_t *grams, size_t n, size_t window)
{
    size_t count = 0, least = 0;

    for (size_t to = window; to <= n; to++) {
        size_t from = to - window, before = least;
        if (to == window || least < from)
            least = rightmost_least(grams, from, to);
        else if (grams[to - 1] <= grams[least])
            least = to - 1;
        if (to == window || least != before)
            keys[count++] = grams[least];
    }
    return count;
}

static size_t window_of(size_t grams, size_t window)
{
    if (grams < KEYS_SHORT * window)
        return window / 3;
    return grams < KEYS_BRIEF * window ? window * 2 / 3 : window;
}

/* Shell sort with Ciura's gaps, then each key once: dozens of keys as a rule. */
static size_t sort_once(uint64_t *keys, size_t n)
{
    static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
    size_t count = 0;

    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (size_t i = gaps[g]; i < n; i++) {
            uint64_t key = keys[i];
            size_t at = i;
            for (; at >= gaps[g] && keys[at - gaps[g]] > key; at -= gaps[g])
                keys[at] = keys[at - gaps[g]];
            keys[at] = key;
        }
    for (size_t i = 0; i < n; i++)
        if (!count || keys[count - 1] != keys[i])
            keys[count++] = keys[i];
    return count;
}

/* Small numbers are chosen; as keys they are spread evenly again, as tables of hashes want it: the
 * high bits of a product hang on all bits of its factors. */
static void spread(uint64_t *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        keys[i] *= BASE;
}

uint64_t *keys_of(struct arena *arena, const uint64_t *words, size_t n, bool wide, size_t *count)
{
    size_t times = wide ? KEYS_WIDE : 1, made;
    uint64_t *grams = arena_alloc(arena, (n + 1) * sizeof *grams);
    uint64_t *keys = arena_alloc(arena, (n + KEYS_LEAST + 1) * sizeof *keys);

    made = grams_of(grams, words, n, KEYS_GRAM * times);
    *count = winnow(keys, grams, made, window_of(made, KEYS_WINDOW * times));
    spread(keys, *count);
    *count = sort_once(keys, *count);
    if (*count < KEYS_LEAST) {
        size_t few = sort_once(grams, made);
        if (few > KEYS_LEAST)
            few = KEYS_LEAST;
        spread(grams, few);
        memcpy(keys + *count, grams, few * sizeof *grams);
        *count = sort_once(keys, *count + few);
    }
    return keys;
}
