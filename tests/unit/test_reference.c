/* Character references: numbers of every kind, names, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/reference.h"

static void test_code(void **state)
{
    static const struct {
        const char *name;
        uint32_t c;
    } rows[] = {
        {"#65", 'A'},
        {"#x41", 'A'},
        {"#X1F600", 0x1F600},
        {"#150", 0x2013},
        {"#x81", 0x81},
        {"AElig", 0xC6},
        {"aelig", 0xE6},
        {"zwnj", 0x200C},
        {"apos", '\''},
        {"thetasym", 0x3D1},
        {"rang", 0x27E9},
        {"amp", '&'},
        {"#0", 0},
        {"#xD800", 0},
        {"#x110000", 0},
        {"#", 0},
        {"#x", 0},
        {"#12a", 0},
        {"#99999999999", 0},
        {"Amp", 0},
        {"am", 0},
        {"ampx", 0},
        {"", 0},
        {"#-1", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (reference_code(str_of(rows[i].name)) != rows[i].c)
            fail_msg("%s is not U+%04X", rows[i].name, rows[i].c);
}

/* The names are looked up by halves: each finds itself, so they are in order. */
static void test_names(void **state)
{
    static const char *const names[] = {
#define REFERENCE(name, c) name,
#include "base/references.def"
#undef REFERENCE
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(reference_code(str_of(names[i])) > 0);
}

static void test_at(void **state)
{
    uint32_t c;

    (void)state;
    assert_int_equal(reference_at(S("&eacute;t&eacute;"), &c), 8);
    assert_int_equal(c, 0xE9);
    assert_int_equal(reference_at(S("& b;"), &c), 0);
    assert_int_equal(reference_at(S("&;"), &c), 0);
    assert_int_equal(reference_at(S("&amp"), &c), 0);
    assert_int_equal(reference_at(S("&averylongname;"), &c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
