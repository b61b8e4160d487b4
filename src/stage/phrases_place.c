#include "phrases_place.h"

#include "../base/utf8.h"

enum {
    BODY_WORDS = 8,   /* a sentence of an article has as many, most labels have fewer */
    LABEL_WORDS = 3,  /* RECENT POSTS, FEATURED */
    BLURB_WORDS = 60, /* a site's or author's blurb, which is as long under a short article */
};

struct places {
    uint32_t *before; /* words of body blocks in front of each block; one more for the end */
    uint32_t share;
};

static bool is_body(const struct block *block)
{
    return block->why == WHY_KEPT && block->kind != BLOCK_HEADING && block->words >= BODY_WORDS &&
           block->stops > 0;
}

static struct places find_places(struct doc *doc, uint32_t share)
{
    struct places places = {ARENA_ARRAY(doc->scratch, uint32_t, doc->block_count + 1), share};

    for (size_t i = 0; i < doc->block_count; i++)
        places.before[i + 1] =
            places.before[i] + (is_body(&doc->blocks[i]) ? doc->blocks[i].words : 0);
    return places;
}

static bool is_small(const struct places *places, uint64_t part, uint64_t other)
{
    return part * 100 <= other * places->share || (part <= BLURB_WORDS && part * 2 <= other);
}

static bool in_foot(const struct doc *doc, const struct places *places, uint32_t at)
{
    uint32_t total = places->before[doc->block_count];

    return is_small(places, total - places->before[at + 1], places->before[at]);
}

static bool in_head(const struct doc *doc, const struct places *places, uint32_t at)
{
    uint32_t total = places->before[doc->block_count];

    return is_small(places, places->before[at], total - places->before[at + 1]);
}

/* A phrase at the end of a paragraph goes alone, and only when the sentence before it is done: in
 * "he asked them to share this article" it belongs to the sentence. */
static bool stands_apart(str text, uint32_t from)
{
    uint32_t last = 0;
    size_t at = 0, start = from > 16 ? from - 16 : 0;

    while (start < from && ((unsigned char)text.p[start] & 0xC0) == 0x80)
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

/* Everything behind the first hit that ends the article, if the body is before it. */
static void cut_after(const struct phrases *phrases, struct doc *doc, const struct places *places,
                      const struct phrase_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        uint32_t at = hits->items[i].block;
        if (!phrases->rules[hits->items[i].rule].ends || !places->before[at] ||
            !in_foot(doc, places, at))
            continue;
        for (size_t j = at + 1; j < doc->block_count; j++)
            block_mark(&doc->blocks[j], WHY_AFTER_END);
        return;
    }
}

static bool is_label(const struct block *block)
{
    return block->why == WHY_KEPT && block->words <= LABEL_WORDS && !block->stops;
}

static bool by_phrase(const struct block *block)
{
    return block->why >= WHY_COMMENT_FORM && block->why <= WHY_AFTER_END;
}

/* Labels at the foot that stand between furniture, or between furniture and the end. */
static void take_labels(struct doc *doc)
{
    size_t end = doc->block_count, i = doc->block_count, run;

    while (i > 0 && !is_body(&doc->blocks[i - 1]))
        i--;
    for (; i<end; i = run> i ? run : i + 1) {
        run = i;
        while (run < end && is_label(&doc->blocks[run]))
            run++;
        if (run == i || i == 0 || !by_phrase(&doc->blocks[i - 1]) ||
            (run < end && !by_phrase(&doc->blocks[run])))
            continue;
        for (size_t j = i; j < run; j++)
            block_mark(&doc->blocks[j], WHY_SITE_MENU);
    }
}

void phrases_apply(const struct phrases *phrases, const struct phrase_limits *limits,
                   struct doc *doc, uint32_t *fired)
{
    uint64_t languages = phrases_languages(phrases, doc->fields[FIELD_LANG].text);
    struct phrase_hits hits = {.arena = doc->scratch};
    struct places places;

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_KEPT)
            phrases_match(phrases, limits, languages, &doc->blocks[i], (uint32_t)i, &hits);
    for (size_t i = 0; i < hits.count; i++) {
        const struct rule *rule = &phrases->rules[hits.items[i].rule];
        if (rule->where == PHRASE_ANYWHERE) {
            take(doc, rule, &hits.items[i]);
            if (fired)
                fired[hits.items[i].rule]++;
        }
    }
    places = find_places(doc, limits->foot_share);
    for (size_t i = 0; i < hits.count; i++) {
        const struct rule *rule = &phrases->rules[hits.items[i].rule];
        uint32_t at = hits.items[i].block;
        if ((rule->where == PHRASE_HEAD && in_head(doc, &places, at)) ||
            (rule->where == PHRASE_FOOT && in_foot(doc, &places, at))) {
            take(doc, rule, &hits.items[i]);
            if (fired)
                fired[hits.items[i].rule]++;
        }
    }
    cut_after(phrases, doc, &places, &hits);
    take_labels(doc);
}
