/* content_choose: from scores to a choice. Blocks are taken from the highest score down as long as
 * the F1 that is to be expected of the text grows: with p a block's score and w its words,
 *     2 * sum of p w over the taken / (sum of w over the taken + sum of p w over all).
 * No threshold is set: the best one is half of the F1 that can be reached (Lipton, Elkan and
 * Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure"), so a clear
 * article is cut sharply, and a page where nothing is clear keeps more. A page without a block that
 * may well be content keeps nothing: it is the shell of one that scripts fill, and what text it has
 * is a menu or a footer. */
#include <math.h>
#include <stdlib.h>

#include "../base/utf8.h"
#include "content.h"

enum {
    SMALL = 30,        /* blocks of a page that the model knows as well as any */
    SMALL_SCRAPE = 20, /* lines of a scrape */
    FOOT_WORDS = 2,    /* of a line of the foot */
};
#define RULES_SURE 0.9f /* that a block is what the rules say */
#define EMPTY      0.2f /* of a page: no block is likelier content than this */
#define LABEL      0.7f /* of the score of a label is left */

struct candidate {
    float score, words;
};

static int by_score_down(const void *a, const void *b)
{
    float x = ((const struct candidate *)a)->score, y = ((const struct candidate *)b)->score;

    return x < y ? 1 : x > y ? -1 : 0;
}

/* The score from which on blocks are taken; sets the F1 that is to be expected then. */
static float best_threshold(struct content *content)
{
    struct doc *doc = content->doc;
    struct candidate *candidates = ARENA_ARRAY(doc->scratch, struct candidate, doc->block_count);
    float all = 0, taken = 0, hits = 0, best = 0, threshold = 1;
    size_t count = 0;

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        if (block->why != WHY_KEPT)
            continue;
        candidates[count++] = (struct candidate){block->score, (float)block->words};
        all += block->score * (float)block->words;
    }
    if (count)
        qsort(candidates, count, sizeof *candidates, by_score_down);
    if (content->reason && count && candidates[0].score < EMPTY)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        hits += candidates[i].score * candidates[i].words;
        taken += candidates[i].words;
        if (taken + all > 0 && 2 * hits / (taken + all) > best) {
            best = 2 * hits / (taken + all);
            threshold = candidates[i].score;
        }
    }
    doc->expected = best;
    return threshold;
}

/* The model has seen pages of hundreds of blocks: of one with ten it knows little. There the rules
 * weigh as much as blocks are missing. */
static void lean_on_rules(struct content *content)
{
    struct doc *doc = content->doc;
    float model = (float)doc->block_count / SMALL;

    for (size_t i = 0; model < 1 && i < doc->block_count; i++) {
        float rules = content->rules[i] == WHY_KEPT ? RULES_SURE : 1 - RULES_SURE;
        doc->blocks[i].score = model * doc->blocks[i].score + (1 - model) * rules;
    }
}

/* The same of a scrape, of whose prose one line of furniture in between, "12 comments", must not
 * cost the rest. The model has learned from scrapes cut short too, so what it would keep stays. */
static void lean_on_prose(struct content *content)
{
    struct doc *doc = content->doc;
    float model = (float)doc->block_count / SMALL_SCRAPE;

    for (size_t i = 0; model < 1 && i < doc->block_count; i++) {
        float score = doc->blocks[i].score;
        if (content->rules[i] == WHY_KEPT && content->prose[i] > 0)
            doc->blocks[i].score = fmaxf(score, model * score + (1 - model) * RULES_SURE);
    }
}

/* Behind the prose: an editor's initials under wire copy, "om/rc"; in a scrape that is short a link
 * of the foot too, "Contact", of which the model has seen whole rows alone. */
static bool is_of_foot(const struct content *content, size_t i)
{
    const struct block *block = &content->doc->blocks[i];

    return i >= content->last && block->words <= FOOT_WORDS && !block->stops &&
           block->kind == BLOCK_PARAGRAPH &&
           (content_row(content, i)[FEATURE_STARTS] <= 0 ||
            content->doc->block_count < SMALL_SCRAPE);
}

/* A short line within the text of a scrape that the scrape says elsewhere too is a label, however
 * good the lines around it are. */
static void doubt_labels(struct content *content)
{
    struct doc *doc = content->doc;

    for (size_t i = 0; i < doc->block_count; i++)
        if (content->rules[i] == WHY_TOO_SHORT || is_of_foot(content, i))
            doc->blocks[i].score *= LABEL;
}

/* "{{item.title}} - {{item.date}}": nothing but places that a script was to fill. */
static bool is_template(str text)
{
    size_t open = !text.n || is_ascii_word(text.p[0]) ? SIZE_MAX : str_find(text, S("{{")), close;
    bool some = false;

    for (; open != SIZE_MAX; open = str_find(text, S("{{"))) {
        close = str_find(str_from(text, open), S("}}"));
        if (close == SIZE_MAX || count_words(str_slice(text, 0, open)))
            return false;
        text = str_from(text, open + close + 2);
        some = true;
    }
    return some && !count_words(text);
}

static void hide_templates(struct doc *doc)
{
    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].kind != BLOCK_CODE && is_template(doc->blocks[i].text))
            block_mark(&doc->blocks[i], WHY_HIDDEN);
}

void content_choose(struct content *content)
{
    float threshold;

    if (content->reason) {
        hide_templates(content->doc);
        lean_on_rules(content);
    } else {
        doubt_labels(content);
        lean_on_prose(content);
    }
    threshold = best_threshold(content);

    for (size_t i = 0; i < content->doc->block_count; i++) {
        struct block *block = &content->doc->blocks[i];
        enum reason why = (enum reason)content->rules[i];
        if (block->score < threshold)
            block_mark(block, why == WHY_KEPT ? WHY_OUTSIDE : why);
    }
}
