/* JSON: what is written is valid, and what is nearly JSON is read as what it means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/json.h"
#include "json_shown.h"
#include "own_arena.h"

static void assert_put(str s, const char *want)
{
    struct buf out = buf_new(&arena, 1 << 16);

    json_put(&out, s);
    assert_int_equal(out.n, strlen(want));
    assert_memory_equal(out.p, want, out.n);
}

static void test_put(void **state)
{
    (void)state;
    assert_put(S(""), "\"\"");
    assert_put(S("plain \xC3\xA9 \xF0\x9F\x98\x80"), "\"plain \xC3\xA9 \xF0\x9F\x98\x80\"");
    assert_put(S("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    assert_put(S("\b\f\n\r\t\x01\x1F\x7F"), "\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"");
    assert_put(S("a\0b"), "\"a\\u0000b\"");
    assert_put(S("\xE2\x80\xA8\xE2\x80\xA9\xC2\x85"), "\"\\u2028\\u2029\\u0085\"");
    assert_put(S("\xFF\xC3("), "\"\xEF\xBF\xBD\xEF\xBF\xBD(\"");
    assert_put(S("b n f r t"), "\"b n f r t\"");
}

/* Whatever bytes go in, strict jansson reads the same text back. */
static void test_put_round_trip(void **state)
{
    char bytes[2];

    (void)state;
    for (int a = 0; a < 128; a++)
        for (int b = 0; b < 128; b++) {
            struct buf out = buf_new(&arena, 64);
            json_t *value;
            bytes[0] = (char)a;
            bytes[1] = (char)b;
            json_put(&out, (str){bytes, 2});
            value = json_loadb(out.p, out.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
            assert_non_null(value);
            assert_int_equal(json_string_length(value), 2);
            assert_memory_equal(json_string_value(value), bytes, 2);
            json_decref(value);
        }
}

static void test_strict(void **state)
{
    (void)state;
    assert_read(S("{\"a\":[1,2.5,true,null,\"x\"]}"), "{\"a\":[1,2.5,true,null,\"x\"]}", false);
    assert_read(S(" \"text\" "), "\"text\"", false);
    assert_read(S("{\"a\":\"\\ud83d\\ude00 \\u0000\"}"), "{\"a\":\"\xF0\x9F\x98\x80 \\u0000\"}",
                false);
}

static void test_repair_strings(void **state)
{
    (void)state;
    assert_read(S("{\"a\":\"x\\ud800y\"}"), "{\"a\":\"x\xEF\xBF\xBDy\"}", true);
    assert_read(S("{\"a\":\"x\\udc00\\ud83d\"}"), "{\"a\":\"x\xEF\xBF\xBD\xEF\xBF\xBD\"}", true);
    assert_read(S("{\"a\":\"\\ud83d\\ude00 \\ud83d\"}"),
                "{\"a\":\"\xF0\x9F\x98\x80 \xEF\xBF\xBD\"}", true);
    assert_read(S("{\"a\":\"one\ntwo\tthree\x01"
                  "four\"}"),
                "{\"a\":\"one\\ntwo\\tthree four\"}", true);
    assert_read(S("{\"a\":\"it\\'s \\x41 C:\\dir \\u12\"}"), "{\"a\":\"it's A C:\\\\dir \\\\u12\"}",
                true);
    assert_read(S("{\"a\":\"bad \xFF utf\xC3\"}"), "{\"a\":\"bad \xEF\xBF\xBD utf\xEF\xBF\xBD\"}",
                true);
    assert_read(S("{\"a\\u0000\":\"raw \0 nul\"}"), "{\"a\xEF\xBF\xBD\":\"raw   nul\"}", true);
}

static void test_repair_values(void **state)
{
    (void)state;
    assert_read(S("{\"a\":NaN,\"b\":-Infinity,\"c\":undefined}"),
                "{\"a\":null,\"b\":null,\"c\":null}", true);
    assert_read(S("{\"a\":[1,2,],}"), "{\"a\":[1,2]}", true);
    assert_read(S("[,1,,2 , ]"), "[1,2]", true);
    assert_read(S("{\"a\":18446744073709551616}"), "{\"a\":\"18446744073709551616\"}", true);
    assert_read(S("{\"a\":-99999999999999999999}"), "{\"a\":\"-99999999999999999999\"}", true);
    assert_read(S("[1e999,-1e99999999999999999999]"), "[null,null]", true);
    assert_read(S("[NaN,1.5e3,-2,123456789012345678]"), "[null,1.5e3,-2,123456789012345678]", true);
}

static void test_repair_python(void **state)
{
    (void)state;
    assert_read(S("{'a': None, 'b': [True, False], 'c': nan, 'd': ['x', 'y']}"),
                "{\"a\":null,\"b\":[true,false],\"c\":null,\"d\":[\"x\",\"y\"]}", true);
    assert_read(S("{'a': \"it's\", 'b': 'he said \"no\", it\\'s', 'c': '\\xa0\\x00\\xZ'}"),
                "{\"a\":\"it's\",\"b\":\"he said \\\"no\\\", it's\","
                "\"c\":\"\xC2\xA0\xEF\xBF\xBD\\\\xZ\"}",
                true);
}

static void test_repair_wrappers(void **state)
{
    (void)state;
    assert_read(S("\xEF\xBB\xBF{\"a\":1}"), "{\"a\":1}", true);
    assert_read(S("<!--\n{\"a\":1}\n-->"), "{\"a\":1}", true);
    assert_read(S("//<![CDATA[\n{\"a\":1};\n//]]>"), "{\"a\":1}", true);
    assert_read(S("// <![CDATA[ {\"a\":1} // ]]>"), "{\"a\":1}", true);
    assert_read(S("/*<![CDATA[*/{\"a\":\"// x /* y */\"}/*]]>*/"), "{\"a\":\"// x /* y */\"}",
                true);
    assert_read(S("{\"a\": 1, // one\n \"b\": 2 /* two */}"), "{\"a\":1,\"b\":2}", true);
    assert_read(S("{&quot;a&quot;:&quot;B &amp; C&quot;}"), "{\"a\":\"B & C\"}", true);
    assert_read(S("{\"a\":\"he said &quot;no&quot;\",}"), "{\"a\":\"he said &quot;no&quot;\"}",
                true);
}

static void test_refused(void **state)
{
    static const char *const bad[] = {"", "{", "{\"a\":", "{\"a\" 1}", "hello", "{\"a\":\"x}", "}"};
    const char *error;
    bool repaired;
    size_t at;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        error = NULL;
        assert_null(json_read(&arena, str_of(bad[i]), &repaired, &error, &at));
        assert_non_null(error);
        assert_true(strlen(error) > 0 && !strstr(error, "near '"));
    }
    assert_null(json_read(&arena, S("{\"a\":tru}"), &repaired, &error, &at));
    assert_in_range(at, 5, 9);
}

static str repeated(const char *what, size_t times)
{
    struct buf out = buf_new(&arena, SIZE_MAX / 4);

    for (size_t i = 0; i < times; i++)
        buf_str(&out, str_of(what));
    return buf_text(&out);
}

static void test_ceilings(void **state)
{
    const char *error;
    bool repaired;
    size_t at;

    (void)state;
    assert_read(S("[[[[[[[[]]]]]]]]"), "[[[[[[[[]]]]]]]]", false);
    assert_null(json_read(&arena, repeated("[", 1 << 20), &repaired, &error, &at));
    assert_non_null(strstr(error, "deeper"));
    assert_int_equal(at, 64);
    assert_null(json_read(&arena, repeated("[],", 1 << 20), &repaired, &error, &at));
    assert_non_null(strstr(error, "values"));
}

/* Four times the input may not take much more than four times as long. */
static double seconds_for(const char *what, size_t times)
{
    str s = repeated(what, times);
    struct timespec from, to;
    bool repaired;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    json_read(&arena, s, &repaired, NULL, NULL);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void test_linear(void **state)
{
    static const char *const floods[] = {"/*",      "//", "<!--", "\\ud800", "\"", "&quot;",
                                         "1111111", ",",  "\xFF", "//]]>",   "-"};

    (void)state;
    for (size_t i = 0; i < sizeof floods / sizeof *floods; i++) {
        double small = seconds_for(floods[i], 1 << 16), large = seconds_for(floods[i], 1 << 18);
        if (large > 0.05 && large > small * 12)
            fail_msg("%s: %.3f s and, four times as long, %.3f s", floods[i], small, large);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_put, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_put_round_trip, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_strict, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_repair_strings, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_repair_python, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_repair_values, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_repair_wrappers, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_refused, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_ceilings, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_linear, arena_up, arena_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
