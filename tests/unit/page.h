/* page: a document for a test of stages. Its arenas have no way out: running out of memory aborts
 * the test. */
#ifndef NEWSMILL_TEST_PAGE_H
#define NEWSMILL_TEST_PAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mill.h"
#include "share.h"
#include "stage.h"

struct page {
    struct newsmill mill;
    struct arena arena, scratch;
    struct doc doc;
};

static inline void page_leave(struct page *page)
{
    arena_free(&page->arena);
    arena_free(&page->scratch);
    pthread_mutex_destroy(&page->mill.run.lock);
}

/* A page of HTML, or a scrape, as decode leaves it. */
static inline void page_make(struct page *page, bool is_text, str bytes)
{
    memset(page, 0, sizeof *page);
    pthread_mutex_init(&page->mill.run.lock, NULL);
    arena_init(&page->arena, 0);
    arena_init(&page->scratch, 0);
    page->mill.run.config.page_bytes = 10 << 20;
    page->mill.run.config.page_memory = 64 << 20;
    page->mill.run.config.share = share_folder(&page->arena);
    doc_init(&page->doc, &page->arena, &page->scratch);
    page->doc.is_text = is_text;
    page->doc.raw = page->doc.page = bytes;
}

/* One stage with its options at their defaults. */
static inline void page_run(struct page *page, const struct stage *stage)
{
    void *state = arena_zero(&page->arena, stage->size);

    option_defaults(stage->options, stage->option_count, state, &page->arena);
    if (stage->open && !stage->open(state, &page->mill.run))
        fail_msg("%s", page->mill.run.message);
    assert_true(stage->run(state, &page->doc, &page->mill.run));
    if (stage->close)
        assert_true(stage->close(state, &page->mill.run, true));
    arena_reset(&page->scratch);
}

static inline bool str_is(str s, const char *want)
{
    return str_eq(s, str_of(want));
}

#endif
