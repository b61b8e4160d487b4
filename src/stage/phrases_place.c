#include "phrases_place.h"

#include "../base/utf8.h"

enum {
    BODY_WORDS = 8,   /* a sentence of an article has as many, most labels have fewer */
    LABEL_WORDS = 3,  /* RECENT POSTS, FEATURED */
    BLURB_WORDS = 60, /* a site's or author's blurb, which is as long under a short article */
};

static uint64_t body_words(const struct block *block)
{
    bool is_body = block->why == WHY_KEPT && block->kind != BLOCK_HEADING &&
                   block->words >= BODY_WORDS && block->stops > 0;

    return is_body ? block->words : 0;
}

static bool is_small(uint64_t part, uint64_t other, uint32_t share)
{
    return part * 100 <= other * share || (part <= BLURB_WORDS && part * 2 <= other);
}

/* A phrase at the end of a paragraph goes alone, and only when the sentence before it is done: in
 * "he asked them to share this article" it belongs to the sentence. */
static bool stands_apart(str text, uint32_t from)
{
    uint32_t last = 0;
    size_t at = 0, start = from > 16 ? from - 16 : 0;

    while (start < from && utf8_within(text.p[start]))
        start++;
    for (at = start; at < from;) {
        uint32_t c = utf8_next(text, &at);
        if (!is_space_char(c))
            last = c;
    }
    return !is_word_char(last) && !is_comma(last) && last != '(' && last != '-' && last;
}

static void take_end(struct doc *doc, struct block *block, const struct rule *rule, uint32_t from)
{
    size_t at = 0;

    while (at < from && !is_word_char(utf8_next(block->text, &at)))
        ;
    if (at > from || from == 0)
        block_mark(block, rule->why);
    else if (stands_apart(block->text, from))
        block_span(doc, block, from, (uint32_t)block->text.n, rule->why, S(""));
}

static void take(struct doc *doc, const struct rule *rule, const struct phrase_hit *hit)
{
    struct block *block = &doc->blocks[hit->block];

    if (rule->how == PHRASE_END && block->why == WHY_KEPT)
        take_end(doc, block, rule, hit->from);
    else
        block_mark(block, rule->why);
}

/* What is being done to a document. Hits are in order of blocks. */
struct work {
    const struct phrases *phrases;
    struct doc *doc;
    const struct phrase_hits *hits;
    uint32_t share;
    uint32_t *fired;
    uint64_t words; /* of all body blocks that are still kept */
};

/* Obeys the hits of a place from number i on that are of the same block; gives their count. */
static size_t take_block(struct work *work, size_t i, enum phrase_where where, bool holds)
{
    const struct phrase_hit *hits = work->hits->items;
    size_t n = 0;

    for (; i + n < work->hits->count && hits[i + n].block == hits[i].block; n++) {
        const struct rule *rule = &work->phrases->rules[hits[i + n].rule];
        if (rule->where != where || !holds)
            continue;
        take(work->doc, rule, &hits[i + n]);
        if (work->fired)
            work->fired[hits[i + n].rule]++;
    }
    return n;
}

static void take_anywhere(struct work *work)
{
    for (size_t i = 0; i < work->hits->count;)
        i += take_block(work, i, PHRASE_ANYWHERE, true);
    for (size_t i = 0; i < work->doc->block_count; i++)
        work->words += body_words(&work->doc->blocks[i]);
}

/* From the top down, so that furniture already found does not count as text before. */
static void take_head(struct work *work)
{
    uint64_t before = 0;
    size_t i = 0;

    for (size_t at = 0; at < work->doc->block_count; at++) {
        const struct block *block = &work->doc->blocks[at];
        uint64_t own = body_words(block);
        if (i < work->hits->count && work->hits->items[i].block == at)
            i += take_block(work, i, PHRASE_HEAD,
                            is_small(before, work->words - before - own, work->share));
        work->words -= own - body_words(block);
        before += body_words(block);
    }
}

/* The same from the bottom up. Gives the first block that ends the article, or their count. */
static size_t take_foot(struct work *work)
{
    size_t end = work->doc->block_count, i = work->hits->count;
    uint64_t after = 0;

    for (size_t at = work->doc->block_count; at-- > 0;) {
        const struct block *block = &work->doc->blocks[at];
        uint64_t own = body_words(block), before = work->words - after - own;
        bool holds = is_small(after, before, work->share), ends = false;
        while (i > 0 && work->hits->items[i - 1].block == at) {
            i--;
            ends |= work->phrases->rules[work->hits->items[i].rule].ends;
        }
        if (i < work->hits->count && work->hits->items[i].block == at)
            take_block(work, i, PHRASE_FOOT, holds);
        if (ends && holds && before)
            end = at;
        work->words -= own - body_words(block);
        after += body_words(block);
    }
    return end;
}

static bool is_label(const struct block *block)
{
    return block->why == WHY_KEPT && block->words <= LABEL_WORDS && !block->stops;
}

static bool by_phrase(const struct block *block)
{
    return block->why >= WHY_COMMENT_FORM && block->why <= WHY_AFTER_END;
}

/* Labels after the last sentence that stand between furniture, or between furniture and the end. A
 * page without a sentence has no such place. */
static void take_labels(struct doc *doc)
{
    size_t end = doc->block_count, i = doc->block_count, first;

    while (i > 0 && !body_words(&doc->blocks[i - 1]))
        i--;
    while (i > 0 && i < end) {
        first = i;
        while (i < end && is_label(&doc->blocks[i]))
            i++;
        if (by_phrase(&doc->blocks[first - 1]) && (i == end || by_phrase(&doc->blocks[i])))
            for (size_t j = first; j < i; j++)
                block_mark(&doc->blocks[j], WHY_SITE_MENU);
        i++;
    }
}

/* A label that main-content took away says as much of what stands below it: "Latest News" over a
 * list that was kept, "You may also like" in a scrape above the blurb of the site. */
static bool is_looked_at(const struct doc *doc, size_t i, size_t last_kept)
{
    const struct block *block = &doc->blocks[i];

    if (block->why == WHY_KEPT)
        return true;
    return doc->is_text ? i < last_kept
                        : block->kind == BLOCK_HEADING && i + 1 < doc->block_count &&
                              doc->blocks[i + 1].why == WHY_KEPT;
}

static size_t last_kept(const struct doc *doc)
{
    size_t last = doc->block_count;

    while (last && doc->blocks[last - 1].why != WHY_KEPT)
        last--;
    return last;
}

static void match(struct phrases_found *found, const struct doc *doc, size_t i)
{
    phrases_match(found->phrases, found->set, &found->limits, found->languages, &doc->blocks[i],
                  (uint32_t)i, &found->hits);
}

void phrases_find(struct phrases_found *found, struct doc *doc)
{
    found->hits.arena = doc->arena;
    doc->said = ARENA_ARRAY(doc->arena, uint8_t, doc->block_count);
    for (size_t i = 0; i < doc->block_count; i++)
        match(found, doc, i);
    for (size_t i = 0; i < found->hits.count; i++) {
        const struct phrase_hit *hit = &found->hits.items[i];
        const struct rule *rule = &found->phrases->rules[hit->rule];
        if (rule->how != PHRASE_END)
            doc->said[hit->block] |= (uint8_t)(rule->ends ? SAID | SAID_ENDS : SAID);
    }
}

/* Finds the hits of the blocks that are looked at; of a scrape, drops the others. */
static void find_looked_at(struct phrases_found *found, const struct doc *doc)
{
    struct phrase_hits *hits = &found->hits;
    size_t last = last_kept(doc), all = hits->count;

    hits->count = 0;
    for (size_t i = 0; i < all; i++)
        if (is_looked_at(doc, hits->items[i].block, last))
            hits->items[hits->count++] = hits->items[i];
    if (doc->said)
        return;
    hits->arena = doc->scratch;
    for (size_t i = 0; i < doc->block_count; i++)
        if (is_looked_at(doc, i, last))
            match(found, doc, i);
}

void phrases_apply(struct phrases_found *found, struct doc *doc, uint32_t *fired)
{
    struct work work = {found->phrases, doc, &found->hits, found->limits.foot_share, fired, 0};

    find_looked_at(found, doc);
    take_anywhere(&work);
    take_head(&work);
    for (size_t i = take_foot(&work) + 1; i < doc->block_count; i++)
        block_mark(&doc->blocks[i], WHY_AFTER_END);
    take_labels(doc);
}
