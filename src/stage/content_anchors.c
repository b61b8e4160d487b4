/* content_anchors: features of how far a block is from what is surely of the article: the title
 * and the first paragraph. Far means boxes, not blocks: the article's own sections are near each
 * other in the tree, and lists of other stories are not, whatever their names and wherever they
 * stand. */
#include "content.h"

enum { NONE = -1 };

/* Of each box the smallest box around it, or itself, that also holds that block. */
static uint32_t *both_with(const struct content *content, size_t block)
{
    const struct doc *doc = content->doc;
    uint32_t *both = ARENA_ARRAY(doc->scratch, uint32_t, doc->box_count);

    for (uint32_t i = 1; i < doc->box_count; i++) {
        bool holds = doc->boxes[i].first <= block && block < doc->boxes[i].last;
        both[i] = holds ? i : both[doc->boxes[i].parent];
    }
    return both;
}

/* Four features in a row: what they say of the way from each block to that one. */
static void ways_to(struct content *content, size_t block, enum feature up)
{
    const struct doc *doc = content->doc;
    const uint32_t *both = block == SIZE_MAX ? NULL : both_with(content, block);

    for (size_t i = 0; i < doc->block_count; i++) {
        float *row = content_row(content, i) + up;
        const struct box *own = &doc->boxes[doc->blocks[i].box], *around;
        const struct box_sums *sums;
        row[0] = row[1] = row[2] = row[3] = NONE;
        if (!both)
            continue;
        around = &doc->boxes[both[doc->blocks[i].box]];
        sums = &content->sums[both[doc->blocks[i].box]];
        row[0] = (float)(own->depth - around->depth);
        row[1] = (float)(doc->boxes[doc->blocks[block].box].depth - around->depth);
        row[2] = content_share(sums->prose, content->sums[0].prose);
        row[3] = content_share(sums->words, content->sums[0].words);
    }
}

static size_t first_of(const struct content *content, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (content->prose[i] > 0 && content->rules[i] == WHY_KEPT)
            return i;
    return SIZE_MAX;
}

/* The first paragraph behind the title that the rules keep; else the first of the page. */
static size_t first_paragraph(const struct content *content)
{
    size_t count = content->doc->block_count, title = content->title < count ? content->title : 0;
    size_t first = first_of(content, title, count);

    return first == SIZE_MAX ? first_of(content, 0, title) : first;
}

/* A card's heading links to its story; that of a section does not. */
static void headings(struct content *content)
{
    const struct doc *doc = content->doc;
    float links = NONE;

    for (size_t i = 0; i < doc->block_count; i++) {
        if (doc->blocks[i].kind == BLOCK_HEADING)
            links = block_link_share(&doc->blocks[i]);
        content_row(content, i)[FEATURE_HEADING_LINKS] = links;
    }
}

void content_anchors(struct content *content)
{
    const struct doc *doc = content->doc;
    size_t first = first_paragraph(content);
    uint64_t shape = first == SIZE_MAX ? 0 : content_shape(doc, doc->blocks[first].box);

    ways_to(content, content->title, FEATURE_TITLE_UP);
    ways_to(content, first, FEATURE_FIRST_UP);
    for (size_t i = 0; i < doc->block_count; i++)
        content_row(content, i)[FEATURE_FIRST_SHAPE] =
            first != SIZE_MAX && content_shape(doc, doc->blocks[i].box) == shape;
    headings(content);
}
