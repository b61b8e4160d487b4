/* Tables: a row is a document, whatever its quotes do, however the bytes arrive. */
#define READER reader_csv
#include "reader_docs.h"

#define BID(text) reader_csv.bid((const uint8_t *)(text), sizeof(text) - 1)

static void test_rows(void **state)
{
    (void)state;
    assert_outcomes(S("id,title,author,date,url,content\n"
                      "1,\"One, two\",By Ann Bo,2026-01-10,http://a.example/1,\"First.\n\nSaid "
                      "\"\"no\"\".\"\r\n"
                      "\n"
                      "2,Three,,,,Second."),
                    "kk");
    assert_str(docs[0].given_id, "1");
    assert_field(0, FIELD_TITLE, "One, two");
    assert_field(0, FIELD_AUTHORS, "Ann Bo");
    assert_field(0, FIELD_URL, "http://a.example/1");
    assert_str(docs[0].raw, "First.\n\nSaid \"no\".");
    assert_true(docs[0].is_text);
    assert_int_equal(docs[0].line, 2);
    assert_int_equal(docs[0].offset, 33);
    assert_str(docs[1].raw, "Second.");
    assert_int_equal(docs[1].line, 6);
}

static void test_marks_between(void **state)
{
    (void)state;
    assert_outcomes(S("\xEF\xBB\xBF"
                      "title;text\nA;x, y\nB;\"z; w\"\n"),
                    "kk");
    assert_field(0, FIELD_TITLE, "A");
    assert_str(docs[0].raw, "x, y");
    assert_str(docs[1].raw, "z; w");
    assert_outcomes(S("title\ttext\nA\tx, y\n"), "k");
    assert_str(docs[0].raw, "x, y");
    assert_outcomes(S("title|text\nA|x, y\n"), "k");
    assert_str(docs[0].raw, "x, y");
    assert_outcomes(S(",title,html\n0,A,<p>x</p>\n"), "k");
    assert_false(docs[0].is_text);
}

static void test_bad_quotes(void **state)
{
    (void)state;
    assert_outcomes(S("title,text\n"
                      "A,\"he said \"no\" and left\"\n"
                      "B,\"he said \\\"no\\\".\"\n"
                      "C,\"never closed\n"
                      "D,\"sound\"\n"
                      "E,never \"opened\"\n"),
                    "kkkkk");
    assert_str(docs[0].raw, "he said \"no\" and left");
    assert_str(docs[1].raw, "he said \"no\".");
    assert_str(docs[2].raw, "\"never closed");
    assert_str(docs[3].raw, "sound");
    assert_str(docs[4].raw, "never \"opened\"");
}

static void test_bad_rows(void **state)
{
    (void)state;
    assert_outcomes(S("title,text\nA,x,y\nB,z\nC\n"), "fkf");
    assert_int_equal(docs[0].why, WHY_BAD_ROW);
    assert_str(docs[0].detail, "line 2: has 3 fields, where line 1 names 2");
    assert_str(docs[1].raw, "z");
    assert_str(docs[2].detail, "line 4: has no html, text, content ...: see --field");
}

static void test_other_encoding(void **state)
{
    (void)state;
    assert_outcomes(S("title,text\nM\xFCnchen,Gr\xFC\xDF"
                      "e aus M\xFCnchen\nK\xC3\xB6ln,Gr\xC3\xBC\xC3\x9F"
                      "e\n"),
                    "kk");
    assert_field(0, FIELD_TITLE, "München");
    assert_str(docs[0].raw, "Grüße aus München");
    assert_field(1, FIELD_TITLE, "Köln");
}

static void test_large_row(void **state)
{
    (void)state;
    assert_too_large("title,text\nA,\"", "\"\nB,x\n");
}

static void test_column_asked_for(void **state)
{
    (void)state;
    take_field("text=lead");
    assert_outcomes(S("title,lead,content\nA,x,y\n"), "k");
    assert_str(docs[0].raw, "x");
}

static void test_damage(void **state)
{
    (void)state;
    assert_damage("title,text\nA,one\n", "B,two\nC,cut");
}

static void test_bid(void **state)
{
    (void)state;
    assert_true(BID("title,text\n") > 0);
    assert_true(BID(",title,publication,author,content\n0,") > 0);
    assert_true(BID("\"url\"\t\"body\"\n") > 0);
    assert_int_equal(BID("text\nA line of text.\n"), 0);
    assert_int_equal(BID("The text, the title and the story of it\n"), 0);
    assert_int_equal(BID("name,age\nA,3\n"), 0);
    assert_int_equal(BID("{\"title\",\"text\"}\n"), 0);
    assert_int_equal(BID(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_marks_between, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_quotes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_encoding, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_large_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_column_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
        cmocka_unit_test(test_bid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
