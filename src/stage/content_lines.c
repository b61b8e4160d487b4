/* content_lines: the article's lines in a text without a tree, by rules.
 *
 * The body is the stretch of lines with the greatest sum (Finn, Kushmerick and Smyth 2001, "Fact or
 * fiction: content classification for digital libraries"), where lines that read like prose count
 * for it and lines that read like furniture against it. Inside it, short lines that the page says
 * more than once are labels ("Login", "Share this"), not text. */
#include "../base/hash.h"
#include "../base/slots.h"
#include "../base/utf8.h"
#include "content.h"

enum {
    SENTENCE_WORDS = 4, /* a shorter line is no sentence, whatever it ends with */
    STANDFIRST_WORDS = 12,
    LABEL_WORDS = 12, /* the longest label */
};
#define PROSE_MOST 40.0f /* what one line may count: a long blurb does not outweigh an article */
#define ITEM_WORTH -2.0f
#define LINE_WORTH -3.0f

static float worth(const struct block *block)
{
    float prose = prose_words(block);

    if (prose > 0)
        return prose < PROSE_MOST ? prose : PROSE_MOST;
    if (block->stops && block->words >= SENTENCE_WORDS)
        return 0;
    return block->kind == BLOCK_ITEM ? ITEM_WORTH : LINE_WORTH;
}

/* Lines first..last-1 with the greatest sum; false when no line reads like prose. */
static bool find_body(const struct doc *doc, size_t *first, size_t *last)
{
    float best = 0, sum = 0;
    size_t from = 0;

    for (size_t i = 0; i < doc->block_count; i++) {
        sum += worth(&doc->blocks[i]);
        if (sum <= 0) {
            sum = 0;
            from = i + 1;
        } else if (sum >= best) { /* a short sentence, worth nothing by itself, ends the body */
            best = sum;
            *first = from;
            *last = i + 1;
        }
    }
    return best > 0;
}

/* A standfirst often ends without a stop: a line long enough for one, right before the body, is
 * taken in. */
static size_t take_standfirst(const struct doc *doc, size_t first)
{
    if (first && doc->blocks[first - 1].words >= STANDFIRST_WORDS &&
        doc->blocks[first - 1].kind == BLOCK_PARAGRAPH)
        first--;
    return first;
}

/* Leaves out the labels: short lines whose folded text stands elsewhere too. */
static void leave_labels(struct content *lines)
{
    struct doc *doc = lines->doc;
    struct slots labels = slots_new(doc->scratch, doc->block_count);
    size_t *first = ARENA_ARRAY(doc->scratch, size_t, labels.size); /* its line + 1 */

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        size_t label;

        if (block->words > LABEL_WORDS)
            continue;
        label = slots_find(&labels, hash64(text_fold(doc->scratch, block->text)));
        if (!first[label]) {
            first[label] = i + 1;
            continue;
        }
        content_verdict(lines, first[label] - 1, WHY_TOO_SHORT);
        content_verdict(lines, i, WHY_TOO_SHORT);
    }
}

void content_rules_of_lines(struct content *lines)
{
    struct doc *doc = lines->doc;
    size_t first = 0, last = doc->block_count;

    for (size_t i = 0; i < doc->block_count; i++)
        content_verdict(lines, i, doc->blocks[i].why);
    lines->last = last;
    if (!find_body(doc, &first, &last))
        return;
    lines->first = first = take_standfirst(doc, first);
    lines->last = last;
    for (size_t i = 0; i < doc->block_count; i++)
        if (i < first || i >= last)
            content_verdict(lines, i, WHY_OUTSIDE);
    leave_labels(lines);
}
