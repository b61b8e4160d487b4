/* sketch_keys: winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003): of every window of n-gram
 * hashes the smallest is a key, the rightmost of equals. Whatever two texts share in a row that is
 * as long as a window of n-grams, n + window - 1 words, gives them a key in common. Of a short text
 * the windows are smaller, for a scan or a rewritten lead leaves no long runs in it; whatever is
 * the smallest in a window is so in a smaller one too, so short and long texts still share keys. */
#ifndef NEWSMILL_STAGE_SKETCH_KEYS_H
#define NEWSMILL_STAGE_SKETCH_KEYS_H

#include "../base/arena.h"

enum {
    KEYS_GRAM = 6,
    KEYS_WINDOW = 24,
    KEYS_WIDE = 2,  /* times both, where every character is a word */
    KEYS_LEAST = 8, /* a short text has so many of its smallest n-grams besides */
    KEYS_SHORT = 5, /* a text of fewer windows has a third of the window, */
    KEYS_BRIEF = 10 /* and of fewer than so many two thirds */
};

/* Keys of n words in order of size, each once; the arena holds them. */
uint64_t *keys_of(struct arena *arena, const uint64_t *words, size_t n, bool wide, size_t *count);

#endif
