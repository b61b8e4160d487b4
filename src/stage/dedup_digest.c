#include "dedup_digest.h"

enum {
    PART_WORDS = 30, /* of another story, at least */
    PART_SHARE = 8,  /* and one word in so many of x */
};

static bool same_cluster(const struct match *a, const struct match *b)
{
    str of_a = a->row.cluster.n ? a->row.cluster : a->row.id;
    str of_b = b->row.cluster.n ? b->row.cluster : b->row.id;

    return str_eq(of_a, of_b);
}

/* Words that the other story covers and `best` does not. */
static size_t words_beside(const uint8_t *of_best, const uint8_t *of_other, size_t n)
{
    size_t beside = 0;

    for (size_t i = 0; i < n; i++)
        beside += of_other[i] && !of_best[i];
    return beside;
}

bool is_digest(const struct decider *decider, struct doc *doc, const struct matches *matches,
               const struct match *best)
{
    const struct sketch *x = doc->sketch;
    size_t n = x->token_count, most = 0;
    struct scores scores;
    uint8_t *covered;

    if ((float)(n - best->scores.novel_x) >= decider->rules.digest_part * (float)n ||
        !match_one(decider, x, best->docno, &scores))
        return false;
    covered = arena_alloc(doc->scratch, n);
    memcpy(covered, compare_covered(decider->compare), n);
    for (size_t i = 0; i < matches->count; i++) {
        size_t beside;
        if (same_cluster(&matches->list[i], best) ||
            !match_one(decider, x, matches->list[i].docno, &scores) ||
            scores.slots > decider->rules.slots_most)
            continue;
        beside = words_beside(covered, compare_covered(decider->compare), n);
        most = beside > most ? beside : most;
    }
    return most >= PART_WORDS && most * PART_SHARE >= n;
}
