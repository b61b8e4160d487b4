#include "dedup_compare.h"

#include "dedup_slots.h"

enum {
    GRAM = 3,        /* words of the shortest run */
    CHAIN = 12,      /* places of a 3-gram that are tried */
    STEP = 40,       /* words ahead of the run before that are its neighbourhood */
    NEAR_BONUS = 6,  /* words that being there is worth */
    LONG_ENOUGH = 8, /* a shorter run is held against the one that begins a word later */
    NONE = 0xFFFF,
    WORD_BITS = 14,
    PLACE_BITS = 16,
    SET = TOKEN_HASHES / 64, /* a set of words is a bit for each: 2 KB stay near the processor */
    LEAST_SLOTS_BITS = 6,
    LEAD_WORDS = 60, /* different ones: about 90 words */
    NEAR_LEAD = 120, /* of the other text: something may stand before its lead */
};

/* The tokens of a text, each word once, where it stands first. */
struct words_once {
    uint64_t set[SET];
    uint16_t *tokens;
    size_t n;
};

struct compare {
    size_t most, n;
    const uint16_t *tokens; /* of x */
    uint16_t *x, *next;     /* hashes alone; the next place of the same 3-gram */
    /* 3-grams of x, open addressing, as many slots as x needs: a bit that is always set, the gram,
     * and its first place; 0: free */
    uint64_t *slots;
    unsigned slot_bits;
    bool has_slots; /* they are filled when a text is first aligned with x */
    uint16_t *y;
    struct words_once of_x, of_y;
    uint8_t *covered, *starts; /* words of x; n-grams of x counted, COMPARE_SHORT in bit 0 */
    struct run_of_words *runs;
    size_t run_count;
};

struct compare *compare_new(struct arena *arena, size_t most)
{
    struct compare *compare = ARENA_NEW(arena, struct compare);
    size_t room = (size_t)1 << LEAST_SLOTS_BITS;

    while (room < 2 * most)
        room *= 2;
    compare->most = most;
    compare->slots = ARENA_ARRAY(arena, uint64_t, room);
    compare->x = ARENA_ARRAY(arena, uint16_t, most + GRAM);
    compare->y = ARENA_ARRAY(arena, uint16_t, most + GRAM);
    compare->next = ARENA_ARRAY(arena, uint16_t, most);
    compare->of_x.tokens = ARENA_ARRAY(arena, uint16_t, TOKEN_HASHES + 1);
    compare->of_y.tokens = ARENA_ARRAY(arena, uint16_t, TOKEN_HASHES + 1);
    compare->covered = ARENA_ARRAY(arena, uint8_t, most);
    compare->starts = ARENA_ARRAY(arena, uint8_t, most);
    compare->runs = ARENA_ARRAY(arena, struct run_of_words, most / GRAM + 1);
    return compare;
}

static bool has(const struct words_once *of, uint16_t word)
{
    return of->set[word / 64] >> word % 64 & 1;
}

/* Takes the hashes of n tokens to `words`, and each word once to `of`. Gives how many of these
 * `other` has too. Every candidate goes through here, strangers too: no jumps. */
static size_t take_words(struct words_once *of, uint16_t *words, const uint16_t *tokens, size_t n,
                         const struct words_once *other)
{
    size_t count = 0, common = 0;

    memset(of->set, 0, sizeof of->set);
    for (size_t i = 0; i < n; i++) {
        uint16_t word = tokens[i] & TOKEN_HASH;
        uint64_t *set = &of->set[word / 64];
        uint64_t is_new = ~(*set >> word % 64) & 1;
        words[i] = word;
        of->tokens[count] = tokens[i];
        count += is_new;
        common += is_new & other->set[word / 64] >> word % 64;
        *set |= is_new << word % 64;
    }
    of->n = count;
    return common;
}

/* ---- the 3-grams of x ---- */

static uint64_t gram_at(const uint16_t *words, size_t at)
{
    uint64_t set = 1;

    for (size_t i = 0; i < GRAM; i++)
        set = set << WORD_BITS | words[at + i];
    return set << PLACE_BITS;
}

/* The slot of a gram, or the free one where it would stand. */
static uint64_t *find_gram(const struct compare *compare, uint64_t gram)
{
    size_t mask = ((size_t)1 << compare->slot_bits) - 1;
    size_t at = gram * UINT64_C(0x9E3779B97F4A7C15) >> (64 - compare->slot_bits);

    while (compare->slots[at] && (compare->slots[at] ^ gram) >> PLACE_BITS)
        at = (at + 1) & mask;
    return &compare->slots[at];
}

static void fill_slots(struct compare *compare)
{
    for (compare->slot_bits = LEAST_SLOTS_BITS; (size_t)1 << compare->slot_bits < 2 * compare->n;)
        compare->slot_bits++;
    memset(compare->slots, 0, sizeof *compare->slots << compare->slot_bits);
    for (size_t end = compare->n; end >= GRAM; end--) { /* so that chains begin with the first */
        size_t at = end - GRAM;
        uint64_t gram = gram_at(compare->x, at), *slot = find_gram(compare, gram);
        compare->next[at] = *slot ? (uint16_t)*slot : NONE;
        *slot = gram | at;
    }
    compare->has_slots = true;
}

void compare_start(struct compare *compare, const uint16_t *x, size_t n)
{
    if (n > compare->most)
        n = compare->most;
    compare->tokens = x;
    compare->n = n;
    compare->has_slots = false;
    take_words(&compare->of_x, compare->x, x, n, &compare->of_y);
}

static size_t length_of_run(const struct compare *compare, size_t x, size_t y, size_t ny)
{
    size_t most = compare->n - x < ny - y ? compare->n - x : ny - y, n = GRAM;

    while (n < most && compare->x[x + n] == compare->y[y + n])
        n++;
    return n;
}

/* The best run that begins at word y: the longest, and rather near where the last one ended. */
static struct run_of_words best_run(const struct compare *compare, size_t y, size_t ny,
                                    size_t expected)
{
    struct run_of_words best = {0, 0, 0, false};
    uint64_t slot = *find_gram(compare, gram_at(compare->y, y));
    uint16_t x = slot ? (uint16_t)slot : NONE;
    size_t worth = 0;

    for (size_t tries = 0; x != NONE && tries < CHAIN; x = compare->next[x], tries++) {
        size_t n = length_of_run(compare, x, y, ny);
        size_t of_x = n + (x >= expected && x <= expected + STEP ? NEAR_BONUS : 0);
        if (of_x > worth) {
            worth = of_x;
            best = (struct run_of_words){x, (uint32_t)y, (uint32_t)n, false};
        }
    }
    return best;
}

/* How many words on a run may begin: behind the last one of these that x does not have. */
static size_t words_to_pass(const struct compare *compare, const uint16_t *y)
{
    for (size_t i = GRAM; i > 0; i--)
        if (!has(&compare->of_x, y[i - 1]))
            return i;
    return 0;
}

static void find_runs(struct compare *compare, size_t ny)
{
    size_t y = 0, expected = 0, pass;

    compare->run_count = 0;
    while (y + GRAM <= ny) {
        struct run_of_words run = {0, 0, 0, false};
        pass = words_to_pass(compare, compare->y + y);
        if (!pass)
            run = best_run(compare, y, ny, expected);
        if (run.n && run.n < LONG_ENOUGH && y + 1 + GRAM <= ny) {
            struct run_of_words later = best_run(compare, y + 1, ny, expected);
            if (later.n > run.n)
                run = later;
        }
        if (!run.n) {
            y += pass ? pass : 1;
            continue;
        }
        compare->runs[compare->run_count++] = run;
        y = run.y + run.n;
        expected = run.x + run.n;
    }
}

/* What the runs cover of x and of y; in x each word and n-gram counts once. */
struct cover {
    size_t x, y, x5, y5, x9, y9;
};

static size_t grams_in(size_t n, size_t gram)
{
    return n < gram ? 0 : n - gram + 1;
}

static void cover_run(struct compare *compare, struct run_of_words *run, struct cover *cover)
{
    size_t fresh_words = cover->x;
    size_t n5 = grams_in(run->n, COMPARE_SHORT), n9 = grams_in(run->n, COMPARE_LONG);

    cover->y += run->n;
    cover->y5 += n5;
    cover->y9 += n9;
    for (size_t i = 0; i < run->n; i++) {
        size_t at = run->x + i;
        uint8_t starts = (uint8_t)((i < n5) | (i < n9) << 1);
        uint8_t fresh = (uint8_t)(starts & ~compare->starts[at]);
        cover->x += !compare->covered[at];
        cover->x5 += fresh & 1;
        cover->x9 += fresh >> 1;
        compare->covered[at] = 1;
        compare->starts[at] |= starts;
    }
    fresh_words = cover->x - fresh_words;
    run->again = fresh_words * 2 < run->n;
}

static float share(size_t part, size_t whole)
{
    return whole ? (float)part / (float)whole : 0;
}

/* Figures and names of the shorter text that the other has. */
static void score_hard(const struct words_once *of, const struct words_once *other,
                       struct scores *scores)
{
    size_t figures = 0, figures_in = 0, names = 0, names_in = 0;

    for (size_t i = 0; i < of->n; i++) {
        uint16_t token = of->tokens[i];
        bool is_in = has(other, token & TOKEN_HASH);
        if (token & TOKEN_FIGURE) {
            figures++;
            figures_in += is_in;
        } else if (token & TOKEN_NAME) {
            names++;
            names_in += is_in;
        }
    }
    /* +1: with few figures and names, one that differs says less */
    scores->hard = share(figures_in + names_in + 1, figures + names + 1);
    scores->figures = figures ? share(figures_in, figures) : 1;
}

static float lead_in(const struct words_once *of, const struct words_once *other)
{
    size_t n = of->n < LEAD_WORDS ? of->n : LEAD_WORDS, common = 0;
    uint64_t set[SET] = {0};

    for (size_t i = 0; i < other->n && i < NEAR_LEAD; i++) {
        uint16_t word = other->tokens[i] & TOKEN_HASH;
        set[word / 64] |= (uint64_t)1 << word % 64;
    }
    for (size_t i = 0; i < n; i++) {
        uint16_t word = of->tokens[i] & TOKEN_HASH;
        common += set[word / 64] >> word % 64 & 1;
    }
    return share(common, n);
}

/* A later story of the same matter has its background in common with this one, not its lead; a
 * version of it has the words of the lead, if in other order. */
static float score_lead(const struct compare *compare)
{
    float of_x = lead_in(&compare->of_x, &compare->of_y);
    float of_y = lead_in(&compare->of_y, &compare->of_x);

    return of_x > of_y ? of_x : of_y;
}

/* The scores that depend on where the words stand; y and the lengths are there. */
static void align(struct compare *compare, const uint16_t *y, size_t n, struct scores *scores)
{
    bool x_is_shorter = compare->n < n;
    struct cover cover = {0};

    if (!compare->has_slots)
        fill_slots(compare);
    memset(compare->covered, 0, compare->n);
    memset(compare->starts, 0, compare->n);
    find_runs(compare, n);
    for (size_t i = 0; i < compare->run_count; i++)
        cover_run(compare, &compare->runs[i], &cover);
    scores->c5 = share(x_is_shorter ? cover.x5 : cover.y5, grams_in(scores->length, COMPARE_SHORT));
    scores->c9 = share(x_is_shorter ? cover.x9 : cover.y9, grams_in(scores->length, COMPARE_LONG));
    scores->jaccard = share(cover.x5, grams_in(compare->n, COMPARE_SHORT) +
                                          grams_in(n, COMPARE_SHORT) - cover.x5);
    scores->novel_x = (uint32_t)(compare->n - cover.x);
    scores->novel_y = (uint32_t)(n - cover.y);
    score_slots(&(struct aligned){compare->tokens, y, compare->runs, compare->run_count,
                                  cover.y < cover.x ? cover.y : cover.x, !x_is_shorter},
                scores);
}

bool compare_alike(struct compare *compare, const uint16_t *y, size_t n, float least_words,
                   struct scores *scores)
{
    const struct words_once *shorter = &compare->of_x, *longer = &compare->of_y;
    size_t common;

    if (n > compare->most)
        n = compare->most;
    common = take_words(&compare->of_y, compare->y, y, n, &compare->of_x);
    if (n <= compare->n) {
        shorter = &compare->of_y;
        longer = &compare->of_x;
    }
    *scores = (struct scores){
        .words = share(common, shorter->n),
        .length = (uint32_t)(compare->n < n ? compare->n : n),
        .longer = (uint32_t)(compare->n < n ? n : compare->n),
    };
    if (scores->words < least_words)
        return false;
    score_hard(shorter, longer, scores);
    scores->lead = score_lead(compare);
    align(compare, y, n, scores);
    return true;
}

void compare_with(struct compare *compare, const uint16_t *y, size_t n, struct scores *scores)
{
    compare_alike(compare, y, n, 0, scores);
}

const uint8_t *compare_covered(const struct compare *compare)
{
    return compare->covered;
}
