/* JSON lines: one outcome an object, whatever is broken around it, however the bytes arrive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "fake_run.h"
#include "own_arena.h"
#include "read/in.h"
#include "stage.h"

extern const struct reader reader_jsonl;

enum { MOST = 64, PAGE_BYTES = 4096 };

static struct arena config_arena;
static struct run run;
static void *config;
static struct doc docs[MOST];
static size_t count;

static int set_up(void **state)
{
    arena_up(state);
    arena_init(&config_arena, 0);
    memset(&run, 0, sizeof run);
    run.config.page_bytes = PAGE_BYTES;
    config = calloc(1, reader_jsonl.config_size);
    option_defaults(reader_jsonl.options, reader_jsonl.option_count, config, &config_arena);
    return 0;
}

static int tear_down(void **state)
{
    free(config);
    arena_free(&config_arena);
    return arena_down(state);
}

static void set(const char *name, const char *value)
{
    const struct option *row =
        option_find(reader_jsonl.options, reader_jsonl.option_count, str_of(name));

    assert_non_null(row);
    assert_null(option_set(row, config, value, &config_arena));
}

static enum reader_said read_all(struct in *in)
{
    void *state = calloc(1, reader_jsonl.size);
    enum reader_said said = READER_DOC;

    for (count = 0; count < MOST; count++) {
        doc_init(&docs[count], &arena, NULL);
        said = reader_jsonl.next(state, config, in, &docs[count], &run);
        if (said != READER_DOC)
            break;
    }
    reader_jsonl.close(state);
    free(state);
    in_close(in);
    return said;
}

/* "k": kept; "f": failed; a capital: flagged as repaired. */
static void assert_outcomes(str s, const char *want)
{
    static const size_t chunks[] = {1, 7, 4096};
    char got[MOST + 1] = "";

    for (size_t i = 0; i < 3; i++) {
        struct in_limits limits = {.chunk = chunks[i], .peek = 4096};
        assert_int_equal(read_all(in_memory(s.p, s.n, &limits)), READER_END);
        for (size_t d = 0; d < count; d++) {
            got[d] = docs[d].why == WHY_KEPT ? 'k' : 'f';
            if (doc_has_flag(&docs[d], FLAG_JSON_REPAIRED))
                got[d] = (char)(got[d] - 'a' + 'A');
        }
        got[count] = '\0';
        assert_string_equal(got, want);
    }
}

static void assert_str(str s, const char *want)
{
    if (!str_eq(s, str_of(want)))
        fail_msg("'%.*s' is not '%s'", (int)s.n, s.p, want);
}

static void assert_field(size_t d, enum field field, const char *want)
{
    assert_str(docs[d].fields[field].text, want);
    if (*want)
        assert_string_equal(docs[d].fields[field].from, "input");
}

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

/* Exports of search engines and answers of APIs put the article one level down. */
static void test_articles_within(void **state)
{
    (void)state;
    assert_outcomes(
        S("{\"_id\":\"a1\",\"_source\":{\"content\":\"One.\",\"title\":\"T\",\"id\":\"inner\"}}\n"
          "{\"meta\":{\"page\":1},\"data\":{\"html\":\"<p>Two.\",\"link\":\"http://a.example/"
          "2\"}}\n"
          "{\"meta\":{\"page\":1},\"data\":{\"deep\":{\"text\":\"No.\"}}}\n"
          "{\"text\":\"Three.\",\"data\":{\"text\":\"No.\",\"title\":\"No\"}}\n"),
        "kkfk");
    assert_str(docs[0].raw, "One.");
    assert_str(docs[0].given_id, "a1");
    assert_field(0, FIELD_TITLE, "T");
    assert_str(docs[1].raw, "<p>Two.");
    assert_field(1, FIELD_URL, "http://a.example/2");
    assert_str(docs[3].raw, "Three.");
    assert_field(3, FIELD_TITLE, "");
}

/* The names that APIs of newspapers and of WordPress use. */
static void test_names_of_apis(void **state)
{
    (void)state;
    assert_outcomes(
        S("{\"headline\":{\"main\":\"M\"},\"byline\":{\"original\":\"By A. "
          "Bell\"},\"body\":\"One.\","
          "\"web_url\":\"http://a.example/1\"}\n"
          "{\"content\":{\"rendered\":\"<p>Two.</p>\"},\"date_gmt\":\"2026-03-04T09:00:00\","
          "\"author\":[\"by C. Dunn\",\"Byron E.\"]}\n"),
        "kk");
    assert_field(0, FIELD_TITLE, "M");
    assert_field(0, FIELD_AUTHORS, "A. Bell");
    assert_field(0, FIELD_URL, "http://a.example/1");
    assert_field(1, FIELD_PUBLISHED, "2026-03-04T09:00:00");
    assert_field(1, FIELD_AUTHORS, "C. Dunn\nByron E.");
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

static void test_names(void **state)
{
    (void)state;
    assert_outcomes(
        S("{\"ID\":17,\"link\":\"http://a.example/\",\"Headline\":\" A  b "
          "\",\"pubDate\":1700000000,"
          "\"authors\":[\"Ann A\",{\"name\":\"Bob B\"}],\"language\":\"pt_BR\","
          "\"source\":{\"id\":null,\"name\":\"The Post\"},\"status\":200,\"rawHtml\":\"<p>x\"}\n"
          "{\"title\":{\"rendered\":\"WP\"},\"content\":{\"rendered\":\"<p>x</p>\"},"
          "\"date\":\"2024-05-06T07:08:09\",\"site\":\"News.Example\",\"lang\":\"English\"}\n"
          "{\"text\":[\"First.\",\"Second.\"],\"datePublished\":\"1700000000123\",\"text2\":1}\n"
          "{\"html\":null,\"text\":\"\",\"url\":\"http://b.example/\"}\n"
          "{\"url\":\"http://c.example/\",\"site\":\"c.example\",\"source\":\"dumps/"
          "x\",\"body\":\"<div><p>x</p></"
          "div>\"}\n"
          "{\"text\":\"The <p> tag and 1 < 2 are no markup\"}\n"),
        "kkkkkk");
    assert_str(docs[0].given_id, "17");
    assert_field(0, FIELD_TITLE, "A b");
    assert_field(0, FIELD_PUBLISHED, "2023-11-14T22:13:20Z");
    assert_field(0, FIELD_AUTHORS, "Ann A\nBob B");
    assert_field(0, FIELD_LANG, "pt");
    assert_field(0, FIELD_SITE_NAME, "The Post");
    assert_int_equal(docs[0].status, 200);
    assert_field(1, FIELD_TITLE, "WP");
    assert_field(1, FIELD_SITE, "news.example");
    assert_field(1, FIELD_LANG, "");
    assert_false(docs[1].is_text);
    assert_str(docs[2].raw, "First.\nSecond.");
    assert_field(2, FIELD_PUBLISHED, "2023-11-14T22:13:20Z");
    assert_int_equal(docs[3].raw.n, 0);
    assert_field(4, FIELD_SITE, "");
    assert_field(4, FIELD_SITE_NAME, "");
    assert_false(docs[4].is_text);
    assert_true(docs[5].is_text);
}

static void test_renames(void **state)
{
    static const char line[] = "{\"html\":\"<p>no\",\"page\":\"<p>yes\",\"a\":{\"b\":\"deep\"},"
                               "\"when\":\"2024-01-02\"}";

    (void)state;
    set("field", "html=page,date=when,title=a.b");
    assert_outcomes(str_of(line), "k");
    assert_str(docs[0].raw, "<p>yes");
    assert_field(0, FIELD_TITLE, "deep");
    assert_field(0, FIELD_PUBLISHED, "2024-01-02");
}

static void test_text_asked_for(void **state)
{
    (void)state;
    set("field", "text=a.b");
    assert_outcomes(S("{\"html\":\"<p>no\",\"a\":{\"b\":\"deep\"}}\n{\"html\":\"<p>yes\"}"), "kk");
    assert_str(docs[0].raw, "deep");
    assert_str(docs[1].raw, "<p>yes");
}

static void test_bad_rename(void **state)
{
    (void)state;
    assert_true(reader_jsonl.check(config, &run));
    set("field", "colour=red");
    assert_false(reader_jsonl.check(config, &run));
    assert_non_null(strstr(run.failed, "colour=red"));
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

static size_t member(const char *text, uint8_t *out, size_t room)
{
    z_stream z = {0};

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (uint8_t *)(uintptr_t)text;
    z.avail_in = (unsigned)strlen(text);
    z.next_out = out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

/* Three gzip members, the second cut off: what stands in the others is read. */
static void test_damage(void **state)
{
    uint8_t bytes[1024];
    size_t n = member("{\"text\":\"one\"}\n", bytes, sizeof bytes);

    (void)state;
    n += member("{\"text\":\"zxcvbnm asdfghjkl qwertyuiop 1234567890\"}\n", bytes + n, 256) - 20;
    n += member("{\"text\":\"three\"}\n{\"text\":\"four\"}\n", bytes + n, 256);
    assert_int_equal(read_all(in_memory(bytes, n, NULL)), READER_END);
    assert_true(run.damages >= 1);
    assert_in_range(count, 3, 4);
    assert_str(docs[0].raw, "one");
    assert_str(docs[count - 2].raw, "three");
    assert_str(docs[count - 1].raw, "four");
    if (count == 4)
        assert_int_equal(docs[1].why, WHY_CUT);
}

static void test_bid(void **state)
{
    static const char *const mine[] = {"{\"a\"", "  {\n \"a\"",       "[{", "[\n {", "[]",
                                       "{}",     "\xEF\xBB\xBF{\"a\""};
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
        cmocka_unit_test_setup_teardown(test_articles_within, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names_of_apis, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_odd_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_array, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_array, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_printed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_renames, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_text_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_rename, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ceilings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bid, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
