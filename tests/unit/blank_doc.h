/* blank_doc: an empty document for each test, and blocks measured as extract measures them.
 * Included once by a test program. */
#ifndef NEWSMILL_TEST_BLANK_DOC_H
#define NEWSMILL_TEST_BLANK_DOC_H

#include "doc.h"
#include "own_arena.h"

enum { MOST_BLOCKS = 1000000 };

static struct arena scratch;
static struct doc doc;

static inline int doc_up(void **state)
{
    arena_up(state);
    arena_init(&scratch, 0);
    doc_init(&doc, &arena, &scratch);
    return 0;
}

static inline int doc_down(void **state)
{
    arena_free(&scratch);
    return arena_down(state);
}

static inline struct block *add(enum block_kind kind, const char *text)
{
    struct block *block = doc_add_block(&doc, MOST_BLOCKS);

    block->kind = kind;
    block->text = str_of(text);
    block_measure(block);
    return block;
}

#endif
