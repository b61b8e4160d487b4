/* phrases_page: rules and a page of lines for the tests of the stage phrases. Included once by a
 * test program. Blocks are made as the text half of extract makes them. */
#ifndef NEWSMILL_TEST_PHRASES_PAGE_H
#define NEWSMILL_TEST_PHRASES_PAGE_H

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "blank_doc.h"
#include "fake_run.h"
#include "stage/phrases_place.h"

static struct arena rules_arena;
static struct phrases phrases;
static const struct phrase_limits limits = {40, 200, 30};

static int set_up(void **state)
{
    doc_up(state);
    arena_init(&rules_arena, 0);
    phrases_begin(&phrases, &rules_arena);
    return 0;
}

static int tear_down(void **state)
{
    phrases_end(&phrases);
    arena_free(&rules_arena);
    return doc_down(state);
}

static void add_line(str line, uint32_t number, bool after_gap)
{
    bool item = str_starts(line, S("- "));
    struct block *block = add(item ? BLOCK_ITEM : BLOCK_PARAGRAPH,
                              str_zero_ended(&arena, item ? str_from(line, 2) : line));

    block->line = number;
    block->after_gap = after_gap;
}

static inline void apply_rules(uint32_t *fired)
{
    uint64_t languages = phrases_languages(&phrases, doc.fields[FIELD_LANG].text);

    struct phrases_found found = {
        &phrases, phrases_set(&phrases, languages), limits, languages, {0}};

    doc.said = NULL;
    if (doc.is_text)
        phrases_find(&found, &doc);
    phrases_apply(&found, &doc, fired);
}

/* A new page: each line that is not empty is a block. */
static void set_page(const char *language, str text)
{
    uint32_t number = 0;
    bool gap = false;
    str line;

    arena_reset(&arena);
    doc_init(&doc, &arena, &scratch);
    doc.is_text = true;
    field_set(&doc, FIELD_LANG, str_of(language), "test");
    while (str_split(&text, '\n', &line)) {
        line = text_tidy(&arena, line);
        number++;
        if (line.n)
            add_line(line, number, gap);
        gap = !line.n;
    }
}

#endif
