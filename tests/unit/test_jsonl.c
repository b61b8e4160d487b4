/* JSON lines: one outcome an object, whatever is broken around it, however the bytes arrive. */
#define READER reader_jsonl
#include "reader_docs.h"

static void test_lines(void **state)
{
    (void)state;
    assert_outcomes(S("{\"text\":\"One.\",\"url\":\"http://a.example/1\"}\n"
                      "{\"html\":\"<p>Two.</p>\",\"title\":\"T\"}\r\n"
                      "\r\n\n"
                      "{\"content\":\"Three.\"}"),
                    "kkk");
    assert_str(docs[0].raw, "One.");
    assert_true(docs[0].is_text);
    assert_field(0, FIELD_URL, "http://a.example/1");
    assert_false(docs[1].is_text);
    assert_str(docs[1].http_type, "text/html; charset=utf-8");
    assert_field(1, FIELD_TITLE, "T");
    assert_int_equal(docs[0].line, 1);
    assert_int_equal(docs[1].line, 2);
    assert_int_equal(docs[1].offset, 43);
    assert_int_equal(docs[2].line, 5);
}

static void test_bad_lines(void **state)
{
    (void)state;
    assert_outcomes(S("{\"text\":\"One.\"}\n"
                      "{\"text\":\"cut\n"
                      "{\"text\":\"he said \"no\" {x} }\"}\n"
                      "not json\n"
                      "[]\n17\n\"string\"\n"
                      "{\"text\":x}, {\"text\":\"of the bad line\"}\n"
                      "{\"title\":\"no text\"}\n"
                      "{\"text\":\"Two.\"}\n"
                      "{\"text\":\"end"),
                    "kfffffffkf");
    assert_int_equal(docs[1].why, WHY_BAD_JSON);
    assert_int_equal(strncmp(docs[1].detail.p, "line 2", 6), 0);
    assert_str(docs[4].detail, "line 6: is a number, not an object");
    assert_str(docs[8].raw, "Two.");
    assert_str(docs[9].detail, "line 11: the input ends in the middle of the value");
}

static void test_odd_lines(void **state)
{
    (void)state;
    assert_outcomes(S("\xEF\xBB\xBF{\"text\":\"mark\"}\n"
                      "\0\0\0{\"text\":\"after zeros\"}\n"
                      "\x1E{\"text\":\"RFC 7464\"}\n"
                      "{\"text\":\"lone \\ud800 half\"}\n"
                      "{\"text\":\"raw \x01 control\",}\n"
                      "{\"text\":\"a\"}{\"text\":\"b\"}, {\"text\":\"c\"},\n"
                      "[{\"text\":\"d\"},{\"text\":\"e\"}]\n"
                      "{\"text\":\"f\"}"),
                    "kkkKKkkkkkk");
    assert_str(docs[3].raw, "lone \xEF\xBF\xBD half");
    assert_int_equal(docs[10].line, 8);
}

/* Whatever is no longer than --line-bytes is read, were it all one text with escapes. */
/* What Python prints of a dictionary. */
static void test_python(void **state)
{
    (void)state;
    assert_outcomes(S("{'title': \"It's\", 'x': None, 'text': 'One {\"it\\'s\"} two'}\n"
                      "{'text': 'Two', 'y': True}\n"
                      "{'text': 'cut\n"
                      "{'text': 'Three'}\n"),
                    "KKfK");
    assert_field(0, FIELD_TITLE, "It's");
    assert_str(docs[0].raw, "One {\"it's\"} two");
    assert_outcomes(S("[{'text': 'One'},\n {'text': 'Two, {'}]"), "KK");
    assert_str(docs[1].raw, "Two, {");
}

static void test_longest_line(void **state)
{
    static const char tail[] = "\"}\n{\"text\":\"Two.\"}";
    enum { LINE = 8 << 20 };
    char *line = malloc(LINE);
    int head = snprintf(line, LINE, "{\"text\":\"One.\\n");
    struct in_limits limits = {.chunk = 1 << 16, .peek = 1 << 20};

    (void)state;
    memset(line + head, 'x', (size_t)(LINE - head));
    memcpy(line + LINE - sizeof tail + 1, tail, sizeof tail - 1);
    set("line-bytes", "8M");
    assert_int_equal(read_all(in_memory(line, LINE, &limits)), READER_END);
    assert_int_equal(count, 2);
    assert_int_equal(docs[0].why, WHY_KEPT);
    assert_str(docs[1].raw, "Two.");
    free(line);
}

static void test_array(void **state)
{
    (void)state;
    assert_outcomes(S("[\n  {\"text\": \"One, [x] {y}\"},\n  {\"text\": \"Two \\\" }\"}\n]\n"
                      "[{\"text\":\"Three\"}]"),
                    "kkk");
    assert_str(docs[0].raw, "One, [x] {y}");
    assert_str(docs[1].raw, "Two \" }");
    assert_int_equal(docs[1].line, 3);
    assert_outcomes(S("[]"), "");
    assert_outcomes(S("[{\"text\":\"a\"},17,\"x, y\",{\"text\":\"b\"}]"), "kffk");
}

static void test_broken_array(void **state)
{
    (void)state;
    assert_outcomes(S("[{\"text\":\"a\"},\n"
                      "{\"text\":\"no end quote},\n"
                      "{\"text\":\"b\"},\n"
                      "{\"text\":\"no brace\",\n"
                      "{\"text\":\"c\"},\n"
                      "{\"text\":\"d\",\"more\":{\"x\":[{\"y\":1}]}},\n"
                      "{\"text\":\"cut"),
                    "kfkfkkf");
}

static void test_printed(void **state)
{
    (void)state;
    assert_outcomes(S("{\n  \"text\": \"One\",\n  \"meta\": {\n    \"a\": 1\n  }\n}\n"
                      "{\n  \"text\": \"Two\"\n}\n"),
                    "kk");
    assert_int_equal(docs[1].line, 7);
    assert_outcomes(S("{\"text\":\"cut in the first\n{\"text\":\"b\"}\n"), "fk");
}

static void test_ceilings(void **state)
{
    struct buf out = buf_new(&arena, 1 << 20);

    (void)state;
    set("line-bytes", "16K");
    buf_str(&out, S("{\"text\":\"a\"}\n{\"text\":\""));
    for (int i = 0; i < 5000; i++)
        buf_str(&out, S("\xC3\xA9\xC3\xA9"));
    buf_str(&out, S("\"}\n{\"text\":\""));
    for (int i = 0; i < 2500; i++)
        buf_str(&out, S("\xE2\x82\xAC"));
    buf_str(&out, S("\"}\n{\"text\":\"b\"}\n"));
    assert_outcomes(buf_text(&out), "kfkk");
    assert_int_equal(docs[1].why, WHY_TOO_LARGE);
    assert_true(doc_has_flag(&docs[2], FLAG_TRUNCATED));
    assert_int_equal(docs[2].raw.n, PAGE_BYTES - 1);
    assert_str(docs[3].raw, "b");
}

/* Three gzip members, the second cut off: what stands in the others is read. */
static void test_damage(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    bytes_gzip_text(&bytes, "{\"text\":\"one\"}\n");
    bytes_gzip_text(&bytes, "{\"text\":\"zxcvbnm asdfghjkl qwertyuiop 1234567890\"}\n");
    bytes.n -= 20;
    bytes_gzip_text(&bytes, "{\"text\":\"three\"}\n{\"text\":\"four\"}\n");
    assert_int_equal(read_all(in_memory(bytes.p, bytes.n, NULL)), READER_END);
    assert_true(run.damages >= 1);
    assert_in_range(count, 3, 4);
    assert_str(docs[0].raw, "one");
    assert_str(docs[count - 2].raw, "three");
    assert_str(docs[count - 1].raw, "four");
    if (count == 4)
        assert_int_equal(docs[1].why, WHY_CUT);
    bytes_free(&bytes);
}

static void test_bid(void **state)
{
    static const char *const mine[] = {"{\"a\"", "  {\n \"a\"", "[{",   "[\n {",
                                       "[]",     "{}",          "{'a'", "\xEF\xBB\xBF{\"a\""};
    static const char *const others[] = {"",    "{",      "[Update] It", "{x}",
                                         "<p>", "[1, 2]", "WARC/1.0"};

    (void)state;
    for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
        assert_true(reader_jsonl.bid((const uint8_t *)mine[i], strlen(mine[i])) > 1);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(reader_jsonl.bid((const uint8_t *)others[i], strlen(others[i])), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_odd_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_python, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_longest_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_array, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_array, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_printed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ceilings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bid, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
