#include "dedup_compare.h"

#include "dedup_slots.h"

enum {
    GRAM = 3,        /* words of the shortest run */
    CHAIN = 12,      /* places of a 3-gram that are tried */
    STEP = 40,       /* words ahead of the run before that are its neighbourhood */
    NEAR_BONUS = 6,  /* words that being there is worth */
    LONG_ENOUGH = 8, /* a shorter run is held against the one that begins a word later */
    NONE = 0xFFFF,
    STAMP_BITS = 64 - 3 * 14,
};

/* A 3-gram of x in the upper bits, and in the lower the stamp of the x that it belongs to. */
struct gram_slot {
    uint64_t gram;
    uint16_t first;
};

struct compare {
    size_t most, n;
    const uint16_t *tokens; /* of x */
    uint16_t *x, *next;     /* hashes alone; the next place of the same 3-gram */
    struct gram_slot *slots;
    size_t mask;
    uint64_t stamp;
    uint16_t *y;
    uint8_t *covered, *starts; /* words of x; n-grams of x counted, COMPARE_SHORT in bit 0 */
    struct run_of_words *runs;
    size_t run_count;
    uint32_t *in_x, *in_y, *counted; /* stamps, by token hash */
    uint32_t x_stamp, y_stamp;
};

struct compare *compare_new(struct arena *arena, size_t most)
{
    struct compare *compare = ARENA_NEW(arena, struct compare);
    size_t room = 1;

    while (room < 2 * most)
        room *= 2;
    compare->most = most;
    compare->mask = room - 1;
    compare->slots = ARENA_ARRAY(arena, struct gram_slot, room);
    compare->x = ARENA_ARRAY(arena, uint16_t, most + GRAM);
    compare->y = ARENA_ARRAY(arena, uint16_t, most + GRAM);
    compare->next = ARENA_ARRAY(arena, uint16_t, most);
    compare->covered = ARENA_ARRAY(arena, uint8_t, most);
    compare->starts = ARENA_ARRAY(arena, uint8_t, most);
    compare->runs = ARENA_ARRAY(arena, struct run_of_words, most / GRAM + 1);
    compare->in_x = ARENA_ARRAY(arena, uint32_t, TOKEN_HASHES);
    compare->in_y = ARENA_ARRAY(arena, uint32_t, TOKEN_HASHES);
    compare->counted = ARENA_ARRAY(arena, uint32_t, TOKEN_HASHES);
    return compare;
}

static uint64_t gram_at(const uint16_t *words, size_t at)
{
    return (uint64_t)words[at] << 28 | (uint64_t)words[at + 1] << 14 | words[at + 2];
}

static struct gram_slot *find_gram(const struct compare *compare, uint64_t gram)
{
    uint64_t sought = gram << STAMP_BITS | compare->stamp;
    uint64_t stamps = (UINT64_C(1) << STAMP_BITS) - 1;
    size_t at = (sought * UINT64_C(0x9E3779B97F4A7C15) >> 40) & compare->mask;

    while ((compare->slots[at].gram & stamps) == compare->stamp &&
           compare->slots[at].gram != sought)
        at = (at + 1) & compare->mask;
    return &compare->slots[at];
}

static void new_stamp(struct compare *compare)
{
    if (++compare->stamp >> STAMP_BITS) {
        memset(compare->slots, 0, (compare->mask + 1) * sizeof *compare->slots);
        compare->stamp = 1;
    }
    if (!++compare->x_stamp) {
        memset(compare->in_x, 0, TOKEN_HASHES * sizeof *compare->in_x);
        compare->x_stamp = 1;
    }
}

static void new_y_stamp(struct compare *compare)
{
    if (++compare->y_stamp)
        return;
    memset(compare->in_y, 0, TOKEN_HASHES * sizeof *compare->in_y);
    memset(compare->counted, 0, TOKEN_HASHES * sizeof *compare->counted);
    compare->y_stamp = 1;
}

static void take_hashes(uint16_t *words, const uint16_t *tokens, size_t n, uint32_t *in,
                        uint32_t stamp)
{
    for (size_t i = 0; i < n; i++) {
        words[i] = tokens[i] & TOKEN_HASH;
        in[words[i]] = stamp;
    }
}

void compare_start(struct compare *compare, const uint16_t *x, size_t n)
{
    if (n > compare->most)
        n = compare->most;
    compare->tokens = x;
    compare->n = n;
    new_stamp(compare);
    take_hashes(compare->x, x, n, compare->in_x, compare->x_stamp);
    for (size_t i = n; i-- > 0;) { /* from the end, so that chains begin with the first place */
        struct gram_slot *slot;
        if (i + GRAM > n)
            continue;
        slot = find_gram(compare, gram_at(compare->x, i));
        if ((slot->gram & ((UINT64_C(1) << STAMP_BITS) - 1)) != compare->stamp)
            slot->first = NONE;
        slot->gram = gram_at(compare->x, i) << STAMP_BITS | compare->stamp;
        compare->next[i] = slot->first;
        slot->first = (uint16_t)i;
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
    uint64_t sought = gram_at(compare->y, y) << STAMP_BITS | compare->stamp;
    const struct gram_slot *slot = find_gram(compare, gram_at(compare->y, y));
    size_t worth = 0, tries = 0;

    if (slot->gram != sought)
        return best;
    for (uint16_t x = slot->first; x != NONE && tries < CHAIN; x = compare->next[x], tries++) {
        size_t n = length_of_run(compare, x, y, ny);
        size_t of_x = n + (x >= expected && x <= expected + STEP ? NEAR_BONUS : 0);
        if (of_x > worth) {
            worth = of_x;
            best = (struct run_of_words){x, (uint32_t)y, (uint32_t)n, false};
        }
    }
    return best;
}

static void find_runs(struct compare *compare, size_t ny)
{
    size_t y = 0, expected = 0;

    compare->run_count = 0;
    while (y + GRAM <= ny) {
        struct run_of_words run = best_run(compare, y, ny, expected);
        if (run.n && run.n < LONG_ENOUGH && y + 1 + GRAM <= ny) {
            struct run_of_words later = best_run(compare, y + 1, ny, expected);
            if (later.n > run.n)
                run = later;
        }
        if (!run.n) {
            y++;
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

static void count_shared(struct compare *compare, const uint16_t *tokens, size_t n,
                         const uint32_t *other, uint32_t stamp, struct shared *shared)
{
    for (size_t i = 0; i < n; i++) {
        uint16_t token = tokens[i];
        uint16_t word = token & TOKEN_HASH;
        bool is_in = other[word] == stamp;
        if (compare->counted[word] == compare->y_stamp)
            continue;
        compare->counted[word] = compare->y_stamp;
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
    struct shared shared = {0};
    bool x_is_shorter;

    if (n > compare->most)
        n = compare->most;
    x_is_shorter = compare->n < n;
    new_y_stamp(compare);
    take_hashes(compare->y, y, n, compare->in_y, compare->y_stamp);
    memset(compare->covered, 0, compare->n);
    memset(compare->starts, 0, compare->n);
    find_runs(compare, n);
    for (size_t i = 0; i < compare->run_count; i++)
        cover_run(compare, &compare->runs[i], &cover);
    if (x_is_shorter)
        count_shared(compare, compare->tokens, compare->n, compare->in_y, compare->y_stamp,
                     &shared);
    else
        count_shared(compare, y, n, compare->in_x, compare->x_stamp, &shared);
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
