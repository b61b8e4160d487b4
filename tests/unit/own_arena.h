/* own_arena: an arena for each test. Included once by a test program. It has no way out: running
 * out of memory aborts the test. */
#ifndef NEWSMILL_TEST_OWN_ARENA_H
#define NEWSMILL_TEST_OWN_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

static struct arena arena;

static inline int arena_up(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return 0;
}

static inline int arena_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

#endif
