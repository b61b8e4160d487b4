/* JSON lines: which members are the page and its fields, and where they stand. */
#define READER reader_jsonl
#include "reader_docs.h"

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

static void test_answers_of_apis(void **state)
{
    (void)state;
    assert_outcomes(
        S("{\"status\":\"ok\",\"title\":\"No\",\"articles\":[{\"text\":\"One.\",\"title\":\"T\"},"
          "{\"title\":\"no text\"},17,{\"content\":\"Two.\"}]}\n"
          "{\"text\":\"Three.\"}\n"
          "{\"response\":{\"pages\":1,\"results\":[{\"fields\":{\"body\":\"Four.\"}},]}}\n"
          "{\"articles\":[]}\n"),
        "kffkkKf");
    assert_str(docs[0].raw, "One.");
    assert_field(0, FIELD_TITLE, "T");
    assert_str(docs[1].detail, "line 1: article 2 has no html, text, content ...");
    assert_str(docs[2].detail, "line 1: article 3 is a number, not an object");
    assert_str(docs[3].raw, "Two.");
    assert_field(3, FIELD_TITLE, "");
    assert_int_equal(docs[3].line, 1);
    assert_int_equal(docs[3].offset, 0);
    assert_str(docs[4].raw, "Three.");
    assert_int_equal(docs[4].line, 2);
    assert_str(docs[5].raw, "Four.");
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
    take_field("html=page,date=when,title=a.b");
    assert_outcomes(str_of(line), "k");
    assert_str(docs[0].raw, "<p>yes");
    assert_field(0, FIELD_TITLE, "deep");
    assert_field(0, FIELD_PUBLISHED, "2024-01-02");
}

static void test_text_asked_for(void **state)
{
    (void)state;
    take_field("text=a.b");
    assert_outcomes(S("{\"html\":\"<p>no\",\"a\":{\"b\":\"deep\"}}\n{\"html\":\"<p>yes\"}"), "kk");
    assert_str(docs[0].raw, "deep");
    assert_str(docs[1].raw, "<p>yes");
}

static void test_bad_rename(void **state)
{
    (void)state;
    assert_true(reader_jsonl.check(config, &run));
    take_field("colour=red");
    assert_false(reader_jsonl.check(config, &run));
    assert_non_null(strstr(run.failed, "colour=red"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_articles_within, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_answers_of_apis, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names_of_apis, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_renames, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_text_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_rename, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
