/* phrases_page: rules and a page of lines for the tests of the stage phrases. Included once by a
 * test program. Blocks are made as the text half of extract makes them. */
#ifndef NEWSMILL_TEST_PHRASES_PAGE_H
#define NEWSMILL_TEST_PHRASES_PAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "fake_run.h"
#include "stage/phrases_place.h"

enum { MOST_BLOCKS = 100000 };

static struct arena rules_arena, arena, scratch;
static jmp_buf escape;
static struct phrases phrases;
static struct doc doc;
static const struct phrase_limits limits = {40, 200, 30};

static int set_up(void **state)
{
    (void)state;
    arena_init(&rules_arena, 0);
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    rules_arena.escape = arena.escape = scratch.escape = &escape;
    memset(&phrases, 0, sizeof phrases);
    phrases.arena = &rules_arena;
    doc_init(&doc, &arena, &scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&rules_arena);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

static void add_block(str line, uint32_t number, bool after_gap)
{
    struct block *block = doc_add_block(&doc, MOST_BLOCKS);
    size_t at = 0;

    if (str_starts(line, S("- "))) {
        line = str_from(line, 2);
        block->kind = BLOCK_ITEM;
    }
    block->text = line;
    block->line = number;
    block->after_gap = after_gap;
    block->words = (uint32_t)count_words(line);
    while (at < line.n) {
        uint32_t c = utf8_next(line, &at);
        block->stops += is_sentence_end(c);
        block->commas += is_comma(c);
    }
}

/* A new page: each line that is not empty is a block. */
static void set_page(const char *language, str text)
{
    uint32_t number = 0;
    bool gap = false;
    str line;

    arena_reset(&arena);
    doc_init(&doc, &arena, &scratch);
    field_set(&doc, FIELD_LANG, str_of(language), "test");
    while (str_split(&text, '\n', &line)) {
        line = text_tidy(&arena, line);
        number++;
        if (line.n)
            add_block(line, number, gap);
        gap = !line.n;
    }
}

#endif
