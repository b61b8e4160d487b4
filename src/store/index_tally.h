/* index_tally: counts in how many keys' holders each docno stands. */
#ifndef NEWSMILL_STORE_INDEX_TALLY_H
#define NEWSMILL_STORE_INDEX_TALLY_H

#include "index.h"

struct tally_slot {
    uint32_t docno, shared, stamp;
};

struct index_tally {
    struct tally_slot *slots; /* open addressing; a slot of another stamp is free */
    size_t room;              /* a power of two */
    uint32_t *used;           /* places of the taken slots */
    size_t count;
    uint32_t stamp;
};

/* Forgets all and makes room for n docnos. false: no memory. */
bool tally_start(struct index_tally *tally, size_t n);
void tally_add(struct index_tally *tally, uint32_t docno);
/* As index_candidates() gives them. */
size_t tally_top(const struct index_tally *tally, struct index_candidate *found, size_t most);
void tally_free(struct index_tally *tally);

#endif
