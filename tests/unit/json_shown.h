/* json_shown: what was read, written out again. */
#ifndef NEWSMILL_TEST_JSON_SHOWN_H
#define NEWSMILL_TEST_JSON_SHOWN_H

#include "base/json.h"
#include "own_arena.h"

/* In compact form; numbers with a point as they are written. */
static void show(struct buf *out, const struct json *value)
{
    static const char *const words[] = {
        [JSON_KIND_NULL] = "null", [JSON_KIND_FALSE] = "false", [JSON_KIND_TRUE] = "true"};
    bool object = json_is(value, JSON_KIND_OBJECT);

    switch (value->kind) {
    case JSON_KIND_INTEGER:
        buf_printf(out, "%lld", (long long)value->integer);
        break;
    case JSON_KIND_REAL:
        buf_str(out, value->text);
        break;
    case JSON_KIND_STRING:
        json_put(out, value->text);
        break;
    case JSON_KIND_ARRAY:
    case JSON_KIND_OBJECT:
        buf_char(out, object ? '{' : '[');
        for (size_t i = 0; i < value->count; i++) {
            buf_str(out, i ? S(",") : S(""));
            if (object) {
                json_put(out, value->parts[i].key);
                buf_char(out, ':');
            }
            show(out, &value->parts[i]);
        }
        buf_char(out, object ? '}' : ']');
        break;
    default:
        buf_str(out, str_of(words[value->kind]));
    }
}

static void assert_read(str s, const char *want, bool want_repaired)
{
    bool repaired = !want_repaired;
    const struct json *value = json_read(&arena, s, &repaired, NULL, NULL);
    struct buf got = buf_new(&arena, 1 << 16);

    if (!value)
        fail_msg("not read: %.*s", (int)s.n, s.p);
    show(&got, value);
    assert_string_equal(str_zero_ended(&arena, buf_text(&got)), want);
    assert_int_equal(repaired, want_repaired);
}

#endif
