/* Cards: boxes of one shape that repeat, as the entries of a list, the offers of a shop or the
 * posts of a forum do. */
#include "judge_signs.h"

enum {
    CARDS = 5,       /* fewer are no list */
    CARD_WORDS = 4,  /* of one, on average, at least */
    LONG_WORDS = 40, /* of a post, on average */
    PROBES = 32,
    ARTICLES = 4,
};

struct group {
    uint64_t shape;
    uint32_t boxes, words, link_words, linked, priced;
    uint32_t behind; /* the end of its last box: boxes within it do not count */
};

struct sums {
    uint32_t words, link_words, links, prices;
};

/* Sums over blocks 0..i-1 at [i]. */
static struct sums *sums_of(const struct doc *doc)
{
    struct sums *sums = ARENA_ARRAY(doc->scratch, struct sums, doc->block_count + 1);

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        bool body = in_body(doc, block);
        sums[i + 1] = sums[i];
        sums[i + 1].words += body ? block->words : 0;
        sums[i + 1].link_words += body ? block->link_words : 0;
        sums[i + 1].links += body ? block->links : 0;
        sums[i + 1].prices += body && block->words <= LONG_WORDS && names_price(block->text);
    }
    return sums;
}

static struct group *find(struct group *groups, size_t mask, uint64_t shape)
{
    for (size_t i = 0; i < PROBES; i++) {
        struct group *group = &groups[(shape + i) & mask];
        if (!group->boxes || group->shape == shape)
            return group;
    }
    return NULL;
}

static void add(struct group *group, const struct box *box, const struct sums *sums)
{
    const struct sums *a = &sums[box->first], *b = &sums[box->last];

    if (b->words == a->words || (group->boxes && box->first < group->behind))
        return;
    group->shape = box->shape;
    group->behind = box->last;
    group->boxes++;
    group->words += b->words - a->words;
    group->link_words += b->link_words - a->link_words;
    group->linked += b->links > a->links;
    group->priced += b->prices > a->prices;
}

static bool is_cards(const struct group *group)
{
    return group->boxes >= CARDS && group->words >= group->boxes * CARD_WORDS;
}

static void judge(const struct group *group, uint32_t words, struct signs *signs)
{
    bool half = group->words * 2 >= words, linked = group->linked * 3 >= group->boxes * 2;

    if (!is_cards(group) || group->words * 4 < words)
        return;
    if (group->words >= group->boxes * LONG_WORDS)
        signs->has[SIGN_CARDS_LONG] = true;
    else if (linked)
        signs->has[SIGN_CARDS_LINKED] = true;
    signs->has[SIGN_CARDS] = true;
    signs->has[SIGN_CARDS_HALF] |= half;
    signs->has[SIGN_CARDS_PRICED] |= group->priced * 2 >= group->boxes;
}

void signs_of_cards(const struct doc *doc, struct signs *signs)
{
    const struct sums *sums = sums_of(doc);
    size_t room = 16, articles = 0;
    struct group *groups;

    while (room < doc->box_count * 2)
        room *= 2;
    groups = ARENA_ARRAY(doc->scratch, struct group, room);
    for (size_t i = 1; i < doc->box_count; i++) {
        const struct box *box = &doc->boxes[i];
        struct group *group = find(groups, room - 1, box->shape);
        if (group && box->first < box->last && box->last <= doc->block_count)
            add(group, box, sums);
        articles += str_eq(box->tag, S("article"));
        signs->has[SIGN_ARTICLE_BODY] |= (box->hints & HINT_BODY) != 0;
    }
    signs->has[SIGN_ARTICLE_BOXES] = articles >= ARTICLES;
    for (size_t i = 0; i < room; i++)
        judge(&groups[i], sums[doc->block_count].words, signs);
}
