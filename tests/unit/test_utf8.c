/* What runs over bytes several at a time gives what a look at each byte gives: at every place of a
 * foreign character in texts of every length, with nothing behind their end that may be read. */
#include "own_arena.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { LONGEST = 150 };

/* A text of `n` letters in memory of its own, where a byte too far is seen. */
static str letters(size_t n)
{
    char *p = malloc(n + !n);

    assert_non_null(p);
    memset(p, 'a', n);
    return (str){p, n};
}

static void put(str text, size_t at, const char *character)
{
    memcpy((char *)(uintptr_t)text.p + at, character, strlen(character));
}

static void test_ascii(void **state)
{
    (void)state;
    for (size_t n = 0; n <= LONGEST; n++) {
        str text = letters(n);
        assert_int_equal(utf8_ascii(text, 0), n);
        for (size_t place = n; place-- > 0;) {
            put(text, place, "\xC3");
            for (size_t from = 0; from <= place; from++)
                assert_int_equal(utf8_ascii(text, from), place);
            if (place + 1 < n)
                assert_int_equal(utf8_ascii(text, place + 1), place + 1);
        }
        free((char *)(uintptr_t)text.p);
    }
}

static void test_sound(void **state)
{
    (void)state;
    for (size_t n = 2; n <= LONGEST; n++)
        for (size_t place = 0; place + 1 < n; place++) {
            str text = letters(n);
            size_t foreign;
            put(text, place, "\xC3\xA4");
            assert_int_equal(utf8_sound(text, &foreign), n);
            assert_int_equal(foreign, 1);
            assert_int_equal(utf8_valid(str_slice(text, 0, place + 1)), place);
            put(text, place, "\xC3\x28");
            assert_int_equal(utf8_sound(text, &foreign), place);
            assert_int_equal(foreign, 0);
            free((char *)(uintptr_t)text.p);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
