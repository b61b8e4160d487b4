/* main-content: shapes of pages that extractors are known to get wrong. Texts of our own. */
#include <stdio.h>

#include "page.h"

extern const struct stage stage_prune, stage_extract, stage_meta, stage_phrases, stage_main_content;

#define A1                                                                                         \
    "<p>The ferry company said on Monday that the night boats would stop in autumn, because too "  \
    "few people take them.</p>"
#define A2                                                                                         \
    "<p>Its director, who has led it for nine years, told the islanders that the decision was "    \
    "not easy and that nobody would lose work.</p>"
#define A3                                                                                         \
    "<p>The mayor of the larger island called the plan a mistake, and asked the ministry to pay "  \
    "for the boats until spring.</p>"
#define STORY A1 A2 A3
#define HEADLINE(n)                                                                                \
    "<li><a href=/" #n ">Another story with a headline of some length " #n "</a></li>"

static void make(struct page *page, bool is_text, const char *bytes)
{
    page_make(page, is_text, str_of(bytes));
    page_run(page, &stage_prune);
    page_run(page, &stage_extract);
    page_run(page, &stage_phrases);
    page_run(page, &stage_main_content);
}

static str kept(struct page *page)
{
    struct buf got = buf_new(&page->arena, SIZE_MAX / 4);

    for (size_t i = 0; i < page->doc.block_count; i++)
        if (page->doc.blocks[i].why == WHY_KEPT) {
            buf_str(&got, page->doc.blocks[i].text);
            buf_char(&got, '\n');
        }
    return buf_text(&got);
}

/* Each text of `keep` (ended by NULL) is kept, each of `drop` is not. */
static void check(const char *html, const char *const *keep, const char *const *drop)
{
    struct page page;
    str text;

    make(&page, false, html);
    text = kept(&page);
    for (; *keep; keep++)
        if (str_find(text, str_of(*keep)) == SIZE_MAX)
            fail_msg("%s\nloses '%s':\n%.*s", html, *keep, (int)text.n, text.p);
    for (; *drop; drop++)
        if (str_find(text, str_of(*drop)) != SIZE_MAX)
            fail_msg("%s\nkeeps '%s':\n%.*s", html, *drop, (int)text.n, text.p);
    page_leave(&page);
}

static const char *const whole[] = {"The ferry company", "Its director", "The mayor", NULL};
static const char *const nothing[] = {NULL};

static void test_body_split_by_adverts(void **state)
{
    static const char *const drop[] = {"Buy", NULL};

    (void)state;
    check("<div><section class=b>" A1 A2 "</section><div class=ad>Buy a boat</div>"
          "<section class=b>" A3 "</section></div>",
          whole, drop);
}

static void test_list_after_the_article(void **state)
{
    static const char *const drop[] = {"Latest", "Another story", NULL};

    (void)state;
    check("<article>" STORY "<h3>Latest News</h3><ul>" HEADLINE(1) HEADLINE(2)
              HEADLINE(3) "</ul></article>",
          whole, drop);
}

static void test_menu_and_footer(void **state)
{
    static const char *const drop[] = {"Home", "Imprint", NULL};

    (void)state;
    check("<nav><a>Home</a><a>Sport</a></nav><div>" STORY "</div><footer><p>Imprint and much "
          "legal text, which goes on for a while, and has a full stop.</p></footer>",
          whole, drop);
}

static void test_cookie_notice_is_not_the_article(void **state)
{
    static const char *const drop[] = {"We value", NULL};

    (void)state;
    check("<div class=cookie-consent><p>We value your privacy and use cookies, as do our 812 "
          "partners, to measure what you read, and to show you what they sell.</p><p>You may "
          "choose what you allow, and change your mind at any time, in the settings.</p></div>"
          "<aside class=content>" STORY "</aside>",
          whole, drop);
}

static void test_names_do_not_hide_the_article(void **state)
{
    (void)state;
    check("<div class=sidebar>" STORY "</div>", whole, nothing);
    check("<form action=/page.aspx><div>" STORY "</div></form>", whole, nothing);
    check("<div hidden>" STORY "</div>", whole, nothing);
}

static void test_comments_below(void **state)
{
    static const char *const drop[] = {"I have taken", NULL};

    (void)state;
    check("<article>" STORY "</article><div id=comments><p>I have taken that boat for thirty "
          "years, and never once was it late, whatever they say.</p></div>",
          whole, drop);
}

/* Names that sites of other languages give to what is no article. */
static void test_names_of_languages(void **state)
{
    static const char *const names[] = {"kommentare", "comentarios", "commentaires", "reacties",
                                        "werbung",    "publicidad",  "relacionadas", "verwandte"};
    static const char *const drop[] = {"I have taken", NULL};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char page[4000];
        snprintf(page, sizeof page,
                 "<div>" STORY
                 "</div><div class=box-%s><p>I have taken that boat for thirty years, "
                 "and never once was it late, whatever they say.</p></div>",
                 names[i]);
        check(page, whole, drop);
    }
}

static void test_captions_are_apart(void **state)
{
    static const char *const drop[] = {"A boat at night", NULL};

    (void)state;
    check("<div>" A1 "<figure><img><figcaption>A boat at night. Photo: Jo Doe</figcaption>"
          "</figure>" A2 A3 "</div>",
          whole, drop);
}

static void test_headings_and_lists_stay(void **state)
{
    static const char *const keep[] = {"The plan", "stop the boats", "sell two", NULL};

    (void)state;
    check("<div>" A1 "<h2>The plan</h2><ul><li>stop the boats</li><li>sell two</li></ul>" A2 A3
          "</div>",
          keep, nothing);
}

static void test_lines(void **state)
{
    struct page page;

    (void)state;
    make(&page, true,
         "Home\nNews\nSport\nLogin\n"
         "The ferry company said on Monday that the night boats would stop in autumn.\n"
         "Login\n"
         "Its director told the islanders that the decision was not easy for anyone there.\n"
         "Contact\nImprint\nTerms\n");
    assert_true(str_is(kept(&page),
                       "The ferry company said on Monday that the night boats would stop in "
                       "autumn.\nIts director told the islanders that the decision was not easy "
                       "for anyone there.\n"));
    page_leave(&page);
}

static void test_standfirst_of_a_scrape(void **state)
{
    struct page page;

    (void)state;
    make(&page, true,
         "Menu\n\nSearch\n\nIslanders must look for other ways to reach the mainland after "
         "dark from autumn on\n\n"
         "The ferry company said on Monday that the night boats would stop in autumn.\n\n"
         "Its director told the islanders that the decision was not easy for anyone there.\n");
    assert_true(str_starts(kept(&page), S("Islanders must look")));
    page_leave(&page);
}

static void test_short_last_sentence_of_a_scrape(void **state)
{
    struct page page;

    (void)state;
    make(&page, true,
         "The ferry company said on Monday that the night boats would stop in autumn.\n\n"
         "Its director told the islanders that the decision was not easy for anyone there.\n\n"
         "Talks go on next week.\n\nContact\n\nImprint\n");
    assert_true(str_ends(kept(&page), S("Talks go on next week.\n")));
    page_leave(&page);
}

static void test_nothing_reads_like_prose(void **state)
{
    struct page page;

    (void)state;
    make(&page, true, "one line\ntwo lines\n");
    assert_true(kept(&page).n > 0);
    page_leave(&page);
    make(&page, false, "");
    page_leave(&page);
}

/* Places that a script was to fill are no text; a text that talks of them is. */
static void test_templates_that_nobody_filled(void **state)
{
    static const char *const keep[] = {"The ferry company", "Write {{item.title}} where", NULL};
    static const char *const drop[] = {"item.date", NULL};

    (void)state;
    check("<h1>Boats stop</h1><p>{{item.date}} - {{ item.date | short }}</p>" STORY
          "<p>Write {{item.title}} where the name of the boat is to stand.</p>" STORY,
          keep, drop);
}

#define SAID                                                                                       \
    "The ferry company said on Monday that the night boats would stop in autumn, because too few " \
    "people take them, and that the harbour would be closed to larger ships until the spring. "

/* What only scripts would show is taken where readers see much less of it, and nowhere else. */
static void test_state(void **state)
{
    static const struct {
        const char *page;
        bool taken;
    } rows[] = {
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"" SAID SAID
         "\\n<p>And <b>so<\\/b> on &amp; on.<\\/p>\"}</script><h1>Boats stop</h1><p>Teaser.</p>",
         true},
        {"<script id=__NEXT_DATA__ "
         "type=application/json>{\"props\":{\"post\":[{\"id\":7,\"content\":"
         "\"<p>" SAID SAID "<\\/p><p>And so on & on.<\\/p>\"}]}}</script><div id=__next></div>",
         true},
        {"<script id=__NEXT_DATA__ type=application/json>{\"a\":[{\"content\":\"And so on & on. "
         "Read "
         "more.\"},{\"other\":\"" SAID SAID "\"}]}</script><h1>Boats stop</h1>" STORY,
         false}, /* too short, or in no member for a text */
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"" SAID SAID
         "And so on & on.\"}</script><h1>Boats stop</h1>" STORY STORY,
         false}, /* the page shows as much */
        {"<script type=application/json>{\"content\":[[[</script><p>One.</p>", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page page;
        page_make(&page, false, str_of(rows[i].page));
        page_run(&page, &stage_prune);
        page_run(&page, &stage_extract);
        page_run(&page, &stage_meta);
        page_run(&page, &stage_main_content);
        if (rows[i].taken != (str_find(kept(&page), S("so on & on.")) != SIZE_MAX) ||
            rows[i].taken != doc_has_flag(&page.doc, FLAG_FROM_STATE))
            fail_msg("%s", rows[i].page);
        page_leave(&page);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state),
        cmocka_unit_test(test_body_split_by_adverts),
        cmocka_unit_test(test_list_after_the_article),
        cmocka_unit_test(test_menu_and_footer),
        cmocka_unit_test(test_cookie_notice_is_not_the_article),
        cmocka_unit_test(test_names_do_not_hide_the_article),
        cmocka_unit_test(test_comments_below),
        cmocka_unit_test(test_names_of_languages),
        cmocka_unit_test(test_captions_are_apart),
        cmocka_unit_test(test_headings_and_lists_stay),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_standfirst_of_a_scrape),
        cmocka_unit_test(test_short_last_sentence_of_a_scrape),
        cmocka_unit_test(test_nothing_reads_like_prose),
        cmocka_unit_test(test_templates_that_nobody_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
