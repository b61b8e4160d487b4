/* arena and arena_pool. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/asan.h"

static void count_release(void *object)
{
    ++*(int *)object;
}

static void test_arena_releases_what_it_owns(void **state)
{
    struct arena arena;
    int released = 0;

    (void)state;
    arena_init(&arena, 0);
    *arena_own(&arena, count_release) = &released;
    arena_own(&arena, count_release); /* nothing was made: nothing is released */
    arena_reset(&arena);
    assert_int_equal(released, 1);
    arena_free(&arena);
    assert_int_equal(released, 1);
}

static void test_arena_leaves_at_its_ceiling(void **state)
{
    struct arena arena;
    jmp_buf way_out;
    volatile size_t got = 0;
    int how;

    (void)state;
    arena_init(&arena, 1 << 20);
    arena.escape = &way_out;
    how = setjmp(way_out);
    while (!how && got < 64u << 20) {
        memset(arena_alloc(&arena, 1000), 0xAA, 1000);
        got += 1000;
    }
    assert_int_equal(how, ARENA_CEILING);
    assert_in_range(got, 900000, 1 << 20);
    arena_free(&arena);
}

static void test_arena_grows_in_place_or_moves(void **state)
{
    struct arena arena;
    char *p, *grown;

    (void)state;
    arena_init(&arena, 0);
    p = arena_alloc(&arena, 16);
    memcpy(p, "0123456789abcdef", 16);
    assert_ptr_equal(arena_grow(&arena, p, 16, 64), p);
    arena_alloc(&arena, 1);
    grown = arena_grow(&arena, p, 64, 128);
    assert_ptr_not_equal(grown, p);
    assert_memory_equal(grown, "0123456789abcdef", 16);
    arena_free(&arena);
}

static void test_arena_shrinks_in_its_place(void **state)
{
    struct arena arena;
    char *p;

    (void)state;
    arena_init(&arena, 0);
    p = arena_alloc(&arena, 4096);
    arena_alloc(&arena, 1);
    assert_ptr_equal(arena_grow(&arena, p, 4096, 64), p);
    arena_free(&arena);
}

/* What doubles does not hold what it has left behind. */
static void test_arena_lets_go_of_what_it_copied(void **state)
{
    enum { LARGE = 3 << 20 };
    struct arena arena;
    char *p;

    (void)state;
    arena_init(&arena, 4 * LARGE);
    p = arena_alloc(&arena, LARGE);
    memset(p, 'a', LARGE);
    arena_alloc(&arena, 1);
    p = arena_grow(&arena, p, LARGE, 2 * LARGE);
    assert_int_equal(p[LARGE - 1], 'a');
    assert_in_range(arena.used, 2 * LARGE, 2 * LARGE + 100);
    arena_free(&arena);
}

static void test_a_pool_serves_several_arenas(void **state)
{
    enum { MOST = 1 << 20 };
    struct arena_pool pool;
    struct arena one, other;
    void *p, *few;

    (void)state;
    arena_pool_init(&pool, MOST);
    arena_init(&one, 0);
    arena_init(&other, 0);
    one.pool = other.pool = &pool;
    few = arena_alloc(&one, 1000);
    p = arena_alloc(&one, MOST / 2);
    arena_alloc(&one, 2 * MOST);
    arena_reset(&one);
    assert_in_range(pool.held, 1, MOST); /* what is too large for it went */
    assert_ptr_equal(arena_alloc(&other, MOST / 2), p);
    assert_int_equal(pool.held, 0);
    assert_ptr_equal(arena_alloc(&one, 1000), few); /* a little stays where it was */
    arena_free(&one);
    arena_free(&other);
    arena_pool_free(&pool);
}

static void test_a_pool_gives_what_fits_best(void **state)
{
    static const size_t sizes[] = {1 << 16, 1 << 20, 1 << 17, 1 << 18};
    struct arena_pool pool;
    struct arena_chunk *chunk;

    (void)state;
    arena_pool_init(&pool, 1 << 24);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        arena_pool_give(&pool, arena_chunk_new(sizes[i]));
    chunk = arena_pool_take(&pool, 100, 100000);
    assert_int_equal(chunk->size, 1 << 17);
    arena_chunk_free(chunk);
    chunk = arena_pool_take(&pool, 100, 2 << 20); /* none is so large */
    assert_int_equal(chunk->size, 1 << 20);
    arena_chunk_free(chunk);
    assert_null(arena_pool_take(&pool, 1 << 20, 1 << 20));
    arena_pool_free(&pool);
}

/* AddressSanitizer sees in an arena what it would see in malloc's memory. */
static void test_asan_knows_of_arenas(void **state)
{
    (void)state;
#ifdef HAVE_ASAN
    struct arena arena;
    char *p, *grown;

    arena_init(&arena, 0);
    p = arena_alloc(&arena, 13);
    assert_false(__asan_address_is_poisoned(p + 12));
    assert_true(__asan_address_is_poisoned(p + 13));
    p = arena_grow(&arena, p, 13, 40);
    assert_false(__asan_address_is_poisoned(p + 39));
    assert_true(__asan_address_is_poisoned(p + 40));
    arena_alloc(&arena, 1);
    grown = arena_grow(&arena, p, 40, 80);
    assert_true(__asan_address_is_poisoned(p));
    arena_reset(&arena);
    assert_true(__asan_address_is_poisoned(grown));
    arena_free(&arena);
#else
    skip();
#endif
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_releases_what_it_owns),
        cmocka_unit_test(test_arena_leaves_at_its_ceiling),
        cmocka_unit_test(test_arena_grows_in_place_or_moves),
        cmocka_unit_test(test_arena_shrinks_in_its_place),
        cmocka_unit_test(test_arena_lets_go_of_what_it_copied),
        cmocka_unit_test(test_a_pool_serves_several_arenas),
        cmocka_unit_test(test_a_pool_gives_what_fits_best),
        cmocka_unit_test(test_asan_knows_of_arenas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
