/* Newswire: NITF, NewsML and the SGML of corpora, one document or many in a file. */
#define READER reader_wire
#include "reader_docs.h"

#define BID(text) reader_wire.bid((const uint8_t *)(text), sizeof(text) - 1)

static void test_nitf(void **state)
{
    (void)state;
    assert_outcomes(
        S("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!-- x > y -->\n"
          "<!DOCTYPE nitf [<!ENTITY a '<hl1>b</hl1>'>]>"
          "<nitf xml:lang='en-GB'><head><title>SLUG</title><docdata><doc-id id-string='77'/>"
          "<date.issue norm='20260110T0900Z'/></docdata></head><body><body.head><hedline>"
          "<hl1>Fair &amp; caf\xE9</hl1><hl2>A subhead</hl2></hedline><byline>By Ann Bo</byline>"
          "<dateline>MILLBROOK, Jan. 9</dateline></body.head><body.content>"
          "<p>The first\n  paragraph.</p><media><media-caption>Seen</media-caption></media>"
          "<p><![CDATA[The <second>.]]></p></body.content>"
          "<body.end><tagline>Not text</tagline></body.end></body></nitf>"),
        "k");
    assert_str(docs[0].given_id, "77");
    assert_field(0, FIELD_TITLE, "Fair & café");
    assert_field(0, FIELD_DESCRIPTION, "A subhead");
    assert_field(0, FIELD_AUTHORS, "Ann Bo");
    assert_field(0, FIELD_PUBLISHED, "20260110T0900Z");
    assert_field(0, FIELD_LANG, "en");
    assert_str(docs[0].raw, "MILLBROOK, Jan. 9\n\nThe first   paragraph.\n\nThe <second>.");
    assert_true(docs[0].is_body);
}

static void test_newsml(void **state)
{
    (void)state;
    assert_outcomes(
        S("<newsMessage><itemSet><newsItem guid=\"urn:x:1\" xml:lang=\"de\"><itemMeta>"
          "<provider literal=\"Wire\"/><versionCreated>2026-01-11</versionCreated></itemMeta>"
          "<contentMeta><contentCreated>2026-01-10</contentCreated><headline>One</headline>"
          "</contentMeta><contentSet><inlineXML><x:html xmlns:x='y'><x:head><x:title>t</x:title>"
          "</x:head><x:body><x:p>Text.</x:p></x:body></x:html></inlineXML></contentSet></"
          "newsItem>\n"
          "<newsItem guid=\"urn:x:2\"><headline>Two</headline><inlineXML><p>More.</p></inlineXML>"
          "</newsItem></itemSet></newsMessage>\n"),
        "kk");
    assert_str(docs[0].given_id, "urn:x:1");
    assert_field(0, FIELD_TITLE, "One");
    assert_field(0, FIELD_SITE_NAME, "Wire");
    assert_field(0, FIELD_PUBLISHED, "2026-01-10");
    assert_str(docs[0].raw, "Text.");
    assert_field(1, FIELD_TITLE, "Two");
    assert_str(docs[1].raw, "More.");
}

static void test_reuters(void **state)
{
    (void)state;
    assert_outcomes(
        S("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
          "<REUTERS TOPICS=\"YES\" NEWID=\"1\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n"
          "<TOPICS><D>grain</D></TOPICS>\n<UNKNOWN>\n&#5;&#5;C T</UNKNOWN>\n"
          "<TEXT>&#2;\n<TITLE>GRAIN REVIEW</TITLE>\n"
          "<DATELINE>    PORT ELLEN, Feb 26 - </DATELINE><BODY>Showers fell in the coastal\n"
          "zone, he said.\n    Arrivals were high.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
          "<REUTERS NEWID=\"2\"><TEXT TYPE=\"UNPROC\">&#2;\nQTLY DIV 3 CTS\n</TEXT></REUTERS>\n"),
        "kk");
    assert_str(docs[0].given_id, "1");
    assert_field(0, FIELD_TITLE, "GRAIN REVIEW");
    assert_field(0, FIELD_PUBLISHED, "26-FEB-1987 15:01:01.79");
    assert_str(docs[0].raw, "PORT ELLEN, Feb 26 - Showers fell in the coastal zone, he said.\n\n"
                            "Arrivals were high.\n\nReuter");
    assert_str(docs[1].raw, "QTLY DIV 3 CTS");
}

static void test_corpora(void **state)
{
    (void)state;
    assert_outcomes(
        S("<DOC id=\"A.1\" type=\"story\">\n<HEADLINE>\nOne\nline\n</HEADLINE>\n<TEXT>\n"
          "<P>\nThe first\nparagraph.\n</P>\n<P>\nThe second.\n</P>\n</TEXT>\n</DOC>\n"
          "<DOC>\n<DOCNO> B-2 </DOCNO>\n<HEAD>Two</HEAD>\n<TEXT>\n   Set in and\n"
          "wrapped.\n   Again.\n</TEXT>\n"
          "<DOC><DOCNO>C-3</DOCNO><TEXT>The one before was not closed.</TEXT></DOC>\n"
          "<doc id=\"12\" url=\"http://w.example/12\" title=\"W\">\nW\n\nText.\n</doc>\n"),
        "kkkk");
    assert_str(docs[0].given_id, "A.1");
    assert_field(0, FIELD_TITLE, "One line");
    assert_str(docs[0].raw, "The first paragraph.\n\nThe second.");
    assert_str(docs[1].given_id, "B-2");
    assert_field(1, FIELD_TITLE, "Two");
    assert_str(docs[1].raw, "Set in and wrapped.\n\nAgain.");
    assert_str(docs[2].raw, "The one before was not closed.");
    assert_field(3, FIELD_TITLE, "W");
    assert_field(3, FIELD_URL, "http://w.example/12");
    assert_str(docs[3].raw, "W\n\nText.");
}

static void test_broken(void **state)
{
    (void)state;
    assert_outcomes(S("<nitf><body><body.content><p>Cut off"), "k");
    assert_true(doc_has_flag(&docs[0], FLAG_TRUNCATED));
    assert_str(docs[0].raw, "Cut off");
    assert_outcomes(S("<doc><text>a < b &amp c &bogus; <unclosed</text></doc>"), "k");
    assert_outcomes(S("<newsml></newsml>"), "k");
    assert_str(docs[0].raw, "");
}

static void test_large(void **state)
{
    (void)state;
    assert_too_large("<doc><text>", "</text></doc>\n<doc><text>x</text></doc>");
}

static void test_damage(void **state)
{
    (void)state;
    assert_damage("<doc><text>one</text></doc>\n", "<doc><text>two</text></doc>\n<doc><text>cut");
}

static void test_bid(void **state)
{
    (void)state;
    assert_true(BID("<nitf>") > 0);
    assert_true(BID("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- > -->\n<newsItem guid='1'>") > 0);
    assert_true(BID("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS A=\"1\">") > 0);
    assert_true(BID("<DOC>\n<DOCNO>") > 0);
    assert_true(BID("<!DOCTYPE nitf [<!ENTITY a \"b\">]>\n<nitf>") > 0);
    assert_int_equal(BID("<!doctype html><html>"), 0);
    assert_int_equal(BID("<document>"), 0);
    assert_int_equal(BID("<?xml version='1.0'?><rss>"), 0);
    assert_int_equal(BID("<!--"), 0);
    assert_int_equal(BID(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nitf, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_newsml, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reuters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_corpora, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
        cmocka_unit_test(test_bid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
