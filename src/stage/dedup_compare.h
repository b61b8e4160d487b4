/* dedup_compare: how much of one text stands in another, on their token streams. One text is set
 * against many: what depends on it alone is made once. Cost: a few nanoseconds a token. */
#ifndef NEWSMILL_STAGE_DEDUP_COMPARE_H
#define NEWSMILL_STAGE_DEDUP_COMPARE_H

#include "sketch.h"

/* n-grams whose shares are told. */
enum { COMPARE_SHORT = 5, COMPARE_LONG = 9 };

/* A stretch of words that both have: those from x and y on. */
struct run_of_words {
    uint32_t x, y, n;
    bool again; /* these words of x have a counterpart already, in a run before */
};

/* All shares are of the shorter text, 0 to 1. */
struct scores {
    float c5, c9;  /* its n-grams that stand in the other */
    float jaccard; /* 5-grams of both in those of either */
    float hard;    /* its figures and names that stand in the other */
    float figures; /* its figures alone; 1 when it has none */
    float words;   /* its different words that stand in the other */
    float lead; /* of the first words of one text those among the first of the other: the larger of
                   both shares */
    float flow; /* its words in stretches that run along the other with small differences alone */
    float replaced;  /* such places in those where the two differ between runs, 0 to 1 */
    float slots;     /* places in which a figure or name is replaced, for 100 words in common */
    uint32_t length; /* words of the shorter */
    uint32_t head;   /* where in the longer text its first long run in common begins, in words */
    uint32_t longer; /* words of the longer */
    uint32_t novel_x, novel_y; /* words without a counterpart */
};

struct compare; /* a text, and room to set others against it */

/* most: tokens of a text at most. In `arena`. */
struct compare *compare_new(struct arena *arena, size_t most);
/* x: the tokens stay the caller's, and are looked at until the next compare_start(). */
void compare_start(struct compare *compare, const uint16_t *x, size_t n);
void compare_with(struct compare *compare, const uint16_t *y, size_t n, struct scores *scores);
/* The same, unless the two share fewer words than `least_words` (of scores->words): then false, and
 * the scores of where words stand are 0. Strangers cost a fraction of a copy that way. */
bool compare_alike(struct compare *compare, const uint16_t *y, size_t n, float least_words,
                   struct scores *scores);
/* After compare_with(): which words of x have a counterpart, a byte each. */
const uint8_t *compare_covered(const struct compare *compare);

#endif
