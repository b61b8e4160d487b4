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
};

struct compare {
    size_t most, n;
    const uint16_t *tokens; /* of x */
    uint16_t *x, *next;     /* hashes alone; the next place of the same 3-gram */
    /* 3-grams of x, open addressing, as many slots as x needs: a bit that is always set, the gram,
     * and its first place; 0: free */
    uint64_t *slots;
    unsigned slot_bits;
    uint16_t *different; /* tokens of x, each word once, where it stands first */
    size_t different_count;
    uint16_t *y;
    uint8_t *covered, *starts; /* words of x; n-grams of x counted, COMPARE_SHORT in bit 0 */
    struct run_of_words *runs;
    size_t run_count;
    uint64_t in_x[SET], in_y[SET];
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
    compare->different = ARENA_ARRAY(arena, uint16_t, TOKEN_HASHES);
    compare->covered = ARENA_ARRAY(arena, uint8_t, most);
    compare->starts = ARENA_ARRAY(arena, uint8_t, most);
    compare->runs = ARENA_ARRAY(arena, struct run_of_words, most / GRAM + 1);
    return compare;
}

static bool has(const uint64_t *set, uint16_t word)
{
    return set[word / 64] >> word % 64 & 1;
}

/* Gives whether it is new. */
static bool put(uint64_t *set, uint16_t word)
{
    bool there = has(set, word);

    set[word / 64] |= UINT64_C(1) << word % 64;
    return !there;
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

void compare_start(struct compare *compare, const uint16_t *x, size_t n)
{
    if (n > compare->most)
        n = compare->most;
    compare->n = n;
    compare->different_count = 0;
    memset(compare->in_x, 0, sizeof compare->in_x);
    for (size_t i = 0; i < n; i++) {
        compare->x[i] = x[i] & TOKEN_HASH;
        if (put(compare->in_x, compare->x[i]))
            compare->different[compare->different_count++] = x[i];
    }
    compare->tokens = x;
    for (compare->slot_bits = LEAST_SLOTS_BITS; (size_t)1 << compare->slot_bits < 2 * n;)
        compare->slot_bits++;
    memset(compare->slots, 0, sizeof *compare->slots << compare->slot_bits);
    for (size_t end = n; end >= GRAM; end--) { /* so that chains begin with the first place */
        size_t at = end - GRAM;
        uint64_t gram = gram_at(compare->x, at), *slot = find_gram(compare, gram);
        compare->next[at] = *slot ? (uint16_t)*slot : NONE;
        *slot = gram | at;
    }
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
        if (!has(compare->in_x, y[i - 1]))
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

/* Different words, figures and names of the shorter text, and how many the other has. */
struct shared {
    size_t words, words_in, figures, figures_in, names, names_in;
};

static void count(struct shared *shared, uint16_t token, bool is_in)
{
    shared->words++;
    shared->words_in += is_in;
    if (token & TOKEN_FIGURE) {
        shared->figures++;
        shared->figures_in += is_in;
    } else if (token & TOKEN_NAME) {
        shared->names++;
        shared->names_in += is_in;
    }
}

/* Takes the words of y, and counts those of the shorter text. */
static struct shared take_words(struct compare *compare, const uint16_t *y, size_t n)
{
    struct shared shared = {0};
    bool x_is_shorter = compare->n < n;

    memset(compare->in_y, 0, sizeof compare->in_y);
    for (size_t i = 0; i < n; i++) {
        compare->y[i] = y[i] & TOKEN_HASH;
        if (put(compare->in_y, compare->y[i]) && !x_is_shorter)
            count(&shared, y[i], has(compare->in_x, compare->y[i]));
    }
    for (size_t i = 0; x_is_shorter && i < compare->different_count; i++)
        count(&shared, compare->different[i],
              has(compare->in_y, compare->different[i] & TOKEN_HASH));
    return shared;
}

static float share(size_t part, size_t whole)
{
    return whole ? (float)part / (float)whole : 0;
}

static void score_shared(const struct shared *shared, struct scores *scores)
{
    /* +1: with few figures and names, one that differs says less */
    scores->hard =
        share(shared->figures_in + shared->names_in + 1, shared->figures + shared->names + 1);
    scores->figures = shared->figures ? share(shared->figures_in, shared->figures) : 1;
    scores->words = share(shared->words_in, shared->words);
}

void compare_with(struct compare *compare, const uint16_t *y, size_t n, struct scores *scores)
{
    struct cover cover = {0};
    struct shared shared;
    bool x_is_shorter;

    if (n > compare->most)
        n = compare->most;
    x_is_shorter = compare->n < n;
    shared = take_words(compare, y, n);
    memset(compare->covered, 0, compare->n);
    memset(compare->starts, 0, compare->n);
    find_runs(compare, n);
    for (size_t i = 0; i < compare->run_count; i++)
        cover_run(compare, &compare->runs[i], &cover);
    score_shared(&shared, scores);
    scores->length = (uint32_t)(x_is_shorter ? compare->n : n);
    scores->c5 = share(x_is_shorter ? cover.x5 : cover.y5, grams_in(scores->length, COMPARE_SHORT));
    scores->c9 = share(x_is_shorter ? cover.x9 : cover.y9, grams_in(scores->length, COMPARE_LONG));
    scores->jaccard = share(cover.x5, grams_in(compare->n, COMPARE_SHORT) +
                                          grams_in(n, COMPARE_SHORT) - cover.x5);
    scores->novel_x = (uint32_t)(compare->n - cover.x);
    scores->novel_y = (uint32_t)(n - cover.y);
    scores->longer = (uint32_t)(x_is_shorter ? n : compare->n);
    score_slots(&(struct aligned){compare->tokens, y, compare->runs, compare->run_count,
                                  cover.y < cover.x ? cover.y : cover.x, !x_is_shorter},
                scores);
}

const uint8_t *compare_covered(const struct compare *compare)
{
    return compare->covered;
}
