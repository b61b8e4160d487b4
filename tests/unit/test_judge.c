/* judge: pages that hold nothing to read, articles that only talk of such pages, types, options. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "blank_doc.h"
#include "fake_run.h"
#include "stage.h"
#include "stage/judge_kept.h"
#include "stage/judge_signs.h"
#include "stage/judge_type.h"

extern const struct stage stage_judge;

static struct arena kept;
static struct run run;
static void *config;

static void fresh(void)
{
    arena_reset(&arena);
    doc_init(&doc, &arena, &scratch);
    doc.page = S("<html><body></body></html>");
}

static int set_up(void **state)
{
    doc_up(state);
    arena_init(&kept, 0);
    memset(&run, 0, sizeof run);
    config = arena_zero(&kept, stage_judge.size);
    option_defaults(stage_judge.options, stage_judge.option_count, config, &kept);
    fresh();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(&kept);
    return doc_down(state);
}

static void set(const char *name, const char *value)
{
    const struct option *row =
        option_find(stage_judge.options, stage_judge.option_count, str_of(name));

    assert_non_null(row);
    assert_null(option_set(row, config, value, &kept));
}

/* A line each: "# " begins a heading. */
static void add_line(const char *text)
{
    bool heading = strncmp(text, "# ", 2) == 0;

    add(heading ? BLOCK_HEADING : BLOCK_PARAGRAPH, text + (heading ? 2 : 0));
}

static void add_fact(enum fact_kind kind, const char *key, const char *value)
{
    struct fact *fact = doc_add_fact(&doc, 1000);

    fact->kind = kind;
    fact->key = str_of(key);
    fact->value = str_of(value);
}

static enum reason judged(void)
{
    assert_true(stage_judge.run(config, &doc, &run));
    arena_reset(&scratch);
    return doc.why;
}

static void add_story(int paragraphs)
{
    for (int i = 0; i < paragraphs; i++)
        add_line(
            "The ferry that links the two islands was out of service for nine days. People had to "
            "wait for the mail boat, which takes twelve passengers and no cars at all.");
}

static void pages_with_nothing_to_read_are_rejected(void **state)
{
    static const struct {
        enum reason why;
        const char *title;
        const char *lines[6];
    } rows[] = {
        {WHY_BLOCK_PAGE,
         "Just a moment...",
         {"Checking your browser before accessing shop.example."}},
        {WHY_BLOCK_PAGE,
         "Attention Required! | Cloudflare",
         {"# Sorry, you have been blocked", "You are unable to access news.example"}},
        {WHY_BLOCK_PAGE,
         "",
         {"# Access Denied", "You don't have permission to access this server."}},
        {WHY_BLOCK_PAGE,
         "Pardon Our Interruption",
         {"As you were browsing something about your browser made us think you were a bot."}},
        {WHY_BLOCK_PAGE, "paper.example", {"Please enable JS and disable any ad blocker"}},
        {WHY_BLOCK_PAGE, "", {"Bitte aktivieren Sie JavaScript, um fortzufahren."}},
        {WHY_BLOCK_PAGE, "", {"Подтвердите, что вы не робот"}},
        {WHY_BLOCK_PAGE, "", {"请启用JavaScript"}},
        {WHY_ERROR_PAGE, "404 Not Found", {"# Not Found", "nginx"}},
        {WHY_ERROR_PAGE,
         "Example Paper",
         {"# Page not found", "Try the search, or go to the front page."}},
        {WHY_ERROR_PAGE, "Seite nicht gefunden - Blatt", {"Zur Startseite"}},
        {WHY_ERROR_PAGE, "502 Bad Gateway", {"# 502 Bad Gateway"}},
        {WHY_CONSENT_PAGE,
         "",
         {"# We value your privacy",
          "We and our partners store cookies on your device, to show personalised ads and content.",
          "Accept all", "Reject all", "Manage preferences"}},
        {WHY_CONSENT_PAGE,
         "",
         {"# Bevor Sie weiterlesen", "Wir verwenden Cookies und zeigen Werbung.",
          "Alle akzeptieren"}},
        {WHY_SHELL_PAGE, "App", {"Loading..."}},
        {WHY_EMPTY, "", {NULL}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fresh();
        if (*rows[i].title)
            add_fact(FACT_TITLE, "", rows[i].title);
        for (size_t k = 0; k < 6 && rows[i].lines[k]; k++)
            add_line(rows[i].lines[k]);
        assert_string_equal(reason_rows[judged()].name, reason_rows[rows[i].why].name);
    }
}

static void a_shell_waits_for_its_script(void **state)
{
    (void)state;
    doc.page = S("<html><body><div id=\"root\"></div><script src=a.js></script></body></html>");
    assert_int_equal(judged(), WHY_SHELL_PAGE);
}

static void the_clue_is_said(void **state)
{
    (void)state;
    add_line("Sorry, you have been blocked");
    assert_int_equal(judged(), WHY_BLOCK_PAGE);
    assert_true(str_has_nocase(doc.detail, S("you have been blocked")));
}

static void articles_about_such_pages_stay(void **state)
{
    static const char *const lines[] = {
        "# Access denied",
        "# Page not found",
        "We use cookies",
        "Accept all",
        "# 404",
        "Please enable JavaScript to view the comments.",
        "Loading...",
        "Verify you are human: the box that everybody clicks was invented in 2014 by a small team. "
        "It has since been shown more than a trillion times to people all over the world.",
        "You need to enable JavaScript, the page told her; she had heard it a hundred times "
        "before.",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        fresh();
        add_fact(FACT_TITLE, "", "Access denied");
        add_line(lines[i]);
        add_story(4);
        assert_int_equal(judged(), WHY_KEPT);
    }
}

static void a_list_about_such_pages_stays(void **state)
{
    (void)state;
    add_line("# Access denied");
    add_line("You do not have permission to access the harbour. The signs say so.");
    for (int i = 0; i < 20; i++)
        add_line("Gate of the harbour, closed to visitors");
    assert_int_equal(judged(), WHY_KEPT);
}

static void what_claims_to_be_an_article_is_one(void **state)
{
    (void)state;
    add_fact(FACT_META, "article:published_time", "2024-05-17");
    add_fact(FACT_TITLE, "", "Access denied");
    add_line("# Access denied");
    add_line("The museum stays shut on Monday.");
    assert_int_equal(judged(), WHY_KEPT);
}

static void an_error_of_the_server_is_said(void **state)
{
    (void)state;
    add_story(3);
    doc.status = 404;
    assert_int_equal(judged(), WHY_HTTP_STATUS);
    fresh();
    add_story(3);
    doc.status = 200;
    assert_int_equal(judged(), WHY_KEPT);
}

static void types_are_told(void **state)
{
    static const struct {
        const char *type, *address, *ld;
        const char *line;
        int paragraphs, lines;
    } rows[] = {
        {"article", "https://paper.example/2024/05/ferry-is-out-of-service", "NewsArticle", NULL, 8,
         0},
        {"stub", "https://paper.example/news/ferry-is-out-of-service", "NewsArticle", "The ferry.",
         0, 1},
        {"forum", "https://forum.example/t/the-ferry/123", "DiscussionForumPosting", "Reply", 8, 5},
        {"product", "https://shop.example/products/rope", "Product\",\"x\":{\"@type\":\"Offer",
         "Add to cart", 2, 1},
        {"documentation", "https://docs.example/reference/rope", "TechArticle", NULL, 8, 0},
        {"live-blog", "https://paper.example/live-blog/the-ferry", "LiveBlogPosting", NULL, 8, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fresh();
        doc.fields[FIELD_URL].text = str_of(rows[i].address);
        add_fact(FACT_JSON_LD, "", str_printf(&arena, "{\"@type\": \"%s\"}", rows[i].ld).p);
        for (int k = 0; k < rows[i].lines; k++)
            add_line(rows[i].line);
        add_story(rows[i].paragraphs);
        assert_int_equal(judged(), WHY_KEPT);
        assert_string_equal(doc.page_type, rows[i].type);
        assert_true(doc.quality > 0 && doc.quality <= 1);
    }
}

static void ld_types_are_read_from_any_shape(void **state)
{
    static const char *const rows[] = {
        "{\"@type\":\"Product\"}",
        "{\"@type\" : [ \"Thing\" , \"Product\" ]}",
        "[{\"@type\":\"WebSite\"},{\"@graph\":[{\"@type\":\"Product\"}]}]",
        "{\"@type\":[\"Product\"",
        "\"@type\"\"Product\"",
    };
    static const char *const none[] = {"{\"@type\":", "{\"@type\":[\"Product",
                                       "{\"@type\":\"Products\"}", "{\"type\":\"Product\"}",
                                       "\"@type\""};
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct signs signs = {.has = {false}};
        fresh();
        add_fact(FACT_JSON_LD, "", rows[i]);
        signs_of_claims(&doc, &signs);
        assert_true(signs.has[SIGN_LD_PRODUCT]);
        signs = (struct signs){.has = {false}};
        fresh();
        add_fact(FACT_JSON_LD, "", none[i]);
        signs_of_claims(&doc, &signs);
        assert_false(signs.has[SIGN_LD_PRODUCT]);
    }
}

static void what_was_kept_speaks_for_a_type(void **state)
{
    bool has[KEPT_SIGNS];
    int points[PAGE_WEIGHED] = {0};
    (void)state;
    add_story(4);
    kept_signs_of(&doc, has);
    for (size_t i = 0; i < KEPT_SIGNS; i++)
        assert_false(has[i]); /* too short to say anything */
    add_story(4);
    kept_signs_of(&doc, has);
    assert_true(has[KEPT_RUNNING_HALF] && has[KEPT_RUNNING_MOST]);
    assert_false(has[KEPT_AUTHOR] || has[KEPT_LINKS] || has[KEPT_LABELS] || has[KEPT_HEADINGS] ||
                 has[KEPT_HEADINGS_MANY] || has[KEPT_ITEMS] || has[KEPT_ROWS] || has[KEPT_SHORT]);
    kept_points(&doc, points);
    assert_true(points[PAGE_ARTICLE] > points[PAGE_LISTING]);
    assert_true(points[PAGE_ARTICLE] > points[PAGE_PRODUCT]);
    for (int i = 0; i < 40; i++)
        add(i % 2 ? BLOCK_HEADING : BLOCK_ROW, "Opening hours");
    for (size_t i = 0; i < 8; i++)
        doc.blocks[i].kind = BLOCK_ITEM;
    doc.blocks[0].link_words = doc.blocks[0].words;
    doc.blocks[1].link_words = doc.blocks[1].words;
    field_set(&doc, FIELD_AUTHORS, S("Jane Roe"), "text");
    kept_signs_of(&doc, has);
    assert_true(has[KEPT_AUTHOR] && has[KEPT_LINKS] && has[KEPT_LABELS] && has[KEPT_HEADINGS] &&
                has[KEPT_HEADINGS_MANY] && has[KEPT_ITEMS] && has[KEPT_ROWS] && has[KEPT_SHORT]);
    for (size_t i = 0; i < doc.block_count; i++)
        block_mark(&doc.blocks[i], WHY_LINKS);
    kept_signs_of(&doc, has);
    assert_false(has[KEPT_ROWS] || has[KEPT_ITEMS]); /* of what is left out nothing counts */
}

static void prices_are_seen(void **state)
{
    static const char *const yes[] = {"$9.99", "from € 12", "12 €", "£3", "EUR 5"};
    static const char *const no[] = {"$", "dollars 5", "€uro", "9.99", ""};
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        assert_true(names_price(str_of(yes[i])));
        assert_false(names_price(str_of(no[i])));
    }
}

static void options_select(void **state)
{
    (void)state;
    doc.fields[FIELD_LANG].text = S("de");
    set("only", "article,live-blog");
    assert_true(stage_judge.open(config, &run));
    add_story(8);
    assert_int_equal(judged(), WHY_KEPT);
    set("lang", "en");
    fresh();
    add_story(8);
    assert_int_equal(judged(), WHY_KEPT); /* unknown language */
    fresh();
    doc.fields[FIELD_LANG].text = S("de");
    add_story(8);
    assert_int_equal(judged(), WHY_OTHER_LANGUAGE);
    set("lang", "de-AT");
    fresh();
    doc.fields[FIELD_LANG].text = S("de");
    add_story(8);
    assert_int_equal(judged(), WHY_KEPT);
    set("min-words", "10000");
    fresh();
    add_story(8);
    assert_int_equal(judged(), WHY_FEW_WORDS);
}

static void other_types_are_rejected(void **state)
{
    (void)state;
    set("only", "forum");
    add_story(8);
    assert_int_equal(judged(), WHY_PAGE_TYPE);
    assert_string_equal(doc.page_type, "article");
}

static void a_type_that_is_none_stops_the_run(void **state)
{
    (void)state;
    set("only", "articles");
    assert_false(stage_judge.open(config, &run));
    assert_non_null(strstr(run.failed, "articles"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(pages_with_nothing_to_read_are_rejected),
        TEST(a_shell_waits_for_its_script),
        TEST(the_clue_is_said),
        TEST(articles_about_such_pages_stay),
        TEST(a_list_about_such_pages_stays),
        TEST(what_claims_to_be_an_article_is_one),
        TEST(an_error_of_the_server_is_said),
        TEST(types_are_told),
        TEST(ld_types_are_read_from_any_shape),
        TEST(what_was_kept_speaks_for_a_type),
        TEST(prices_are_seen),
        TEST(options_select),
        TEST(other_types_are_rejected),
        TEST(a_type_that_is_none_stops_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
