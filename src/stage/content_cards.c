/* content_cards: features of repeated boxes. Boxes of one shape side by side are a group: the cards
 * of a listing, the posts of a forum, the offers of a shop, but also the paragraphs of an article.
 * A block stands in several, one within the other; that with most members describes it. */
#include "../base/slots.h"
#include "content.h"

enum {
    CARDS = 3, /* fewer are no group */
};

struct group {
    float count, words, links, prose, prices;
};

struct cards {
    struct content *content;
    struct slots known; /* groups, by parent and shape */
    struct group *groups;
    float *prices;  /* below each box */
    uint32_t *best; /* of each box: the box around it, or itself, whose group has most members */
};

static struct group *group_of(const struct cards *cards, uint32_t box)
{
    uint64_t key = content_siblings_key(cards->content->doc, box);

    return &cards->groups[slots_find(&cards->known, key)];
}

static void count_prices(struct cards *cards)
{
    struct content *content = cards->content;
    const struct doc *doc = content->doc;

    for (size_t i = 0; i < doc->block_count; i++)
        cards->prices[doc->blocks[i].box] += content_row(content, i)[FEATURE_PRICE];
    for (size_t i = doc->box_count; i-- > 1;)
        cards->prices[doc->boxes[i].parent] += cards->prices[i];
}

static void gather(struct cards *cards)
{
    const struct doc *doc = cards->content->doc;

    for (uint32_t i = 1; i < doc->box_count; i++) {
        const struct box_sums *sums = &cards->content->sums[i];
        struct group *group = group_of(cards, i);
        group->count++;
        group->words += sums->words;
        group->links += sums->links;
        group->prose += sums->prose;
        group->prices += cards->prices[i];
    }
    for (uint32_t i = 1; i < doc->box_count; i++) {
        uint32_t around = cards->best[doc->boxes[i].parent];
        float count = group_of(cards, i)->count;
        bool more = count >= CARDS && (!around || count > group_of(cards, around)->count);
        cards->best[i] = more ? i : around;
    }
}

static void describe(const struct cards *cards, uint32_t box, float *row)
{
    const struct doc *doc = cards->content->doc;
    uint32_t card = cards->best[box];
    const struct group *group;

    row[FEATURE_CARD_DEPTH] = card ? (float)(doc->boxes[box].depth - doc->boxes[card].depth) : -1;
    if (!card)
        return;
    group = group_of(cards, card);
    row[FEATURE_CARD_COUNT] = content_log(group->count);
    row[FEATURE_CARD_WORDS] = group->words / group->count;
    row[FEATURE_CARD_LINKS] = content_share(group->links, group->words);
    row[FEATURE_CARD_PROSE] = content_share(group->prose, group->words);
    row[FEATURE_CARD_MASS] = content_share(group->words, cards->content->sums[0].words);
    row[FEATURE_CARD_PRICES] = group->prices / group->count;
}

void content_cards(struct content *content)
{
    struct doc *doc = content->doc;
    struct cards cards = {
        .content = content,
        .known = slots_new(doc->scratch, doc->box_count),
        .prices = ARENA_ARRAY(doc->scratch, float, doc->box_count),
        .best = ARENA_ARRAY(doc->scratch, uint32_t, doc->box_count),
    };

    cards.groups = ARENA_ARRAY(doc->scratch, struct group, cards.known.size);
    count_prices(&cards);
    gather(&cards);
    for (size_t i = 0; i < doc->block_count; i++)
        describe(&cards, doc->blocks[i].box, content_row(content, i));
}
