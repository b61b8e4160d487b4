/* content_score: scoring of blocks, by bins where the machine and the model allow. Else blocks go
 * through a tree together, a bit each in a word: at a node those that are there part by one
 * comparison over the feature's column. No branch depends on a value, which is what a walk from
 * node to node waits for (after QuickScorer: Lucchese et al. 2015). Leaves are added in the order
 * of the trees, so that a score does not depend on which blocks go together. */
#include "config.h"

#include "content_bins.h"
#include "content_model.h"

#include <math.h>
#ifdef HAVE_EMMINTRIN_H
#include <emmintrin.h>
#endif

enum {
    TOGETHER = BINS_TOGETHER,
    AT_ONCE = 16,
    SOME = (1 << AT_ONCE) - 1,
    SIDE = 4,
    MANY = 16, /* so many blocks are worth more work on each node */
};

struct scoring {
    const struct model *model;
    float *columns; /* of each feature: its values of the blocks that go together */
    bool *same;     /* of each feature: the blocks have one value: what is of the page */
    struct arrived {
        uint64_t blocks;
        size_t node;
    } * waiting;   /* nodes of a tree that blocks have come to */
    uint8_t *lent; /* for bins */
};

/* A bit for each of AT_ONCE values that is above a threshold, or is no number. */
#ifdef HAVE_EMMINTRIN_H
static uint64_t above_some(const float *values, float threshold)
{
    __m128 t = _mm_set1_ps(threshold);
    __m128i a = _mm_castps_si128(_mm_cmpnle_ps(_mm_loadu_ps(values), t));
    __m128i b = _mm_castps_si128(_mm_cmpnle_ps(_mm_loadu_ps(values + 4), t));
    __m128i c = _mm_castps_si128(_mm_cmpnle_ps(_mm_loadu_ps(values + 8), t));
    __m128i d = _mm_castps_si128(_mm_cmpnle_ps(_mm_loadu_ps(values + 12), t));
    __m128i all = _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d));

    return (uint64_t)(unsigned)_mm_movemask_epi8(all);
}
#else
static uint64_t above_some(const float *values, float threshold)
{
    uint64_t bits = 0;

    for (unsigned i = 0; i < AT_ONCE; i++)
        bits |= (uint64_t) !(values[i] <= threshold) << i;
    return bits;
}
#endif

/* Of those values that are asked for. */
static uint64_t above(const float *values, uint64_t asked, float threshold)
{
    uint64_t bits = 0;

    for (unsigned i = 0; i < TOGETHER && asked >> i; i += AT_ONCE)
        if (asked >> i & SOME)
            bits |= above_some(values + i, threshold) << i;
    return bits & asked;
}

/* The leaf that one block comes to, from a node on. */
static const struct model_node *leaf_of(const struct scoring *scoring,
                                        const struct model_node *tree, size_t node, size_t block)
{
    while (tree[node].feature != MODEL_LEAF) {
        float value = scoring->columns[(size_t)tree[node].feature * TOGETHER + block];
        node = value <= tree[node].value ? tree[node].left : tree[node].right;
    }
    return &tree[node];
}

/* Adds what a leaf says to the sums of the blocks that came to it. */
#ifdef HAVE_EMMINTRIN_H
static void add_leaf(uint64_t blocks, float value, float *sums)
{
    const __m128i bits = _mm_setr_epi32(1, 2, 4, 8);
    const __m128 values = _mm_set1_ps(value);

    for (; blocks; blocks >>= SIDE, sums += SIDE) {
        __m128i mine = _mm_and_si128(_mm_set1_epi32((int)(blocks & ((1 << SIDE) - 1))), bits);
        __m128 asked = _mm_castsi128_ps(_mm_cmpeq_epi32(mine, bits));
        _mm_storeu_ps(sums, _mm_add_ps(_mm_loadu_ps(sums), _mm_and_ps(asked, values)));
    }
}
#else
static void add_leaf(uint64_t blocks, float value, float *sums)
{
    for (; blocks; blocks &= blocks - 1)
        sums[__builtin_ctzll(blocks)] += value;
}
#endif

/* Adds what one tree says of each block to its sum. */
static void add_tree(const struct scoring *scoring, const struct model_node *tree, size_t count,
                     float *sums)
{
    struct arrived *waiting = scoring->waiting;
    size_t left = 0;

    waiting[left++] = (struct arrived){UINT64_MAX >> (TOGETHER - count), 0};
    while (left) {
        uint64_t blocks = waiting[--left].blocks, right;
        const struct model_node *node = &tree[waiting[left].node];
        const float *column;
        if (!(blocks & (blocks - 1))) {
            size_t block = (size_t)__builtin_ctzll(blocks);
            sums[block] += leaf_of(scoring, tree, waiting[left].node, block)->value;
            continue;
        }
        if (node->feature == MODEL_LEAF) {
            add_leaf(blocks, node->value, sums);
            continue;
        }
        column = scoring->columns + (size_t)node->feature * TOGETHER;
        if (scoring->same[node->feature])
            right = *column <= node->value ? 0 : blocks;
        else
            right = above(column, blocks, node->value);
        if (right)
            waiting[left++] = (struct arrived){right, node->right};
        if (blocks ^ right)
            waiting[left++] = (struct arrived){blocks ^ right, node->left};
    }
}

/* One feature of all blocks, from row to row. */
static void fill_column(const struct scoring *scoring, const float *rows, size_t count, size_t j)
{
    float *column = scoring->columns + j * TOGETHER;
    bool same = true;

    for (size_t i = 0; i < count; i++) {
        column[i] = rows[i * FEATURE_COUNT + j];
        same = same && column[i] == column[0];
    }
    scoring->same[j] = same;
}

#ifdef HAVE_EMMINTRIN_H
/* SIDE features of all blocks, squares of so many blocks at a time. The last square may hold blocks
 * a second time. */
static void fill_some(const struct scoring *scoring, const float *rows, size_t count, size_t j)
{
    const __m128 first = _mm_loadu_ps(rows + j);
    float *to = scoring->columns + j * TOGETHER;
    __m128 same = _mm_cmpeq_ps(first, first);
    int bits;

    for (size_t i = 0; i < count; i += SIDE) {
        size_t at = i + SIDE <= count ? i : count - SIDE;
        const float *from = rows + at * FEATURE_COUNT + j;
        __m128 a = _mm_loadu_ps(from), b = _mm_loadu_ps(from + FEATURE_COUNT);
        __m128 c = _mm_loadu_ps(from + 2 * FEATURE_COUNT);
        __m128 d = _mm_loadu_ps(from + 3 * FEATURE_COUNT);
        same = _mm_and_ps(same, _mm_and_ps(_mm_cmpeq_ps(a, first), _mm_cmpeq_ps(b, first)));
        same = _mm_and_ps(same, _mm_and_ps(_mm_cmpeq_ps(c, first), _mm_cmpeq_ps(d, first)));
        _MM_TRANSPOSE4_PS(a, b, c, d);
        _mm_storeu_ps(to + at, a);
        _mm_storeu_ps(to + TOGETHER + at, b);
        _mm_storeu_ps(to + 2 * TOGETHER + at, c);
        _mm_storeu_ps(to + 3 * TOGETHER + at, d);
    }
    bits = _mm_movemask_ps(same);
    for (size_t k = 0; k < SIDE; k++)
        scoring->same[j + k] = bits >> k & 1;
}
#endif

static void fill_columns(const struct scoring *scoring, const float *rows, size_t count)
{
    size_t j = 0;

#ifdef HAVE_EMMINTRIN_H
    for (; count >= SIDE && j + SIDE <= FEATURE_COUNT; j += SIDE)
        fill_some(scoring, rows, count, j);
#endif
    for (; j < FEATURE_COUNT; j++)
        fill_column(scoring, rows, count, j);
}

static void score_some(const struct scoring *scoring, const float *rows, size_t count,
                       float *scores)
{
    const struct model *model = scoring->model;
    float sums[TOGETHER] = {0};

    fill_columns(scoring, rows, count);
    if (model->bins && count >= MANY)
        bins_add(model->bins, scoring->columns, scoring->same, sums, scoring->lent);
    else
        for (size_t i = 0; i < model->tree_count; i++)
            add_tree(scoring, model->nodes + model->trees[i], count, sums);
    for (size_t i = 0; i < count; i++)
        scores[i] = 1 / (1 + expf(-sums[i]));
}

/* Columns of few blocks are read to their ends too. */
static float *lend_columns(struct arena *arena, size_t count)
{
    size_t bytes = (size_t)FEATURE_COUNT * TOGETHER * sizeof(float);

    return count < TOGETHER ? arena_zero(arena, bytes) : arena_alloc(arena, bytes);
}

void model_scores(const struct model *model, const float *rows, size_t count, float *scores,
                  struct arena *arena)
{
    struct scoring scoring = {
        model, lend_columns(arena, count), ARENA_ARRAY(arena, bool, FEATURE_COUNT),
        ARENA_ARRAY(arena, struct arrived, TOGETHER + 1), model->bins ? bins_lend(arena) : NULL};

    for (size_t i = 0; i < count; i += TOGETHER)
        score_some(&scoring, rows + i * FEATURE_COUNT, count - i < TOGETHER ? count - i : TOGETHER,
                   scores + i);
}
