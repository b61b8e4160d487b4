#include "dedup_match.h"

#include "dedup_accept.h"

enum {
    MOST_CANDIDATES = 64,
    OF_ONE_CLUSTER = 4, /* of those verified, so that other stories are seen too */
};
/* Of its keys two share at least so much of the shorter's; of 25,000 pairs of one story 4 do not.
 */
#define LEAST_SHARE 0.07f
#define MOST_KEYS   0.08f /* a token, of a long text */
#define NEARLY_ALL  0.8f  /* c9 of a match behind which no better one is sought */
#define REST        0.3f  /* unless so much of x has no counterpart in it: x may be a digest */
#define TOLD_RUNS   0.3f  /* c5 of a rejected candidate that is worth telling */

int64_t gap_between(const struct index_row *a, const struct index_row *b)
{
    int64_t x = a->published, y = b->published;

    if (x == INDEX_UNKNOWN_TIME || y == INDEX_UNKNOWN_TIME) {
        x = a->seen;
        y = b->seen;
    }
    if (x == INDEX_UNKNOWN_TIME || y == INDEX_UNKNOWN_TIME)
        return -1;
    return x > y ? x - y : y - x;
}

bool match_one(const struct decider *decider, const struct sketch *x, uint32_t docno,
               struct scores *scores)
{
    const uint16_t *tokens;
    size_t n;

    if (!x->token_count || !index_tokens(decider->index, docno, &tokens, &n) || !n)
        return false;
    compare_start(decider->compare, x->tokens, x->token_count);
    compare_with(decider->compare, tokens, n, scores);
    return true;
}

/* compare_start() was called for x. */
static bool verify(const struct decider *decider, const struct index_row *row, struct match *match)
{
    const uint16_t *tokens;
    size_t n;

    if (!index_tokens(decider->index, match->docno, &tokens, &n) || !n)
        return false;
    compare_alike(decider->compare, tokens, n, decider->rules.least_words, &match->scores);
    match->gap = gap_between(row, &match->row);
    match->is_same = is_same_story(&decider->rules, &match->scores, match->gap, decider->strict);
    if (match->row.flags & INDEX_DIGEST && match->scores.jaccard < decider->rules.digest_jaccard)
        match->is_same = false;
    return true;
}

/* ---- candidates ---- */

static uint32_t fewer_keys(const struct match *match, uint32_t keys)
{
    return match->row.key_count < keys ? match->row.key_count : keys;
}

/* By the share of keys in common, then by their number: of the versions of a story that grows all
 * stand whole in the last one, and the longest is nearest to it. Then the earlier. */
static bool is_likelier(const struct match *a, const struct match *b, uint32_t keys)
{
    uint64_t of_a = (uint64_t)a->shared * fewer_keys(b, keys);
    uint64_t of_b = (uint64_t)b->shared * fewer_keys(a, keys);

    if (of_a != of_b)
        return of_a > of_b;
    return a->shared != b->shared ? a->shared > b->shared : a->docno < b->docno;
}

/* Keys of a text a token; a short one has more, of which a long one shares few. */
static float keys_a_token(const struct sketch *x)
{
    float keys = x->token_count ? (float)x->key_count / (float)x->token_count : 0;

    return keys < MOST_KEYS ? keys : MOST_KEYS;
}

/* The candidates with their rows, the likeliest first. */
static size_t rank(const struct decider *decider, const struct sketch *x, struct match *ranked)
{
    struct index_candidate found[MOST_CANDIDATES];
    struct index_least least = {x->token_count, LEAST_SHARE * keys_a_token(x)};
    size_t n =
        index_candidates(decider->index, x->keys, x->key_count, &least, found, MOST_CANDIDATES);
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        struct match match = {.docno = found[i].docno, .shared = found[i].shared};
        size_t at = count;
        if (!index_row(decider->index, match.docno, &match.row))
            continue;
        for (; at && is_likelier(&match, &ranked[at - 1], x->key_count); at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = match;
        count++;
    }
    return count;
}

static str cluster_of(const struct index_row *row)
{
    return row->cluster.n ? row->cluster : row->id;
}

static size_t of_cluster(const struct matches *matches, const struct match *match)
{
    size_t n = 0;

    for (size_t i = 0; i < matches->count; i++)
        n += str_eq(cluster_of(&matches->list[i].row), cluster_of(&match->row));
    return n;
}

static bool is_nearly_all(const struct match *match, const struct sketch *x)
{
    return match->is_same && match->scores.c9 >= NEARLY_ALL &&
           (float)match->scores.novel_x <= REST * (float)x->token_count;
}

/* Behind a match that has nearly all, none but a kept document of its cluster: x may be a duplicate
 * of that one alone. */
static bool is_worth(const struct matches *matches, const struct match *match,
                     const struct match *nearest)
{
    if (!nearest)
        return of_cluster(matches, match) < OF_ONE_CLUSTER;
    return match->row.flags & INDEX_KEPT &&
           str_eq(cluster_of(&match->row), cluster_of(&nearest->row));
}

void find_matches(const struct decider *decider, struct doc *doc, const struct index_row *row,
                  struct matches *matches)
{
    const struct sketch *x = doc->sketch;
    struct match *ranked = arena_alloc(doc->scratch, MOST_CANDIDATES * sizeof *ranked);
    const struct match *nearest = NULL;
    size_t count = rank(decider, x, ranked);

    matches->count = 0;
    if (count)
        compare_start(decider->compare, x->tokens, x->token_count);
    for (size_t i = 0; i < count && matches->count < MOST_VERIFIED; i++) {
        struct match *match = &ranked[i];
        if (!is_worth(matches, match, nearest) || !verify(decider, row, match))
            continue;
        matches->list[matches->count++] = *match;
        if (!nearest && is_nearly_all(match, x))
            nearest = match;
        if (nearest && match->is_same && match->row.flags & INDEX_KEPT)
            break;
    }
}

/* ---- choices ---- */

static float likeness(const struct match *match)
{
    return match->scores.c5 + match->scores.jaccard;
}

static bool is_better(const struct match *a, const struct match *b)
{
    if (!b || likeness(a) != likeness(b))
        return !b || likeness(a) > likeness(b);
    return a->docno < b->docno;
}

const struct match *best_match(const struct matches *matches)
{
    const struct match *best = NULL;

    for (size_t i = 0; i < matches->count; i++)
        if (matches->list[i].is_same && is_better(&matches->list[i], best))
            best = &matches->list[i];
    return best;
}

const struct match *best_sibling(const struct matches *matches, const struct dedup_rules *rules)
{
    const struct match *best = NULL;

    for (size_t i = 0; i < matches->count; i++) {
        const struct match *match = &matches->list[i];
        if (!match->is_same && match->scores.slots > rules->slots_most &&
            match->scores.c5 >= rules->template_runs && is_better(match, best))
            best = match;
    }
    return best;
}

const struct match *kept_match(const struct decider *decider, struct doc *doc,
                               const struct index_row *row, struct matches *matches,
                               const struct match *best)
{
    struct match *last = &matches->list[matches->count];
    const struct match *kept = NULL;
    bool is_new = true;

    if (best->row.flags & INDEX_KEPT)
        return best;
    *last = (struct match){.docno = best->row.of};
    for (size_t i = 0; i < matches->count; i++)
        is_new = is_new && matches->list[i].docno != last->docno;
    if (is_new && index_row(decider->index, last->docno, &last->row)) {
        compare_start(decider->compare, doc->sketch->tokens, doc->sketch->token_count);
        if (verify(decider, row, last) && last->is_same)
            return last;
    }
    for (size_t i = 0; i < matches->count; i++) {
        const struct match *match = &matches->list[i];
        if (match->is_same && match->row.flags & INDEX_KEPT &&
            str_eq(cluster_of(&match->row), cluster_of(&best->row)) && is_better(match, kept))
            kept = match;
    }
    return kept;
}

void tell_rejected(const struct matches *matches, struct doc *doc, struct duplicate *duplicate)
{
    duplicate->rejected = ARENA_ARRAY(doc->arena, struct held_against, MOST_MATCHES);
    for (size_t i = 0; i < matches->count; i++) {
        const struct match *match = &matches->list[i];
        if (!match->is_same && match->scores.c5 >= TOLD_RUNS)
            duplicate->rejected[duplicate->rejected_count++] = (struct held_against){
                str_dup(doc->arena, match->row.id), match->scores, match->gap};
    }
}
