/* The meta stage on whole pages and scrapes of our own. */
#include "meta_wanted.h"

#define URL "https://www.example.co.uk/2021/03/04/boats"

static void test_json_ld(void **state)
{
    (void)state;
    check(false,
          "<html lang=en-GB><title>Night boats stop - Example News</title>"
          "<script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@graph\":["
          "{\"@type\":\"WebSite\",\"name\":\"Example News\"},"
          "{\"@type\":\"Person\",\"@id\":\"#jane\",\"name\":\"Jane Roe\"},"
          "{\"@type\":\"NewsArticle\",\"headline\":\"Boats &amp;amp; nights\","
          "\"datePublished\":\"2021-03-04T10:20:00+01:00\",\"dateModified\":\"2021-03-05\","
          "\"articleSection\":[\"Islands\",\"Sea\"],\"isAccessibleForFree\":\"False\","
          "\"author\":[{\"@id\":\"#jane\"},{\"@type\":\"Person\",\"name\":[\"John Doe\"]},"
          "{\"@type\":\"Organization\",\"name\":\"Reuters\"}],"
          "\"image\":{\"@type\":\"ImageObject\",\"url\":\"/i.jpg\"}}]}</script>"
          "<h1>Boats &amp; nights</h1>" PAGE_PROSE,
          URL,
          WANT({FIELD_TITLE, "Boats & nights"}, {FIELD_AUTHORS, "Jane Roe\nJohn Doe"},
               {FIELD_PUBLISHED, "2021-03-04T10:20:00+01:00"}, {FIELD_MODIFIED, "2021-03-05"},
               {FIELD_AGENCY, "Reuters"}, {FIELD_SECTION, "Islands"}, {FIELD_ACCESS, "paywalled"},
               {FIELD_SITE_NAME, "Example News"}, {FIELD_SITE, "example.co.uk"}, {FIELD_LANG, "en"},
               {FIELD_IMAGE, "https://www.example.co.uk/i.jpg"}));
}

/* Of several articles the page's own is the one with its address. */
static void test_own_node(void **state)
{
    (void)state;
    check(false,
          "<script type=application/ld+json>[{\"@type\":\"NewsArticle\",\"headline\":\"Another\","
          "\"url\":\"https://www.example.co.uk/other\",\"datePublished\":\"2020-01-01\"},"
          "{\"@type\":\"NewsArticle\",\"headline\":\"Boats stop\",\"url\":\"" URL
          "/?x=1\",\"datePublished\":\"2021-03-04\"}]</script><h1>Boats stop</h1>" PAGE_PROSE,
          URL, WANT({FIELD_PUBLISHED, "2021-03-04"}, {FIELD_TITLE, "Boats stop"}));
}

/* A framework takes the script for a property of the page. */
static void test_json_ld_in_meta(void **state)
{
    (void)state;
    check(false,
          "<meta name='script:ld+json' content='{&quot;@type&quot;:&quot;Article&quot;,"
          "&quot;datePublished&quot;:&quot;2021-03-04&quot;}'><h1>Boats stop</h1>" PAGE_PROSE,
          URL, WANT({FIELD_PUBLISHED, "2021-03-04"}, {FIELD_TITLE, "Boats stop"}));
}

static void test_damaged_json_ld(void **state)
{
    (void)state;
    check(
        false,
        "<script type=application/ld+json>{\"@type\":[[[</script>"
        "<script type=application/ld+json>[null,3,\"x\",{\"@type\":3,\"@id\":{}},"
        "{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#a\"},\"@id\":\"#a\",\"datePublished\":7,"
        "\"headline\":{\"name\":[[{}]]}}]</script><h1>Boats stop at night</h1>" PAGE_PROSE,
        "", WANT({FIELD_TITLE, "Boats stop at night"}, {FIELD_AUTHORS, ""}, {FIELD_PUBLISHED, ""}));
}

static void test_visible(void **state)
{
    (void)state;
    check(false,
          "<html lang=de><title>Nachtboote fahren nicht mehr | Inselbote</title><body>"
          "<h1>Nachtboote fahren nicht mehr</h1><p>Von Anna Schmidt und Max Muster</p>"
          "<p>Ver&ouml;ffentlicht am 4. M&auml;rz 2021, 10:20 Uhr</p>" PAGE_PROSE
          "<footer>&copy; 2031 Inselbote</footer>",
          "",
          WANT({FIELD_TITLE, "Nachtboote fahren nicht mehr"},
               {FIELD_AUTHORS, "Anna Schmidt\nMax Muster"}, {FIELD_PUBLISHED, "2021-03-04T10:20"}));
    check(false,
          "<h1>Night boats stop</h1><div>By</div><div>Jane Roe</div><time "
          "datetime=2021-03-04T10:20Z>today</time>" PAGE_PROSE,
          "", WANT({FIELD_AUTHORS, "Jane Roe"}, {FIELD_PUBLISHED, "2021-03-04T10:20Z"}));
    check(false, "<h1>Night boats stop</h1>" PAGE_PROSE, URL,
          WANT({FIELD_PUBLISHED, "2021-03-04"}, {FIELD_AUTHORS, ""}));
    check(false, "<h1>Night boats stop</h1>" PAGE_PROSE "<p>&copy; March 4, 2031</p>", "",
          WANT({FIELD_PUBLISHED, ""}, {FIELD_MODIFIED, ""}));
}

/* 03/04/2021 is told by whatever else says the day. */
static void test_either_order(void **state)
{
    (void)state;
    check(false, "<html lang=en><h1>Night boats stop</h1><p>03/04/2021</p>" PAGE_PROSE,
          "https://www.example.com/2021/april/03/boats", WANT({FIELD_PUBLISHED, "2021-04-03"}));
    check(false, "<html lang=en><h1>Night boats stop</h1><p>03/04/2021</p>" PAGE_PROSE,
          "https://www.example.com/boats", WANT({FIELD_PUBLISHED, "2021-03-04"}));
    check(false, "<html lang=en-GB><h1>Night boats stop</h1><p>03/04/2021</p>" PAGE_PROSE,
          "https://www.example.com/boats", WANT({FIELD_PUBLISHED, "2021-04-03"}));
}

/* Dates after the page was fetched are none of this page. */
static void test_fetched(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, false,
              S("<meta property=article:published_time content=2022-01-01><h1>Boats stop</h1>"
                "<p>March 4, 2021</p>" PAGE_PROSE));
    field_set(&page.doc, FIELD_FETCHED, S("Fri, 05 Mar 2021 10:00:00 GMT"), "input");
    field_set(&page.doc, FIELD_MODIFIED, S("March 5, 2021"), "input");
    page_run(&page, &stage_prune);
    page_run(&page, &stage_extract);
    page_run(&page, &stage_meta);
    assert_true(str_is(page.doc.fields[FIELD_PUBLISHED].text, "2021-03-04"));
    assert_true(str_is(page.doc.fields[FIELD_FETCHED].text, "2021-03-05T10:00:00Z"));
    assert_true(str_is(page.doc.fields[FIELD_MODIFIED].text, "2021-03-05"));
    page_leave(&page);
}

static void test_site_and_section_are_no_authors(void **state)
{
    (void)state;
    check(
        false,
        "<meta property=og:site_name content=Courier><meta name=author content='Jane Roe, Courier'>"
        "<h1>Night boats stop</h1>" PAGE_PROSE,
        "", WANT({FIELD_AUTHORS, "Jane Roe"}));
    check(false,
          "<meta property=article:section content='Outer Islands'><h1>Night boats stop</h1>"
          "<div>Outer Islands</div><div>March 4, 2021</div>" PAGE_PROSE,
          "", WANT({FIELD_AUTHORS, ""}));
}

/* A headline of eighty bytes is short where a character takes three: nothing was cut from it. */
static void test_title_that_was_not_cut(void **state)
{
    (void)state;
    check(false,
          "<title>夜の船が秋から全面運休へ、島の住民ら三百人が再開を求めて署名　写真1枚</title>"
          "<h1>夜の船が秋から全面運休へ、島の住民ら三百人が再開を求めて署名</h1>" PAGE_PROSE,
          "", WANT({FIELD_TITLE, "夜の船が秋から全面運休へ、島の住民ら三百人が再開を求めて署名"}));
}

static void test_addresses(void **state)
{
    (void)state;
    check(false,
          "<link rel=canonical href=/a/b><meta property=og:image content=//cdn.example.org/i.png>",
          URL,
          WANT({FIELD_CANONICAL_URL, "https://www.example.co.uk/a/b"},
               {FIELD_IMAGE, "https://cdn.example.org/i.png"}));
    check(false, "<link rel=canonical href=https://www.example.co.uk/>", URL,
          WANT({FIELD_CANONICAL_URL, ""}, {FIELD_SITE, "example.co.uk"}));
    check(false, "<link rel=canonical href=https://other.example.net/a>", URL,
          WANT({FIELD_CANONICAL_URL, ""}));
    check(false, "<link rel=canonical href=javascript:alert(1)>", "",
          WANT({FIELD_CANONICAL_URL, ""}));
    check(false, "<link rel=canonical href=https://news.example.com/a>", "",
          WANT({FIELD_SITE, "example.com"}));
}

static void test_title_choice(void **state)
{
    (void)state;
    check(false,
          "<title>Night boats stop in autumn | Example</title><meta property=og:site_name "
          "content=Example><h1>Example</h1><h1>Night boats stop in autumn</h1>" PAGE_PROSE,
          "", WANT({FIELD_TITLE, "Night boats stop in autumn"}));
    check(false,
          "<title>Night boats stop in autumn - Example</title><meta property=og:title "
          "content='Night boats stop in autumn'><h1>Stories that matter</h1>" PAGE_PROSE,
          "", WANT({FIELD_TITLE, "Night boats stop in autumn"}));
    /* what readers see, not what was written for search engines, however often that stands there */
    check(false,
          "<title>Night boats: 5 reasons why they stop | Example</title><meta property=og:title "
          "content='Night boats: 5 reasons why they stop'><meta name=twitter:title "
          "content='Night boats: 5 reasons why they stop'>"
          "<h1>Why the night boats will stop in autumn</h1>" PAGE_PROSE,
          "", WANT({FIELD_TITLE, "Why the night boats will stop in autumn"}));
    /* a kicker in front of it; a section's h1 behind a title that is none */
    check(false,
          "<title>Night boats stop in autumn</title><h1>Opinion: Night boats stop in "
          "autumn</h1>" PAGE_PROSE,
          "", WANT({FIELD_TITLE, "Night boats stop in autumn"}));
    check(false,
          "<title>Why do night boats stop</title><meta property=og:title content='Why do night "
          "boats stop'><h2>Why do night boats stop</h2>" PAGE_PROSE
          "<h1>Because boats at night stop nobody</h1>" PAGE_PROSE,
          "", WANT({FIELD_TITLE, "Why do night boats stop"}));
    check(
        false,
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"The ferry "
        "company will stop all of its night boats in autumn because too few people take\"}"
        "</script><title>The ferry company will stop all of its night boats in autumn because too "
        "few people take them - Example</title>" PAGE_PROSE,
        "https://example.com/boats",
        WANT({FIELD_TITLE, "The ferry company will stop all of its night boats in autumn because "
                           "too few people take them"}));
}

static void test_scrapes(void **state)
{
    (void)state;
    check(
        true,
        "Home » Night boats stop in autumn — Island Courier\n\n"
        "Night boats stop in autumn — Island Courier\n\nby Marco Fiorentini\n0 comments\n\n" PROSE,
        "",
        WANT({FIELD_TITLE, "Night boats stop in autumn"}, {FIELD_AUTHORS, "Marco Fiorentini"},
             {FIELD_LANG, "en"}));
    check(true,
          "Night Boats Stop In Autumn\nBy Jane Roe | 3 min read\nMarch 4, 2021\n\n"
          "HARBOUR TOWN (AP) - " PROSE,
          "",
          WANT({FIELD_TITLE, "Night Boats Stop In Autumn"}, {FIELD_AUTHORS, "Jane Roe"},
               {FIELD_PUBLISHED, "2021-03-04"}, {FIELD_AGENCY, "AP"}));
    check(true, "Harbour Town.- " PROSE, "", WANT({FIELD_TITLE, ""}, {FIELD_AUTHORS, ""}));
    check(true, "Overview\n\n" PROSE, "", WANT({FIELD_TITLE, ""}));
    check(true, "Night boats stop\n\n" PROSE "\nThe boats are old. – Reuters\n\nLeave a comment\n",
          "", WANT({FIELD_TITLE, "Night boats stop"}, {FIELD_AGENCY, "Reuters"}));
    check(true,
          "Zum Inhalt springen\nStart › Region\nNachtboote fahren im Herbst nicht mehr\n"
          "Von Anna Schmidt | Veröffentlicht am 4. März 2021 | Lesezeit ca. 4 Minuten | Teilen auf "
          "einem Netzwerk\n\n" PROSE,
          "",
          WANT({FIELD_TITLE, "Nachtboote fahren im Herbst nicht mehr"},
               {FIELD_AUTHORS, "Anna Schmidt"}, {FIELD_PUBLISHED, "2021-03-04"}));
    check(true, "", "", WANT({FIELD_TITLE, ""}, {FIELD_LANG, ""}));
}

static void test_marks(void **state)
{
    struct page page;

    (void)state;
    run(&page, true, "Night boats stop in autumn\nBy Jane Roe\nMarch 4, 2021\n\n" PROSE, "");
    assert_int_equal(page.doc.blocks[0].why, WHY_TITLE);
    assert_int_equal(page.doc.blocks[1].why, WHY_BYLINE);
    assert_int_equal(page.doc.blocks[2].why, WHY_DATELINE);
    assert_int_equal(page.doc.blocks[3].why, WHY_KEPT);
    page_leave(&page);
    run(&page, false,
        "<meta name=author content='Jane Roe'><meta property=article:published_time "
        "content=2021-03-04><h1>Night boats stop</h1><p>By Jane Roe</p><p>4 March "
        "2021</p>" PAGE_PROSE,
        "");
    assert_int_equal(page.doc.blocks[0].why, WHY_TITLE);
    assert_int_equal(page.doc.blocks[1].why, WHY_BYLINE);
    assert_int_equal(page.doc.blocks[2].why, WHY_DATELINE);
    assert_int_equal(page.doc.blocks[3].why, WHY_KEPT);
    page_leave(&page);
}

/* A claim that the text contradicts is not believed; a short text proves nothing. */
static void test_languages(void **state)
{
    static const struct {
        const char *claim, *text, *want;
    } rows[] = {
#ifdef HAVE_CLD2
        {"en",
         "Die Nachtboote fahren im Herbst nicht mehr, weil zu wenige Menschen sie nehmen, sagte "
         "die Reederei am Montag. Der Direktor erklärte den Inselbewohnern, die Entscheidung sei "
         "nicht leicht gefallen und niemand werde deshalb seine Arbeit verlieren.",
         "de"},
        {"en-US",
         "La compañía anunció el lunes que los barcos nocturnos dejarán de salir en otoño "
         "porque muy pocas personas los toman. El director dijo a los isleños que la "
         "decisión no había sido fácil y que nadie perdería su trabajo por ello.",
         "es"},
        {"",
         "Компания сообщила в понедельник, что ночные паромы осенью перестанут ходить, потому что "
         "ими пользуется слишком мало людей. Директор сказал островитянам, что решение далось "
         "нелегко.",
         "ru"},
        {"",
         "Компанія повідомила в понеділок, що нічні пороми восени перестануть ходити, бо ними "
         "користується замало людей. Директор сказав остров'янам, що рішення було нелегким і "
         "ніхто не втратить роботи.",
         "uk"},
#endif
        {"zh-Hant", "渡輪公司星期一表示，由於乘客太少，夜間船班將於秋天停航。", "zh"},
        {"iw", "", "he"},
        {"in", "", "id"},
        {"nb-NO", "", "no"},
        {"pt_BR", "", "pt"},
        {"x", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page page;
        page_make(&page, false, S(""));
        page.doc.page =
            str_printf(&page.arena, "<html lang='%s'><p>%s</p>", rows[i].claim, rows[i].text);
        page_run(&page, &stage_prune);
        page_run(&page, &stage_extract);
        page_run(&page, &stage_meta);
        if (!str_is(page.doc.fields[FIELD_LANG].text, rows[i].want))
            fail_msg("%s: '%.*s'", rows[i].want, (int)page.doc.fields[FIELD_LANG].text.n,
                     page.doc.fields[FIELD_LANG].text.p ? page.doc.fields[FIELD_LANG].text.p : "");
        page_leave(&page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_ld),
        cmocka_unit_test(test_own_node),
        cmocka_unit_test(test_json_ld_in_meta),
        cmocka_unit_test(test_damaged_json_ld),
        cmocka_unit_test(test_visible),
        cmocka_unit_test(test_fetched),
        cmocka_unit_test(test_either_order),
        cmocka_unit_test(test_site_and_section_are_no_authors),
        cmocka_unit_test(test_title_that_was_not_cut),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_title_choice),
        cmocka_unit_test(test_scrapes),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
