#include "judge_kept.h"

#include <string.h>

#include "judge_signs.h"

enum {
    LEAST_WORDS = 200, /* the labelled pages have few articles that are shorter */
    MANY_HEADINGS = 3,
    MANY_ROWS = 5,
    SHORT_BLOCK = 10, /* words of a block, on average */
};

struct kept_row {
    int points[PAGE_WEIGHED];
};

static const struct kept_row kept_rows[KEPT_SIGNS] = {
#define KEPT(id, article, listing, forum, product, collection, documentation, service, what)       \
    {{article, listing, forum, product, collection, documentation, service}},
#include "judge_kept.def"
#undef KEPT
};

struct tally {
    size_t words, links, running, items;
    size_t blocks, labels, headings, rows;
};

static void add(struct tally *sum, const struct block *block)
{
    sum->blocks++;
    sum->words += block->words;
    sum->links += block->link_words;
    sum->running += is_running(block) ? block->words : 0;
    sum->items += block->kind == BLOCK_ITEM ? block->words : 0;
    sum->labels += is_label(block);
    sum->headings += block->kind == BLOCK_HEADING;
    sum->rows += block->kind == BLOCK_ROW;
}

void kept_signs_of(const struct doc *doc, bool has[KEPT_SIGNS])
{
    struct tally sum = {0};

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_KEPT)
            add(&sum, &doc->blocks[i]);
    memset(has, 0, KEPT_SIGNS * sizeof *has);
    if (sum.words < LEAST_WORDS)
        return;
    has[KEPT_AUTHOR] = field_known(doc, FIELD_AUTHORS);
    has[KEPT_RUNNING_HALF] = sum.running * 2 >= sum.words;
    has[KEPT_RUNNING_MOST] = sum.running * 4 >= sum.words * 3;
    has[KEPT_LINKS] = sum.links * 10 >= sum.words;
    has[KEPT_LABELS] = sum.labels * 2 >= sum.blocks;
    has[KEPT_HEADINGS] = sum.headings >= MANY_HEADINGS;
    has[KEPT_HEADINGS_MANY] = sum.headings * 5 >= sum.blocks;
    has[KEPT_ITEMS] = sum.items * 10 >= sum.words * 3;
    has[KEPT_ROWS] = sum.rows >= MANY_ROWS;
    has[KEPT_SHORT] = sum.words < sum.blocks * SHORT_BLOCK;
}

void kept_points(const struct doc *doc, int points[PAGE_WEIGHED])
{
    bool has[KEPT_SIGNS];

    kept_signs_of(doc, has);
    for (size_t i = 0; i < KEPT_SIGNS; i++)
        for (size_t type = 0; has[i] && type < PAGE_WEIGHED; type++)
            points[type] += kept_rows[i].points[type];
}
