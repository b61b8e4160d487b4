#include "repeat_double.h"

#include "../base/utf8.h"

enum {
    DOUBLE_WORDS = 8,        /* shorter lines may recur by right: refrains, "Yes." */
    LABEL_WORDS = 25,        /* so may longer ones that are no sentence: "Delivery and costs ..." */
    ADJACENT_WORDS = 5,      /* one right behind the other, and not in verse */
    VERSE_WORDS = 10,        /* lines of verse are shorter */
    PASSAGE_WORDS = 40,      /* a copy of so much takes its short lines along, */
    PASSAGE_LINE_WORDS = 10, /* but not a refrain: its lines are of fewer words */
    TITLE_WORDS = 3,         /* of a title that is no heading */
    LIST_LINES = 3,          /* of a list that comes again at once; shorter ones are an echo */
    LIST_WORDS = 10,         /* and so many words in all its lines */
    PROBES = 32,             /* most places looked at for one line */
};

/* The first line with each hash. */
struct index {
    uint32_t *slot; /* number of the line + 1, 0: free */
    size_t mask;
};

static struct index index_for(struct arena *scratch, size_t lines)
{
    size_t room = 16;

    while (room < lines * 2)
        room *= 2;
    return (struct index){ARENA_ARRAY(scratch, uint32_t, room), room - 1};
}

/* The place of the line with that hash, or where it would stand; NULL when the table is clogged. */
static uint32_t *index_slot(const struct index *index, const struct said *said, uint64_t hash)
{
    for (size_t i = 0; i < PROBES; i++) {
        uint32_t *slot = &index->slot[(hash + i) & index->mask];
        if (!*slot || said->lines[*slot - 1].hash == hash)
            return slot;
    }
    return NULL;
}

static bool is_spared(const struct block *block)
{
    return block->kind == BLOCK_ROW || block->kind == BLOCK_CODE;
}

/* Do lines `before` and `after` stand among short lines? */
static bool is_verse(const struct said *said, size_t before, size_t after)
{
    return (before > 0 && said->lines[before - 1].count < VERSE_WORDS) ||
           (after + 1 < said->line_count && said->lines[after + 1].count < VERSE_WORDS);
}

/* Would nobody write this twice? List items do recur. */
static bool says_something(const struct block *a, const struct block *b)
{
    return b->words >= DOUBLE_WORDS && (b->words >= LABEL_WORDS || block_ends_sentence(b)) &&
           !(a->kind == BLOCK_ITEM && b->kind == BLOCK_ITEM);
}

/* Which of two lines that say the same goes? The later one, but a summary line, a pull quote or a
 * caption goes before a paragraph. SIZE_MAX: neither. */
static size_t which_goes(const struct doc *doc, const struct said *said, size_t first, size_t later)
{
    const struct block *a = said_block(doc, &said->lines[first]);
    const struct block *b = said_block(doc, &said->lines[later]);
    bool adjacent = later == first + 1;

    if (is_spared(a) || is_spared(b))
        return SIZE_MAX;
    if (a->kind == BLOCK_HEADING || b->kind == BLOCK_HEADING)
        return adjacent ? later : SIZE_MAX;
    if (adjacent
            ? b->words < ADJACENT_WORDS || (b->words < DOUBLE_WORDS && is_verse(said, first, later))
            : !says_something(a, b))
        return SIZE_MAX;
    if (b->kind == BLOCK_PARAGRAPH && a->kind != BLOCK_PARAGRAPH)
        return first;
    return later;
}

/* Marks the passage around line i that is a copy of the one around line `twin`, if it is long
 * enough; gives the line behind it. */
static size_t mark_passage(struct doc *doc, const struct said *said, size_t i, size_t twin)
{
    size_t from = i, to = i, back = i - twin, words = 0;

    while (to < said->line_count && to - back < i &&
           said->lines[to].hash == said->lines[to - back].hash)
        words += said_block(doc, &said->lines[to++])->words;
    if (words < PASSAGE_WORDS || words < (to - from) * PASSAGE_LINE_WORDS)
        return to;
    while (from - 1 > twin && from > back &&
           said->lines[from - 1].hash == said->lines[from - 1 - back].hash &&
           said_block(doc, &said->lines[from - 1])->why == WHY_KEPT)
        from--;
    for (size_t k = from; k < to; k++)
        block_mark(said_block(doc, &said->lines[k]), WHY_REPEAT);
    return to;
}

/* May a passage that is a copy be found by this line? */
static bool may_lead(const struct block *block)
{
    return block->words >= DOUBLE_WORDS && block->kind != BLOCK_HEADING && !is_spared(block);
}

void repeat_doubles(struct doc *doc, const struct said *said)
{
    struct index index = index_for(doc->scratch, said->line_count);
    uint32_t *twin = ARENA_ARRAY(doc->scratch, uint32_t, said->line_count + 1); /* + 1, as slots */

    for (size_t i = 0; i < said->line_count; i++) {
        uint32_t *slot = index_slot(&index, said, said->lines[i].hash);
        size_t goes;
        if (!slot)
            continue;
        goes = *slot ? which_goes(doc, said, *slot - 1, i) : SIZE_MAX;
        if (goes != SIZE_MAX)
            block_mark(said_block(doc, &said->lines[goes]), WHY_REPEAT);
        if (*slot && may_lead(said_block(doc, &said->lines[i])))
            twin[i] = *slot;
        if (!*slot || (goes != SIZE_MAX && goes != i))
            *slot = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < said->line_count;)
        i = twin[i] ? mark_passage(doc, said, i, twin[i] - 1) : i + 1;
}

/* Do the lines behind line i, as many as lie between it and `before`, say the same in the same
 * order? Then they are a copy that follows at once: summary points once for telephones and once for
 * desks. Gives how many lines; 0: they are no copy. */
static size_t copied_lines(const struct doc *doc, const struct said *said, size_t before, size_t i)
{
    size_t count = i - before, words = 0;

    if (count < LIST_LINES || count > said->line_count - i)
        return 0;
    for (size_t k = 0; k < count; k++) {
        const struct block *block = said_block(doc, &said->lines[i + k]);
        if (said->lines[before + k].hash != said->lines[i + k].hash || is_spared(block))
            return 0;
        words += block->words;
    }
    return words < LIST_WORDS ? 0 : count;
}

void repeat_lists(struct doc *doc, const struct said *said)
{
    struct index index = index_for(doc->scratch, said->line_count);
    size_t i = 0;

    while (i < said->line_count) {
        uint32_t *slot = index_slot(&index, said, said->lines[i].hash);
        size_t count = slot && *slot ? copied_lines(doc, said, *slot - 1, i) : 0;
        size_t end = i + (count ? count : 1);

        for (; i < end; i++) {
            slot = index_slot(&index, said, said->lines[i].hash);
            if (slot)
                *slot = (uint32_t)i + 1; /* the latest one: a third copy follows the second */
            if (count)
                block_mark(said_block(doc, &said->lines[i]), WHY_REPEAT);
        }
    }
}

void repeat_title(struct doc *doc, const struct said *said)
{
    str title = doc->fields[FIELD_TITLE].text;
    uint64_t hash = said_hash_text(doc->scratch, title);
    bool seen = false;

    if (!title.n || !hash)
        return;
    for (size_t i = 0; i < doc->block_count && !seen; i++)
        seen = doc->blocks[i].why == WHY_TITLE;
    for (size_t i = 0; i < said->line_count; i++) {
        struct block *block = said_block(doc, &said->lines[i]);
        if (said->lines[i].hash != hash ||
            !(block->kind == BLOCK_HEADING ||
              (block->kind == BLOCK_PARAGRAPH && block->words >= TITLE_WORDS)))
            continue;
        block_mark(block, seen ? WHY_REPEAT : WHY_TITLE);
        seen = true;
    }
}
