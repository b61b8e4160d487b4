/* Every node of a tree is worked out for all blocks, from the leaves up: a byte for each block says
 * which leaf it would come to from there. That is more nodes than the blocks pass, but nothing is
 * waited for: no branch depends on a value. */
#include "config.h"

#include "content_bins.h"

#ifdef HAVE_AVX2
#include <immintrin.h>
#include <string.h>

enum {
    HALF = 32, /* bytes of a register */
    LINE = 64, /* of the processor's cache: rows and columns lie in one each */
    EIGHT = 8, /* floats of one */
    LEAVES = 32,
    ROWS = 2 * LEAVES,    /* leaves, then inner nodes */
    THRESHOLDS = INT8_MAX /* of a feature: bins are compared as signed bytes */
};

#define AVX2 __attribute__((target("avx2")))

/* Places are in bytes: of a feature's column, and of the rows below. */
struct bin_node {
    uint16_t column, left, right;
    int8_t most; /* bin that goes left */
};

/* Inner nodes have the rows behind the leaves, those below before those above. */
struct bin_tree {
    const struct bin_node *nodes;
    size_t count;
    float leaves[LEAVES];
};

struct bins {
    const float *thresholds;        /* in order, those of a feature after another's */
    uint16_t counts[FEATURE_COUNT]; /* of each feature's */
    uint32_t places[FEATURE_COUNT]; /* where they begin */
    const struct bin_tree *trees;
    size_t tree_count;
};
_Static_assert(FEATURE_COUNT *BINS_TOGETHER <= UINT16_MAX, "a column's place fits");

/* The number of thresholds that a value is above; all where it is no number. */
static size_t bin_of(const float *thresholds, size_t count, float value)
{
    size_t bin = 0;

    while (count > 0) { /* the half that is left out never holds the place */
        size_t half = (count + 1) / 2;
        bin += value <= thresholds[bin + half - 1] ? 0 : half;
        count -= half;
    }
    return bin;
}

/* Puts a threshold in its place among those of its feature. */
static void know_threshold(float *thresholds, uint16_t *count, float threshold)
{
    size_t at = bin_of(thresholds, *count, threshold);

    if (at < *count && thresholds[at] == threshold)
        return;
    memmove(thresholds + at + 1, thresholds + at, (*count - at) * sizeof *thresholds);
    thresholds[at] = threshold;
    ++*count;
}

/* false: there are too many of a feature. */
static bool know_thresholds(struct bins *bins, const struct model *model, struct arena *arena)
{
    float *thresholds = ARENA_ARRAY(arena, float, (size_t)FEATURE_COUNT *(THRESHOLDS + 1));

    bins->thresholds = thresholds;
    for (uint32_t i = 0; i < FEATURE_COUNT; i++)
        bins->places[i] = i * (THRESHOLDS + 1);
    for (size_t i = 0; i < model->node_count; i++) {
        const struct model_node *node = &model->nodes[i];
        if (node->feature == MODEL_LEAF)
            continue;
        know_threshold(thresholds + bins->places[node->feature], &bins->counts[node->feature],
                       node->value);
        if (bins->counts[node->feature] > THRESHOLDS)
            return false;
    }
    return true;
}

static size_t tree_end(const struct model *model, size_t tree)
{
    return tree + 1 < model->tree_count ? model->trees[tree + 1] : model->node_count;
}

/* The row of each node: leaves in their order, inner nodes from the last one, which has but leaves
 * below it, to the first. false: there are too many. */
static bool give_rows(const struct model_node *nodes, size_t count, struct bin_tree *tree,
                      uint16_t *rows)
{
    size_t leaves = 0, inner = 0;

    if (count > ROWS)
        return false;
    for (size_t i = count; i-- > 0;)
        if (nodes[i].feature != MODEL_LEAF)
            rows[i] = (uint16_t)((LEAVES + inner++) * BINS_TOGETHER);
        else if (leaves == LEAVES)
            return false;
        else {
            tree->leaves[leaves] = nodes[i].value;
            rows[i] = (uint16_t)(leaves++ * BINS_TOGETHER);
        }
    tree->count = inner;
    return inner <= LEAVES;
}

static bool take_tree(const struct bins *bins, const struct model *model, size_t number,
                      struct bin_tree *tree, struct arena *arena)
{
    const struct model_node *nodes = model->nodes + model->trees[number];
    size_t count = tree_end(model, number) - model->trees[number];
    struct bin_node *taken;
    uint16_t rows[ROWS];

    if (!give_rows(nodes, count, tree, rows))
        return false;
    taken = ARENA_ARRAY(arena, struct bin_node, tree->count);
    tree->nodes = taken;
    for (size_t i = count; i-- > 0;) {
        size_t feature = nodes[i].feature;
        if (feature == MODEL_LEAF)
            continue;
        *taken++ = (struct bin_node){(uint16_t)(feature * BINS_TOGETHER), rows[nodes[i].left],
                                     rows[nodes[i].right],
                                     (int8_t)bin_of(bins->thresholds + bins->places[feature],
                                                    bins->counts[feature], nodes[i].value)};
    }
    return true;
}

struct bins *bins_of(const struct model *model, struct arena *arena)
{
    struct bins *bins;
    struct bin_tree *trees;

    if (!__builtin_cpu_supports("avx2"))
        return NULL;
    bins = ARENA_NEW(arena, struct bins);
    if (!know_thresholds(bins, model, arena))
        return NULL;
    trees = ARENA_ARRAY(arena, struct bin_tree, model->tree_count);
    for (size_t i = 0; i < model->tree_count; i++)
        if (!take_tree(bins, model, i, &trees[i], arena))
            return NULL;
    bins->trees = trees;
    bins->tree_count = model->tree_count;
    return bins;
}

AVX2 static inline __m256i load(const uint8_t *from)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)from);
}

AVX2 static inline void store(uint8_t *to, __m256i bytes)
{
    _mm256_storeu_si256((__m256i *)(void *)to, bytes);
}

/* One more for each of EIGHT values that is above the threshold. */
AVX2 static inline __m256i count_above(__m256i count, __m256 values, __m256 threshold)
{
    __m256 above = _mm256_cmp_ps(values, threshold, _CMP_NLE_US);

    return _mm256_sub_epi32(count, _mm256_castps_si256(above));
}

/* The bins of HALF values. */
AVX2 static inline void bin_half(const float *values, const float *thresholds, size_t count,
                                 uint8_t *bins)
{
    const __m256i in_order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    __m256 v[4] = {_mm256_loadu_ps(values), _mm256_loadu_ps(values + EIGHT),
                   _mm256_loadu_ps(values + 2 * EIGHT), _mm256_loadu_ps(values + 3 * EIGHT)};
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;

    for (size_t i = 0; i < count; i++) {
        __m256 threshold = _mm256_set1_ps(thresholds[i]);
        a = count_above(a, v[0], threshold);
        b = count_above(b, v[1], threshold);
        c = count_above(c, v[2], threshold);
        d = count_above(d, v[3], threshold);
    }
    a = _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
    store(bins, _mm256_permutevar8x32_epi32(a, in_order));
}

AVX2 static void fill_bins(const struct bins *bins, const float *columns, const bool *same,
                           uint8_t *to)
{
    for (size_t i = 0; i < FEATURE_COUNT; i++, columns += BINS_TOGETHER, to += BINS_TOGETHER) {
        const float *thresholds = bins->thresholds + bins->places[i];
        if (same[i]) {
            memset(to, (int)bin_of(thresholds, bins->counts[i], *columns), BINS_TOGETHER);
        } else if (bins->counts[i]) {
            bin_half(columns, thresholds, bins->counts[i], to);
            bin_half(columns + HALF, thresholds, bins->counts[i], to + HALF);
        }
    }
}

/* Fills the rows of a tree's inner nodes; gives that of its root. */
AVX2 static inline const uint8_t *climb(const struct bin_tree *tree, const uint8_t *columns,
                                        uint8_t *rows)
{
    const struct bin_node *node = tree->nodes, *end = node + tree->count;
    uint8_t *to = rows + LEAVES * BINS_TOGETHER;

    if (node == end)
        return rows;
    for (; node < end; node++, to += BINS_TOGETHER) {
        const uint8_t *column = columns + node->column;
        const uint8_t *left = rows + node->left, *right = rows + node->right;
        __m256i most = _mm256_set1_epi8((char)node->most);
        __m256i low = _mm256_cmpgt_epi8(load(column), most);
        __m256i high = _mm256_cmpgt_epi8(load(column + HALF), most);
        store(to, _mm256_blendv_epi8(load(left), load(right), low));
        store(to + HALF, _mm256_blendv_epi8(load(left + HALF), load(right + HALF), high));
    }
    return to - BINS_TOGETHER;
}

/* Adds to each sum the value of the leaf whose number stands in the row. */
AVX2 static inline void add_leaves(const float *leaves, const uint8_t *row, float *sums)
{
    const __m256 a = _mm256_loadu_ps(leaves), b = _mm256_loadu_ps(leaves + EIGHT);
    const __m256 c = _mm256_loadu_ps(leaves + 2 * EIGHT), d = _mm256_loadu_ps(leaves + 3 * EIGHT);

    for (size_t i = 0; i < BINS_TOGETHER; i += EIGHT) {
        __m256i leaf =
            _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(row + i)));
        __m256 bit3 = _mm256_castsi256_ps(_mm256_slli_epi32(leaf, 28));
        __m256 bit4 = _mm256_castsi256_ps(_mm256_slli_epi32(leaf, 27));
        __m256 low = _mm256_blendv_ps(_mm256_permutevar8x32_ps(a, leaf),
                                      _mm256_permutevar8x32_ps(b, leaf), bit3);
        __m256 high = _mm256_blendv_ps(_mm256_permutevar8x32_ps(c, leaf),
                                       _mm256_permutevar8x32_ps(d, leaf), bit3);
        __m256 add = _mm256_blendv_ps(low, high, bit4);
        _mm256_storeu_ps(sums + i, _mm256_add_ps(_mm256_loadu_ps(sums + i), add));
    }
}

uint8_t *bins_lend(struct arena *arena)
{
    uint8_t *lent = arena_alloc(arena, (size_t)(ROWS + FEATURE_COUNT) * BINS_TOGETHER + LINE);

    lent += LINE - (uintptr_t)lent % LINE;
    for (int i = 0; i < LEAVES; i++)
        memset(lent + i * BINS_TOGETHER, i, BINS_TOGETHER);
    return lent;
}

AVX2 void bins_add(const struct bins *bins, const float *columns, const bool *same, float *sums,
                   uint8_t *lent)
{
    uint8_t *rows = lent, *binned = lent + ROWS * BINS_TOGETHER;

    fill_bins(bins, columns, same, binned);
    for (size_t i = 0; i < bins->tree_count; i++)
        add_leaves(bins->trees[i].leaves, climb(&bins->trees[i], binned, rows), sums);
}
#else
struct bins *bins_of(const struct model *model, struct arena *arena)
{
    (void)model;
    (void)arena;
    return NULL;
}

uint8_t *bins_lend(struct arena *arena)
{
    (void)arena;
    return NULL;
}

void bins_add(const struct bins *bins, const float *columns, const bool *same, float *sums,
              uint8_t *lent)
{
    (void)bins;
    (void)columns;
    (void)same;
    (void)sums;
    (void)lent;
}
#endif
