/* mill_pages: pages for tests of the public interface. Included once by a test program. */
#ifndef NEWSMILL_TEST_MILL_PAGES_H
#define NEWSMILL_TEST_MILL_PAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <newsmill.h>

enum { PAGES = 200, PAGE_BYTES = 600 };

static char pages[PAGES][PAGE_BYTES];
static char names[PAGES][16];

/* Pages of different cost, so that threads finish out of order. */
static inline int make_pages(void **state)
{
    (void)state;
    for (int i = 0; i < PAGES; i++) {
        snprintf(names[i], sizeof names[i], "page-%d", i);
        snprintf(pages[i], sizeof pages[i],
                 "<title>Story %d</title>%.*s<p>The %dth boat of the morning left the harbour "
                 "in fog, and nobody on the quay could see it go.</p><p>It was found again at "
                 "noon, the harbour master said, a mile from where it should have been.</p>",
                 i, i % 7 * 20,
                 "<b><i></i></b><b><i></i></b><b><i></i></b><b><i></i></b>"
                 "<b><i></i></b><b><i></i></b><b><i></i></b><b><i></i></b><b><i></i></b>",
                 i);
    }
    return 0;
}

static inline newsmill *new_mill(const char *jobs)
{
    newsmill *mill = newsmill_new();

    assert_non_null(mill);
    assert_int_equal(newsmill_set(mill, "jobs", jobs), NEWSMILL_OK);
    return mill;
}

#endif
