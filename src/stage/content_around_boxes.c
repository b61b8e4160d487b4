/* content_around_boxes: features of the boxes that a block stands in. */
#include <string.h>

#include "../base/slots.h"
#include "content.h"

enum { LEVELS = 5 };
#define NAMES_LIE                                                                                  \
    0.5f /* share of the page's prose from which on a box's names are not believed                 \
          */

struct boxes {
    struct content *content;
    struct box_sums *sums;
    uint32_t *hints; /* of the box and of all around it, where names are believed */
    uint32_t best;   /* the box whose own blocks hold most prose */
};

static void sum_up(struct boxes *boxes)
{
    const struct doc *doc = boxes->content->doc;

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        struct box_sums *sums = &boxes->sums[block->box];
        sums->words += (float)block->words;
        sums->links += (float)block->link_words;
        sums->prose += boxes->content->prose[i];
        boxes->sums[doc->boxes[block->box].parent].own += boxes->content->prose[i];
    }
    for (size_t i = doc->box_count; i-- > 1;) {
        struct box_sums *parent = &boxes->sums[doc->boxes[i].parent];
        parent->words += boxes->sums[i].words;
        parent->links += boxes->sums[i].links;
        parent->prose += boxes->sums[i].prose;
    }
    for (uint32_t i = 1; i < doc->box_count; i++)
        if (boxes->sums[i].own > boxes->sums[boxes->best].own)
            boxes->best = i;
}

static void gather_hints(struct boxes *boxes)
{
    const struct doc *doc = boxes->content->doc;
    float all = boxes->sums[0].prose;
    /* These speak of content, whatever it holds. */
    const uint32_t good = HINT_MAIN | HINT_ARTICLE | HINT_BODY;

    for (size_t i = 0; i < doc->box_count; i++) {
        uint32_t own = doc->boxes[i].hints;
        if (boxes->sums[i].prose > NAMES_LIE * all)
            own &= good;
        boxes->hints[i] = own | (i ? boxes->hints[doc->boxes[i].parent] : 0);
    }
}

static void levels(const struct boxes *boxes, uint32_t box, float *row)
{
    const struct doc *doc = boxes->content->doc;
    float all = boxes->sums[0].prose, words = boxes->sums[0].words;

    for (unsigned level = 0; level < LEVELS; level++, box = doc->boxes[box].parent) {
        const struct box_sums *sums = &boxes->sums[box];
        float blocks = (float)(doc->boxes[box].last - doc->boxes[box].first);
        row[FEATURE_UP1_PROSE + level] = content_share(sums->prose, sums->words);
        row[FEATURE_UP1_MASS + level] = content_share(sums->prose, all);
        row[FEATURE_UP1_WORDS + level] = content_share(sums->words, words);
        if (level < 3)
            row[FEATURE_UP1_BLOCKS + level] = content_log(blocks);
        if (level == 1 || level == 2)
            row[FEATURE_UP2_LINKS + level - 1] = content_share(sums->links, sums->words);
    }
}

/* Boxes between `box` and the box `around`; -1 when that is not around it. */
static float depth_in(const struct doc *doc, uint32_t box, uint32_t around)
{
    const struct box *outer = &doc->boxes[around];

    if (doc->boxes[box].first < outer->first || doc->boxes[box].last > outer->last ||
        doc->boxes[box].depth < outer->depth)
        return -1;
    return (float)(doc->boxes[box].depth - outer->depth);
}

static float place_in(const struct box *box, size_t block)
{
    return ((float)block - (float)box->first) / (float)(box->last - box->first + 1);
}

static void cores(const struct boxes *boxes, uint32_t box, float *row)
{
    const struct content *content = boxes->content;

    row[FEATURE_DEPTH] = (float)content->doc->boxes[box].depth;
    row[FEATURE_CORE_DEPTH] = depth_in(content->doc, box, content->core);
    row[FEATURE_CORE] = row[FEATURE_CORE_DEPTH] >= 0;
    row[FEATURE_HALF_DEPTH] = depth_in(content->doc, box, content->half);
    row[FEATURE_HALF_BOX] = row[FEATURE_HALF_DEPTH] >= 0;
    row[FEATURE_BEST_BOX] = depth_in(content->doc, box, boxes->best);
}

/* The features of what the names of boxes say follow each other, so that four are set at a time. */
enum {
    FIRST_NAME = FEATURE_IN_NAV,
    NAMES = FEATURE_IN_DETAILS - FIRST_NAME + 1,
    NAMES_ROOM = (NAMES + 3) / 4 * 4 /* whole vectors */
};

static void names(const struct boxes *boxes, uint32_t box, float *row)
{
    static const uint32_t hints[NAMES_ROOM] = {
        [FEATURE_IN_NAV - FIRST_NAME] = HINT_NAV | HINT_MENU,
        [FEATURE_IN_HEADER - FIRST_NAME] = HINT_HEADER,
        [FEATURE_IN_FOOTER - FIRST_NAME] = HINT_FOOTER,
        [FEATURE_IN_ASIDE - FIRST_NAME] = HINT_ASIDE,
        [FEATURE_IN_FORM - FIRST_NAME] = HINT_FORM,
        [FEATURE_IN_COMMENTS - FIRST_NAME] = HINT_COMMENTS,
        [FEATURE_IN_RELATED - FIRST_NAME] = HINT_RELATED,
        [FEATURE_IN_SHARE - FIRST_NAME] = HINT_SHARE,
        [FEATURE_IN_ADVERT - FIRST_NAME] = HINT_ADVERT,
        [FEATURE_IN_COOKIE - FIRST_NAME] = HINT_COOKIE,
        [FEATURE_IN_HIDDEN - FIRST_NAME] = HINT_HIDDEN,
        [FEATURE_IN_DIALOG - FIRST_NAME] = HINT_DIALOG,
        [FEATURE_IN_MAIN - FIRST_NAME] = HINT_MAIN,
        [FEATURE_IN_ARTICLE - FIRST_NAME] = HINT_ARTICLE,
        [FEATURE_IN_BODY - FIRST_NAME] = HINT_BODY,
        [FEATURE_IN_CAPTION - FIRST_NAME] = HINT_CAPTION | HINT_CREDIT,
        [FEATURE_IN_BYLINE - FIRST_NAME] = HINT_BYLINE | HINT_DATE,
        [FEATURE_IN_NEWSLETTER - FIRST_NAME] = HINT_NEWSLETTER,
        [FEATURE_IN_BIO - FIRST_NAME] = HINT_BIO,
        [FEATURE_IN_TAGS - FIRST_NAME] = HINT_TAGS | HINT_BREADCRUMB,
        [FEATURE_IN_LEAD - FIRST_NAME] = HINT_LEAD,
        [FEATURE_IN_TABLE - FIRST_NAME] = HINT_TABLE,
        [FEATURE_IN_LIST - FIRST_NAME] = HINT_LIST,
        [FEATURE_IN_WIDGET - FIRST_NAME] = HINT_WIDGET,
        [FEATURE_IN_QUOTE - FIRST_NAME] = HINT_QUOTE,
        [FEATURE_IN_REVIEWS - FIRST_NAME] = HINT_REVIEWS,
        [FEATURE_IN_DETAILS - FIRST_NAME] = HINT_DETAILS,
    };
    const uint32_t around = boxes->hints[box];
    float named[NAMES_ROOM];

    for (size_t i = 0; i < NAMES_ROOM; i++)
        named[i] = (around & hints[i]) != 0;
    memcpy(row + FIRST_NAME, named, NAMES * sizeof *named);
}

static float tag_group(str tag)
{
    static const struct {
        str tag;
        float group;
    } rows[] = {{{"p", 1}, 1},  {{"li", 2}, 2}, {{"td", 2}, 3}, {{"div", 3}, 4},
                {{"h1", 2}, 5}, {{"h2", 2}, 5}, {{"h3", 2}, 5}, {{"h4", 2}, 5},
                {{"h5", 2}, 5}, {{"h6", 2}, 5}, {{"dd", 2}, 6}, {{"dt", 2}, 6}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(tag, rows[i].tag))
            return rows[i].group;
    return 0;
}

/* Blocks whose box, with the box around it, has one shape. */
struct shape {
    float count, words, links, prose;
};

static void shapes(struct content *content)
{
    const struct doc *doc = content->doc;
    struct slots known = slots_new(doc->scratch, doc->block_count);
    struct shape *table = ARENA_ARRAY(doc->scratch, struct shape, known.size);
    size_t *found = ARENA_ARRAY(doc->scratch, size_t, doc->block_count);

    for (size_t i = 0; i < doc->block_count; i++) {
        struct shape *shape;
        found[i] = slots_find(&known, content_shape(doc, doc->blocks[i].box));
        shape = &table[found[i]];
        shape->count++;
        shape->words += (float)doc->blocks[i].words;
        shape->links += (float)doc->blocks[i].link_words;
        shape->prose += content->prose[i];
    }
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct shape *shape = &table[found[i]];
        float *row = content_row(content, i);
        row[FEATURE_SHAPE_COUNT] = content_log(shape->count);
        row[FEATURE_SHAPE_WORDS] = shape->words / shape->count;
        row[FEATURE_SHAPE_LINKS] = content_share(shape->links, shape->words);
        row[FEATURE_SHAPE_PROSE] = content_share(shape->prose, shape->words);
        row[FEATURE_SHAPE_MASS] = content_share(shape->prose, content->sums[0].prose);
    }
}

/* How many boxes have the shape of the box three up: the cards of a listing do. */
static void cards(struct content *content)
{
    const struct doc *doc = content->doc;
    struct slots known = slots_new(doc->scratch, doc->box_count);
    float *counts = ARENA_ARRAY(doc->scratch, float, known.size);

    for (uint32_t i = 0; i < doc->box_count; i++)
        counts[slots_find(&known, content_shape(doc, i))]++;
    for (size_t i = 0; i < doc->block_count; i++) {
        uint32_t box = doc->blocks[i].box;
        for (int up = 0; up < 3; up++)
            box = doc->boxes[box].parent;
        content_row(content, i)[FEATURE_CARDS] =
            content_log(counts[slots_find(&known, content_shape(doc, box))]);
    }
}

void content_around_boxes(struct content *content)
{
    const struct doc *doc = content->doc;
    struct boxes boxes = {
        .content = content,
        .sums = ARENA_ARRAY(doc->scratch, struct box_sums, doc->box_count),
        .hints = ARENA_ARRAY(doc->scratch, uint32_t, doc->box_count),
    };

    content->sums = boxes.sums;
    sum_up(&boxes);
    gather_hints(&boxes);
    for (size_t i = 0; i < doc->block_count; i++) {
        float *row = content_row(content, i);
        uint32_t box = doc->blocks[i].box;
        levels(&boxes, box, row);
        cores(&boxes, box, row);
        row[FEATURE_HALF_PLACE] = place_in(&doc->boxes[content->half], i);
        names(&boxes, box, row);
        row[FEATURE_TAG] = tag_group(doc->boxes[box].tag);
    }
    shapes(content);
    cards(content);
}
