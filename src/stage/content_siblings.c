/* content_siblings: blocks of one shape side by side - the paragraphs of an article, the items of a
 * list - are of the text together or not at all; so are blocks that stand alike in boxes of one
 * shape - the names of cards, the bodies of posts. Each block was scored as if it stood alone; its
 * score is drawn to what the others of its group say in the mean, the more of them the more
 * (shrinkage: Efron and Morris 1975). So the last paragraphs of a long text are kept with the
 * first, and one teaser is not kept alone. */
#include "../base/slots.h"
#include "content.h"

#include <math.h>

#define SIDE_BY_SIDE 0.6f /* how far at most they are drawn */
#define ALIKE        0.5f
#define HALF         3.0f  /* others by which half of that is reached */
#define LEAST        1e-4f /* a score that has a logit */

struct group {
    float count, weight, sum; /* of logits; what meta took is counted, but has no say */
};

/* Of a box with the two around it: boxes of cards and posts of one kind share it. */
static uint64_t key_of_place(const struct doc *doc, uint32_t box)
{
    uint32_t around = doc->boxes[doc->boxes[box].parent].parent;

    return content_shape(doc, box) * UINT64_C(0xC2B2AE3D27D4EB4F) ^ doc->boxes[around].shape;
}

/* Draws logits to the mean of those whose boxes have the same key. */
static void draw(const struct content *content, float *logits, float most,
                 uint64_t (*key_of)(const struct doc *doc, uint32_t box))
{
    const struct doc *doc = content->doc;
    struct slots known = slots_new(doc->scratch, doc->block_count);
    struct group *groups = ARENA_ARRAY(doc->scratch, struct group, known.size);
    size_t *found = ARENA_ARRAY(doc->scratch, size_t, doc->block_count);

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        struct group *group;
        found[i] = slots_find(&known, key_of(doc, block->box));
        group = &groups[found[i]];
        group->count++;
        if (block->why == WHY_KEPT) {
            float weight = sqrtf((float)block->words + 1);
            group->weight += weight;
            group->sum += weight * logits[i];
        }
    }
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct group *group = &groups[found[i]];
        float others = group->count - 1, drawn = most * others / (others + HALF);
        if (group->weight > 0)
            logits[i] += drawn * (group->sum / group->weight - logits[i]);
    }
}

void content_siblings(const struct content *content, float *scores)
{
    for (size_t i = 0; i < content->doc->block_count; i++)
        scores[i] = content_logit(scores[i], LEAST);
    draw(content, scores, SIDE_BY_SIDE, content_siblings_key);
    draw(content, scores, ALIKE, key_of_place);
    for (size_t i = 0; i < content->doc->block_count; i++)
        scores[i] = 1 / (1 + expf(-scores[i]));
}
