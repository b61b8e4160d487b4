#include "index_tally.h"

#include <stdlib.h>

enum { FIRST_ROOM = 1 << 10, SPREAD = 2 /* slots for each docno, at least */ };

static bool make_room(struct index_tally *tally, size_t room)
{
    struct tally_slot *slots = calloc(room, sizeof *slots);
    uint32_t *used = malloc(room * sizeof *used);

    if (!slots || !used) {
        free(slots);
        free(used);
        return false;
    }
    tally_free(tally);
    *tally = (struct index_tally){.slots = slots, .room = room, .used = used};
    return true;
}

bool tally_start(struct index_tally *tally, size_t n)
{
    size_t room = tally->room ? tally->room : FIRST_ROOM;

    while (room < n * SPREAD)
        room *= 2;
    if (room != tally->room && !make_room(tally, room))
        return false;
    tally->count = 0;
    if (!++tally->stamp) { /* it ran round: old stamps could be taken for new ones */
        memset(tally->slots, 0, tally->room * sizeof *tally->slots);
        tally->stamp = 1;
    }
    return true;
}

void tally_add(struct index_tally *tally, uint32_t docno)
{
    size_t mask = tally->room - 1, at = (docno * UINT32_C(0x9E3779B1)) & mask;
    struct tally_slot *slot;

    while ((slot = &tally->slots[at])->stamp == tally->stamp && slot->docno != docno)
        at = (at + 1) & mask;
    if (slot->stamp != tally->stamp) {
        *slot = (struct tally_slot){.docno = docno, .stamp = tally->stamp};
        tally->used[tally->count++] = (uint32_t)at;
    }
    slot->shared++;
}

static bool is_better(struct index_candidate a, struct index_candidate b)
{
    return a.shared != b.shared ? a.shared > b.shared : a.docno < b.docno;
}

/* Insertion into the best so far: `most` is small, and most docnos are not among them. */
size_t tally_top(const struct index_tally *tally, struct index_candidate *found, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < tally->count; i++) {
        const struct tally_slot *slot = &tally->slots[tally->used[i]];
        struct index_candidate one = {slot->docno, slot->shared};
        size_t at = n;
        if (n == most && (!most || !is_better(one, found[most - 1])))
            continue;
        if (n < most)
            n++;
        else
            at--;
        for (; at && is_better(one, found[at - 1]); at--)
            found[at] = found[at - 1];
        found[at] = one;
    }
    return n;
}

void tally_free(struct index_tally *tally)
{
    free(tally->slots);
    free(tally->used);
    *tally = (struct index_tally){0};
}
