/* dedup_slots: what stands between the runs that two texts share. */
#ifndef NEWSMILL_STAGE_DEDUP_SLOTS_H
#define NEWSMILL_STAGE_DEDUP_SLOTS_H

#include "dedup_compare.h"

struct aligned {
    const uint16_t *x, *y;
    const struct run_of_words *runs; /* in the order of y */
    size_t run_count;
    size_t common; /* words in common */
    bool x_is_longer;
};

/* Fills slots, replaced, flow and head; the lengths stand there. */
void score_slots(const struct aligned *aligned, struct scores *scores);

#endif
