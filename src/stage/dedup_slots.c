#include "dedup_slots.h"

enum {
    SLOT = 10,    /* words between two runs, on either side, at most */
    LINK = 6,     /* words that two runs of one stretch have between them, at most */
    HEAD_RUN = 8, /* words of a run that may be the head of a text */
    STRETCH = 12, /* words of a stretch that counts */
    PER_CENT = 100,
};

/* What lies between two runs in one of the texts. */
struct gap {
    const uint16_t *words;
    size_t n;
};

static bool has(const struct gap *gap, uint16_t mark)
{
    for (size_t i = 0; i < gap->n; i++)
        if (gap->words[i] & mark)
            return true;
    return false;
}

static bool has_common(const struct gap *a, const struct gap *b, uint16_t mark)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n && a->words[i] & mark; k++)
            if ((a->words[i] ^ b->words[k]) % TOKEN_HASHES == 0)
                return true;
    return false;
}

static bool is_replaced(const struct gap *x, const struct gap *y, uint16_t mark)
{
    return has(x, mark) && has(y, mark) && !has_common(x, y, mark);
}

/* Words of the longer text before its first run of some length in common with the other. */
static uint32_t head_of(const struct aligned *aligned)
{
    uint32_t head = UINT32_MAX;

    for (size_t i = 0; i < aligned->run_count; i++) {
        const struct run_of_words *run = &aligned->runs[i];
        uint32_t at = aligned->x_is_longer ? run->x : run->y;
        if (run->n >= HEAD_RUN && at < head)
            head = at;
    }
    return head;
}

/* What is counted along the runs. */
struct along {
    size_t slots, gaps, flow, stretch;
};

/* Two runs in the same order in both texts. */
static bool link(const struct aligned *aligned, const struct run_of_words *last,
                 const struct run_of_words *run, struct along *along)
{
    size_t at_x = last->x + last->n, at_y = last->y + last->n;
    struct gap x = {aligned->x + at_x, run->x - at_x};
    struct gap y = {aligned->y + at_y, run->y - at_y};

    if (x.n <= SLOT && y.n <= SLOT) {
        along->gaps++;
        along->slots += is_replaced(&x, &y, TOKEN_FIGURE) || is_replaced(&x, &y, TOKEN_NAME);
    }
    if (x.n > LINK || y.n > LINK)
        return false;
    along->stretch += run->n + (x.n < y.n ? x.n : y.n);
    return true;
}

static void end_stretch(struct along *along)
{
    along->flow += along->stretch >= STRETCH ? along->stretch : 0;
    along->stretch = 0;
}

void score_slots(const struct aligned *aligned, struct scores *scores)
{
    const struct run_of_words *last = NULL;
    struct along along = {0};

    for (size_t i = 0; i < aligned->run_count; i++) {
        const struct run_of_words *run = &aligned->runs[i];
        if (run->again)
            continue;
        if (!last || run->x < last->x + last->n || !link(aligned, last, run, &along)) {
            end_stretch(&along);
            along.stretch = run->n;
        }
        last = run;
    }
    end_stretch(&along);
    scores->flow = scores->length ? (float)along.flow / (float)scores->length : 0;
    if (scores->flow > 1)
        scores->flow = 1;
    scores->slots = aligned->common ? (float)(along.slots * PER_CENT) / (float)aligned->common : 0;
    scores->replaced = along.gaps ? (float)along.slots / (float)along.gaps : 0;
    scores->head = head_of(aligned);
}
