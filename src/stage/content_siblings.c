/* content_siblings: blocks of one shape side by side - the paragraphs of an article, the cards of a
 * list - are of the text together or not at all. Each block was scored as if it stood alone; its
 * score is drawn to what its siblings say in the mean, the more of them the more (shrinkage: Efron
 * and Morris 1975). So the last paragraphs of a long text are kept with the first, and one teaser
 * is not kept alone. */
#include "../base/slots.h"
#include "content.h"

#include <math.h>

#define DRAWN 0.6f  /* how far at most */
#define HALF  3.0f  /* siblings by which half of that is reached */
#define LEAST 1e-4f /* a score that has a logit */

struct siblings {
    float count, weight, sum; /* of logits; what meta took is counted, but has no say */
};

static float logit(float score)
{
    float inside = fminf(fmaxf(score, LEAST), 1 - LEAST);

    return logf(inside / (1 - inside));
}

void content_siblings(const struct content *content, float *scores)
{
    const struct doc *doc = content->doc;
    struct slots known = slots_new(doc->scratch, doc->block_count);
    struct siblings *all = ARENA_ARRAY(doc->scratch, struct siblings, known.size);
    size_t *found = ARENA_ARRAY(doc->scratch, size_t, doc->block_count);

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        struct siblings *of;
        found[i] = slots_find(&known, content_siblings_key(doc, block->box));
        of = &all[found[i]];
        of->count++;
        scores[i] = logit(scores[i]);
        if (block->why == WHY_KEPT) {
            float weight = sqrtf((float)block->words + 1);
            of->weight += weight;
            of->sum += weight * scores[i];
        }
    }
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct siblings *of = &all[found[i]];
        float others = of->count - 1, drawn = DRAWN * others / (others + HALF);
        if (of->weight > 0)
            scores[i] += drawn * (of->sum / of->weight - scores[i]);
        scores[i] = 1 / (1 + expf(-scores[i]));
    }
}
