/* A search gives what a look at each place gives: for needles of every length, at every place of
 * texts of every length, among letters that are like theirs, with nothing behind their end that may
 * be read. */
#include "own_arena.h"

#include <stdlib.h>

enum { LONGEST = 70, NEEDLES = 36 };

static size_t sought(str s, str needle, bool nocase)
{
    for (size_t at = 0; at + needle.n <= s.n; at++) {
        str found = {s.p + at, needle.n};
        if (nocase ? str_eq_nocase(found, needle) : str_eq(found, needle))
            return at;
    }
    return SIZE_MAX;
}

/* In memory of its own, where a byte too far is seen: few letters, so that much is nearly found. */
static str letters(size_t n, unsigned *seed)
{
    static const char some[] = "aAbB .\xC3[{";
    char *p = malloc(n + !n);

    assert_non_null(p);
    for (size_t i = 0; i < n; i++) {
        *seed = *seed * 1103515245u + 12345u;
        p[i] = some[(*seed >> 16) % (sizeof some - 1)];
    }
    return (str){p, n};
}

static void test_every_place(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (size_t n = 0; n <= LONGEST; n++)
        for (size_t length = 1; length <= NEEDLES; length++) {
            str s = letters(n, &seed), needle = letters(length, &seed);
            if (n >= length && seed >> 16 & 3) /* mostly it is there */
                memcpy((char *)(uintptr_t)needle.p, s.p + (seed >> 18) % (n - length + 1), length);
            assert_int_equal(str_find(s, needle), sought(s, needle, false));
            assert_int_equal(str_find_nocase(s, needle), sought(s, needle, true));
            free((char *)(uintptr_t)s.p);
            free((char *)(uintptr_t)needle.p);
        }
}

static void test_no_needle(void **state)
{
    (void)state;
    assert_int_equal(str_find(S("a"), S("")), 0);
    assert_int_equal(str_find_nocase((str){NULL, 0}, S("")), 0);
    assert_int_equal(str_find((str){NULL, 0}, S("a")), SIZE_MAX);
    assert_int_equal(str_find_nocase((str){NULL, 0}, S("a")), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_place),
        cmocka_unit_test(test_no_needle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
