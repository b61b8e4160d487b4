#include "doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

const struct reason_row reason_rows[WHY_COUNT] = {
#define REASON(id, name, outcome, sentence) [WHY_##id] = {name, OUTCOME_##outcome, sentence},
#define FLAG(id, name, sentence)
#include "reasons.def"
#undef REASON
#undef FLAG
};

const struct reason_row flag_rows[FLAG_COUNT] = {
#define REASON(id, name, outcome, sentence)
#define FLAG(id, name, sentence) [FLAG_##id] = {name, OUTCOME_KEPT, sentence},
#include "reasons.def"
#undef REASON
#undef FLAG
};

const struct field_row field_rows[FIELD_COUNT] = {
#define FIELD(id, key, type, what) [FIELD_##id] = {key, FIELD_##type, what},
#include "fields.def"
#undef FIELD
};

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {
        [OUTCOME_KEPT] = "kept",         [OUTCOME_DUPLICATE] = "duplicate",
        [OUTCOME_REJECTED] = "rejected", [OUTCOME_FAILED] = "failed",
        [OUTCOME_BLOCK] = "block",
    };
    return names[outcome];
}

enum reason reason_find(str name)
{
    unsigned why = 0;

    while (why < WHY_COUNT && !str_eq(str_of(reason_rows[why].name), name))
        why++;
    return (enum reason)why;
}

const char *block_kind_name(enum block_kind kind)
{
    static const char *const names[BLOCK_KINDS] = {"paragraph", "heading", "item", "quote",
                                                   "row",       "caption", "code"};
    return names[kind];
}

void doc_init(struct doc *doc, struct arena *arena, struct arena *scratch)
{
    memset(doc, 0, sizeof *doc);
    doc->arena = arena;
    doc->scratch = scratch;
}

void doc_mark(struct doc *doc, enum reason why)
{
    if (doc->why == WHY_KEPT)
        doc->why = why;
}

void block_mark(struct block *block, enum reason why)
{
    if (block->why == WHY_KEPT)
        block->why = why;
}

void doc_fail(struct doc *doc, enum reason why, const char *format, ...)
{
    char line[512];
    va_list list;

    if (doc->why != WHY_KEPT)
        return;
    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    doc->detail = str_dup(doc->arena, str_of(line));
    doc_mark(doc, why);
}

void doc_flag(struct doc *doc, enum flag flag)
{
    doc->flags |= 1u << flag;
}

bool doc_has_flag(const struct doc *doc, enum flag flag)
{
    return doc->flags >> flag & 1;
}

void block_span(struct doc *doc, struct block *block, uint32_t from, uint32_t to, enum reason why,
                str put)
{
    struct span **place = &block->spans, *span;

    while (*place && (*place)->to <= from)
        place = &(*place)->next;
    if (to > block->text.n || from > to || (*place && (*place)->from < to))
        return;
    span = ARENA_NEW(doc->arena, struct span);
    *span = (struct span){from, to, why, put, *place};
    *place = span;
}

str block_text(struct arena *arena, const struct block *block)
{
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    size_t at = 0;

    if (!block->spans)
        return block->text;
    for (const struct span *span = block->spans; span; span = span->next) {
        buf_str(&out, str_slice(block->text, at, span->from));
        buf_str(&out, span->put);
        at = span->to;
    }
    buf_str(&out, str_from(block->text, at));
    return str_trim(buf_text(&out));
}

void block_measure(struct block *block)
{
    struct text_counts counts = text_counts(block->text);

    block->words = (uint32_t)counts.words;
    block->stops = (uint32_t)counts.stops;
    block->commas = (uint32_t)counts.commas;
}

bool field_known(const struct doc *doc, enum field field)
{
    return doc->fields[field].text.n != 0;
}

void field_set(struct doc *doc, enum field field, str text, const char *from)
{
    if (field_known(doc, field) || !text.n)
        return;
    if (field_rows[field].type == FIELD_TEXT)
        text = text_tidy(doc->arena, text);
    else
        text = str_dup(doc->arena, text);
    doc->fields[field] = (struct field_value){text, from};
}

/* Makes room for one more in an array that doubles; NULL at `most`. */
static void *add(struct doc *doc, void *array, size_t *count, size_t size, size_t most)
{
    void **items = array;

    if (*count >= most)
        return NULL;
    if (*count == 0 || (*count >= 64 && !(*count & (*count - 1))))
        *items =
            arena_grow(doc->arena, *items, *count * size, (*count < 64 ? 64 : *count * 2) * size);
    ++*count;
    return memset((char *)*items + (*count - 1) * size, 0, size);
}

struct block *doc_add_block(struct doc *doc, size_t most)
{
    return add(doc, &doc->blocks, &doc->block_count, sizeof *doc->blocks, most);
}

struct fact *doc_add_fact(struct doc *doc, size_t most)
{
    return add(doc, &doc->facts, &doc->fact_count, sizeof *doc->facts, most);
}

struct box *doc_add_box(struct doc *doc, size_t most)
{
    return add(doc, &doc->boxes, &doc->box_count, sizeof *doc->boxes, most);
}
