#include "repeat_cascade.h"

#include "../base/utf8.h"

enum {
    LABEL_WORDS = 7,      /* "What the figures say about it:" */
    BODY_WORDS = 5,       /* fewer in common may be chance */
    LONE_BODY_WORDS = 12, /* when it happens once only */
    CHAIN = 2,            /* so many in a row need no other sign */
    HALF_WORDS = 4,
    HALF_DISTINCT_WORDS = 3, /* "no, no, no, no" is no text said twice */
};

static bool may_cascade(const struct doc *doc, const struct said_line *line)
{
    enum block_kind kind = said_block(doc, line)->kind;

    return kind == BLOCK_PARAGRAPH || kind == BLOCK_ITEM || kind == BLOCK_QUOTE;
}

/* How many words at the start of `line` are the body of the line before: all of what that line
 * says itself (its words from number `own` on) behind a label. 0: they are not. */
static size_t repeated_body(const struct said *said, const struct said_line *before, size_t own,
                            const struct said_line *line)
{
    for (size_t label = 0; label <= LABEL_WORDS; label++) {
        size_t skip = own + label, body;
        if (skip + BODY_WORDS > before->count)
            break;
        body = before->count - skip;
        if (body < line->count && said_same(said, before->first + skip, line->first, body))
            return body;
    }
    return 0;
}

/* Do the words from number `own` on begin with a label: some words and a colon? */
static bool is_labelled(const struct doc *doc, const struct said_line *line, size_t own)
{
    str text = said_block(doc, line)->text;

    for (size_t i = own; i < own + LABEL_WORDS && i < line->count; i++) {
        size_t at = said_word_end(doc, line, i);
        uint32_t c = at < text.n ? utf8_next(text, &at) : 0;
        if (c == ':' || c == 0xFF1A)
            return true;
        if (is_sentence_end(c))
            return false;
    }
    return false;
}

static void trim_body(struct doc *doc, struct said *said, struct said_line *line, size_t body)
{
    struct block *block = said_block(doc, line);
    size_t to = said_rest(block->text, said_word_end(doc, line, body - 1));

    block_span(doc, block, 0, (uint32_t)to, WHY_CASCADE, (str){NULL, 0});
    line->first += (uint32_t)body;
    line->before += (uint32_t)body;
    line->count -= (uint32_t)body;
    line->hash = said_hash(said, line->first, line->count);
}

/* Lines from..to-1 each begin with the body of the line before: is that a cascade, or a lead that
 * repeats its headline? */
static void settle(struct doc *doc, struct said *said, const uint32_t *body, size_t from, size_t to)
{
    if (from == to)
        return;
    if (to - from < CHAIN &&
        (body[from] < LONE_BODY_WORDS || !is_labelled(doc, &said->lines[from - 1], 0) ||
         !is_labelled(doc, &said->lines[from], body[from])))
        return;
    for (size_t i = from; i < to; i++)
        trim_body(doc, said, &said->lines[i], body[i]);
}

/* Rule of the bullet cascade: a line starts with a run of words that ends the line before and
 * covers it but for that line's own repeated part and a label. */
void repeat_cascade(struct doc *doc, struct said *said)
{
    uint32_t *body = ARENA_ARRAY(doc->scratch, uint32_t, said->line_count + 1);
    size_t from = 1;

    for (size_t i = 1; i < said->line_count; i++) {
        const struct said_line *before = &said->lines[i - 1], *line = &said->lines[i];
        if (may_cascade(doc, before) && may_cascade(doc, line))
            body[i] = (uint32_t)repeated_body(said, before, body[i - 1], line);
        if (!body[i]) {
            settle(doc, said, body, from, i);
            from = i + 1;
        }
    }
    if (from < said->line_count)
        settle(doc, said, body, from, said->line_count);
}

static bool is_varied(const uint64_t *hash, size_t count)
{
    size_t distinct = 0;

    for (size_t i = 0; i < count && distinct < HALF_DISTINCT_WORDS; i++) {
        size_t j = i > LABEL_WORDS ? i - LABEL_WORDS : 0;
        while (j < i && hash[j] != hash[i])
            j++;
        distinct += j == i;
    }
    return distinct >= HALF_DISTINCT_WORDS;
}

void repeat_halves(struct doc *doc, struct said *said)
{
    for (size_t i = 0; i < said->line_count; i++) {
        struct said_line *line = &said->lines[i];
        struct block *block = said_block(doc, line);
        uint32_t half = line->count / 2;
        if (line->count % 2 || half < HALF_WORDS || block->kind == BLOCK_CODE ||
            block->kind == BLOCK_ROW || !said_same(said, line->first, line->first + half, half) ||
            !is_varied(said->hash + line->first, half))
            continue;
        block_span(doc, block, (uint32_t)said_rest(block->text, said_word_end(doc, line, half - 1)),
                   (uint32_t)block->text.n, WHY_REPEAT, (str){NULL, 0});
        line->count = half;
        line->hash = said_hash(said, line->first, half);
    }
}
