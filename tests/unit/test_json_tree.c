/* JSON as it is built and as it is scanned: strictly, and as others read it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/json_scan.h"
#include "json_shown.h"

/* Numbers at the edge of what fits, members of one name, and what a date in seconds is. */
static void test_values(void **state)
{
    uint64_t whole;
    bool repaired;

    (void)state;
    assert_read(S("[9223372036854775807,-9223372036854775808]"),
                "[9223372036854775807,-9223372036854775808]", false);
    assert_read(S("[9223372036854775808]"), "[\"9223372036854775808\"]", true);
    assert_read(S("[1.7976931348623157e308,1e-999]"), "[1.7976931348623157e308,1e-999]", false);
    assert_read(S("[1.7976931348623159e308]"), "[null]", true);
    assert_read(S("{\"a\":1,\"b\":2,\"a\":3}"), "{\"a\":3,\"b\":2}", false);
    assert_true(
        json_whole(json_read(&arena, S("17.00000002575e8"), &repaired, NULL, NULL), &whole));
    assert_int_equal(whole, 1700000002);
    assert_true(json_whole(json_read(&arena, S("0.5"), &repaired, NULL, NULL), &whole));
    assert_int_equal(whole, 0);
    assert_false(json_whole(json_read(&arena, S("-1.5"), &repaired, NULL, NULL), &whole));
    assert_false(json_whole(json_read(&arena, S("1e18"), &repaired, NULL, NULL), &whole));
    assert_false(json_whole(json_read(&arena, S("\"1\""), &repaired, NULL, NULL), &whole));
}

/* More members than are compared each with each. */
static void test_same_members(void **state)
{
    struct buf made = buf_new(&arena, 1 << 16), want = buf_new(&arena, 1 << 16);

    (void)state;
    for (int i = 0; i < 120; i++)
        buf_printf(&made, "%s\"%d\":%d", i ? "," : "{", i % 50, i);
    for (int i = 0; i < 50; i++)
        buf_printf(&want, "%s\"%d\":%d", i ? "," : "{", i, i < 20 ? i + 100 : i + 50);
    buf_char(&made, '}');
    buf_char(&want, '}');
    assert_read(buf_text(&made), str_zero_ended(&arena, buf_text(&want)), false);
}

/* ---- what jansson reads, and what it makes of it ---- */

static bool are_same(const struct json *ours, json_t *theirs);

static bool have_same_parts(const struct json *ours, json_t *theirs)
{
    const char *key;
    json_t *member;
    size_t i = 0;

    if (json_is_array(theirs)) {
        json_array_foreach(theirs, i,
                           member) if (!are_same(json_item(ours, i), member)) return false;
        return json_items(ours) == json_array_size(theirs);
    }
    json_object_foreach(theirs, key, member)
    {
        const struct json *own = json_member_at(ours, i++);
        if (!own || !str_eq(own->key, str_of(key)) || !are_same(own, member))
            return false;
    }
    return json_members(ours) == json_object_size(theirs);
}

static bool are_same(const struct json *ours, json_t *theirs)
{
    static const enum json_kind kinds[] = {
        [JSON_OBJECT] = JSON_KIND_OBJECT, [JSON_ARRAY] = JSON_KIND_ARRAY,
        [JSON_STRING] = JSON_KIND_STRING, [JSON_INTEGER] = JSON_KIND_INTEGER,
        [JSON_REAL] = JSON_KIND_REAL,     [JSON_TRUE] = JSON_KIND_TRUE,
        [JSON_FALSE] = JSON_KIND_FALSE,   [JSON_NULL] = JSON_KIND_NULL};

    if (!json_is(ours, kinds[json_typeof(theirs)]))
        return false;
    if (json_is_string(theirs))
        return str_eq(ours->text, (str){json_string_value(theirs), json_string_length(theirs)});
    if (json_is_integer(theirs))
        return ours->integer == json_integer_value(theirs);
    if (json_is_real(theirs)) { /* its digits are compared by what they say before the point */
        uint64_t whole;
        double real = json_real_value(theirs);
        return !(real >= 0 && real < 1e15) || !json_whole(ours, &whole) || whole == (uint64_t)real;
    }
    return have_same_parts(ours, theirs);
}

static void compare(str s)
{
    json_t *theirs = json_loadb(s.p, s.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
    const char *error = NULL;
    size_t at;
    const struct json *ours = json_tree(&arena, s, &error, &at);

    if (!ours != !theirs || (ours && !are_same(ours, theirs)))
        fail_msg("%s: %.*s", ours ? "read" : error, (int)s.n, s.p);
    json_decref(theirs);
}

static void test_against_jansson(void **state)
{
    static const char sound[] =
        " {\"a\" : [1,-0.5e+3,{\"b\":[[],{}],\"c\":\"x\\ud83d\\ude00\\n\xC3\xA9\"},true,false,"
        "null],\"a\":{\"\":12345678901234567890.5,\"d\":\"\\\"\\\\ \\/\",\"e\":[0,10E2,-7]}} ";
    static const char puts[] = "{}[]\",:\\0179.eE+-utfnx \n\xC3\xFF";
    uint64_t seed = 7;

    (void)state;
    compare(str_of(sound));
    for (int round = 0; round < 200000; round++) {
        char text[sizeof sound];
        size_t n = sizeof sound - 1;
        memcpy(text, sound, n);
        for (int change = 0; change < 1 + round % 3; change++) {
            size_t at;
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
            at = (size_t)(seed >> 33) % n;
            if (seed >> 60 & 1)
                memmove(text + at, text + at + 1, --n - at);
            else
                text[at] = puts[(seed >> 20) % (sizeof puts - 1)];
        }
        compare((str){text, n});
        if (round % 1000 == 0)
            arena_reset(&arena);
    }
}

/* ---- the checker of records that are read back ---- */

static bool strict(const char *text)
{
    struct json_scan scan = json_scan(str_of(text));
    str key, value;

    while (json_scan_member(&scan, &key, &value))
        continue;
    return json_scan_whole(&scan);
}

static void test_scan(void **state)
{
    static const char *const sound[] = {
        "{}",
        " { \"a\" : [ ] , \"b\" : { } } ",
        "{\"a\":[1,-0.5e+3,{\"b\":[[],{}]},true,false,null,\"\\ud83d\\ude00\\n\"]}",
    };
    static const char *const wrong[] = {
        "",
        "[]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":[1}}",
        "{\"a\":[1,]}",
        "{\"a\":{\"b\"}}",
        "{} x",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\xff\"}",
        "{\"a\":tru}",
        "{\"a\":1 2}",
        "{\"a\" 1}",
        "{\"a\":\"b}",
        "{\"a\":\"\\u12g4\"}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        if (!strict(sound[i]))
            fail_msg("refused: %s", sound[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (strict(wrong[i]))
            fail_msg("taken: %s", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_values, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_same_members, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_against_jansson, arena_up, arena_down),
        cmocka_unit_test(test_scan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
