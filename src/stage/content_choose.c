/* content_choose: from scores to a choice. A block is of the article when its score says so; one of
 * middling score when it stands between two that are, so that an article comes out whole; and on a
 * page where none is, the best there are. */
#include "content.h"

#define SURE   0.45f /* from which score on a block is of the article by itself */
#define MIDDLE 0.25f /* and between two that are */
#define BEST   0.60f /* share of the highest score, where none is sure */
#define LEAST  0.15f /* below which nothing is taken at all */

static bool chosen_beside(const struct content *content, size_t i)
{
    const struct block *blocks = content->doc->blocks;

    return i > 0 && i + 1 < content->doc->block_count && blocks[i - 1].score >= SURE &&
           blocks[i + 1].score >= SURE;
}

/* The score from which on a block is taken. */
static float threshold(const struct content *content)
{
    float highest = 0;

    for (size_t i = 0; i < content->doc->block_count; i++)
        if (content->doc->blocks[i].why == WHY_KEPT && content->doc->blocks[i].score > highest)
            highest = content->doc->blocks[i].score;
    if (highest >= SURE)
        return SURE;
    return highest * BEST > LEAST ? highest * BEST : LEAST;
}

void content_choose(struct content *content)
{
    float least = threshold(content);

    for (size_t i = 0; i < content->doc->block_count; i++) {
        struct block *block = &content->doc->blocks[i];
        enum reason why = (enum reason)content->rules[i];
        if (block->score >= least || (block->score >= MIDDLE && chosen_beside(content, i)))
            continue;
        block_mark(block, why == WHY_KEPT ? WHY_OUTSIDE : why);
    }
}
