/* content_why: which features weighed most in the score of a block. The weight of one is how much
 * the score changes when it alone is set to its median over the blocks of the page. */
#include <math.h>
#include <stdlib.h>

#include "content.h"
#include "content_model.h"

enum { TELLING = 3 };

static const float LEAST = 0.005f; /* of a change that is told: two digits are shown */

struct weight {
    unsigned feature;
    float change;
};

struct heaviest {
    struct weight of[TELLING]; /* in order */
};

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

static float median_of(const struct content *content, unsigned feature, float *values)
{
    size_t count = content->doc->block_count;

    for (size_t i = 0; i < count; i++)
        values[i] = content_row(content, i)[feature];
    qsort(values, count, sizeof *values, by_value);
    return values[count / 2];
}

/* Puts a weight among the heaviest, which are in order; of two equal ones the first stays. */
static void rank(struct weight *heaviest, struct weight weight)
{
    for (size_t i = 0; i < TELLING; i++)
        if (fabsf(weight.change) > fabsf(heaviest[i].change)) {
            struct weight lighter = heaviest[i];
            heaviest[i] = weight;
            weight = lighter;
        }
}

/* Scores all blocks with the feature at its median. */
static void weigh(struct content *content, const struct model *model, unsigned feature, float *lent,
                  struct heaviest *heaviest)
{
    size_t count = content->doc->block_count;
    float *values = lent, *scores = lent + count;
    float median = median_of(content, feature, values);

    for (size_t i = 0; i < count; i++) {
        values[i] = content_row(content, i)[feature];
        content_row(content, i)[feature] = median;
    }
    model_scores(model, content->rows, count, scores, content->doc->scratch);
    for (size_t i = 0; i < count; i++) {
        content_row(content, i)[feature] = values[i];
        rank(heaviest[i].of, (struct weight){feature, content->doc->blocks[i].score - scores[i]});
    }
}

static str telling_of(const struct content *content, size_t i, const struct weight *heaviest)
{
    struct arena *arena = content->doc->arena;
    str text = str_printf(arena, "%s", "");

    for (size_t k = 0; k < TELLING && fabsf(heaviest[k].change) >= LEAST; k++)
        text = str_printf(arena, "%s%s%s %.3g (%+.2f)", text.p, k ? ", " : "",
                          newsmill_feature_name(heaviest[k].feature),
                          (double)content_row(content, i)[heaviest[k].feature],
                          (double)heaviest[k].change);
    return text;
}

void content_why(struct content *content, const struct model *model)
{
    struct doc *doc = content->doc;
    float *lent = ARENA_ARRAY(doc->scratch, float, 2 * doc->block_count);
    struct heaviest *heaviest = ARENA_ARRAY(doc->scratch, struct heaviest, doc->block_count);

    for (unsigned feature = 0; feature < FEATURE_COUNT; feature++)
        weigh(content, model, feature, lent, heaviest);
    doc->telling = ARENA_ARRAY(doc->arena, str, doc->block_count);
    doc->scored = doc->block_count;
    for (size_t i = 0; i < doc->block_count; i++)
        doc->telling[i] = telling_of(content, i, heaviest[i].of);
}
