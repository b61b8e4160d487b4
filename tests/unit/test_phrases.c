/* phrases: what each column and sign of a rule means. */
#include "phrases_page.h"

#include <time.h>

/* An article's sentences, so that a page has a head, a middle and a foot. */
#define BODY1                                                                                      \
    "The council of the small town met on Monday and spoke for hours about the old bridge."
#define BODY2                                                                                      \
    "Nobody could say who had painted it green, and so the mayor asked the painters of the town."

struct one {
    const char *rule; /* lines */
    const char *language;
    const char *line; /* stands between two sentences of body unless it holds newlines */
    const char *kept; /* NULL: the line is kept as it is; "" it goes */
};

static void apply(const char *rules, const char *language, str page)
{
    str rest = str_of(rules), rule;
    uint32_t number = 0;

    arena_reset(&rules_arena);
    memset(&phrases, 0, sizeof phrases);
    phrases.arena = &rules_arena;
    while (str_split(&rest, '\n', &rule)) {
        const char *wrong = phrases_add_line(&phrases, rule, "test", ++number);
        if (wrong)
            fail_msg("%.*s: %s", (int)rule.n, rule.p, wrong);
    }
    set_page(language, page);
    apply_rules(NULL);
    arena_reset(&scratch);
}

static void try_lines(const struct one *ones, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct one *one = &ones[i];
        str line = str_of(one->line), page, kept;
        apply(one->rule, one->language, line); /* makes the arena ready for the page */
        page = str_printf(&rules_arena, BODY1 "\n%s\n" BODY2 "\n", one->line);
        set_page(one->language, page);
        apply_rules(NULL);
        kept = doc.blocks[1].why ? S("") : block_text(&arena, &doc.blocks[1]);
        if (!str_eq(kept, one->kept ? str_of(one->kept) : line))
            fail_msg("%s\n on: %s\n gave: %.*s", one->rule, one->line, (int)kept.n, kept.p);
        assert_int_equal(doc.blocks[0].why, WHY_KEPT);
        assert_int_equal(doc.blocks[2].why, WHY_KEPT);
        arena_reset(&scratch);
    }
}

#define LATE "It was late, and the train went on into the night."
#define LONG LATE " " LATE " " LATE " " LATE " " LATE

static void test_how(void **state)
{
    static const struct one ones[] = {
        {"share en anywhere line - share this", "en", "Share this", ""},
        {"share en anywhere line - share this", "en", "- SHARE THIS!", ""},
        {"share en anywhere line - share this", "en", "Share this bread", NULL},
        {"share en anywhere line - share this", "en", "Do share this", NULL},
        {"share en anywhere start - share this", "en", "Share this bread", ""},
        {"share en anywhere start - share this", "en", "Do share this", NULL},
        {"share en anywhere contains - share this", "en", "Do share this bread", ""},
        {"share en anywhere contains - share this", "en", "Do share that", NULL},
        {"share en anywhere end - share this", "en", "It was late. Share this", "It was late."},
        {"share en anywhere end - share this", "en", "It was late.Share this!", "It was late."},
        {"share en anywhere end - share this", "en", "He asked them to share this", NULL},
        {"share en anywhere end - share this", "en", "Share this", ""},
        {"share en anywhere end - share this", "en", LONG " Share this", LONG},
        {"share en anywhere end - share this", "en", LONG " Share this > - !", LONG},
        {"share en anywhere end - {n} shares", "en", LONG " 12/shares", LONG},
        {"share en anywhere start long send", "en", "Send " LONG, ""},
    };

    (void)state;
    try_lines(ones, sizeof ones / sizeof *ones);
}

static void test_signs(void **state)
{
    static const struct one ones[] = {
        {"comment-form en anywhere line - {n} comments", "en", "1,204 comments", ""},
        {"comment-form en anywhere line - {n} comments", "en", "1.2K Comments", ""},
        {"comment-form en anywhere line - {n} comments", "en", "No comments", NULL},
        {"comment-form * anywhere line - {n} tilkomst", "en", "\u0661\u0662 tilkomst", ""},
        {"byline en anywhere line - by {name}", "en", "By Ana de la Cruz", ""},
        {"byline en anywhere line - by {name}", "en", "By the old sea wall", NULL},
        {"byline en anywhere line - by {name}", "en", "By Ana Bela Carla Dora Elena", NULL},
        {"cookie en anywhere line - by {...} you agree", "en", "By going on you agree", ""},
        {"cookie en anywhere line - by {...} you agree", "en", "By you agree", ""},
        {"cookie en anywhere line - by {...} you agree", "en", "By going on they agree", NULL},
        {"share en anywhere line - (tweet|pin) (it|)", "en", "Pin it", ""},
        {"share en anywhere line - (tweet|pin) (it|)", "en", "Tweet", ""},
        {"share en anywhere line - like(s|)", "en", "Likes", ""},
        {"promo en anywhere start - read more :", "en", "Read more: The bridge", ""},
        {"promo en anywhere start - read more :", "en", "READ MORE | The bridge", ""},
        {"promo en anywhere start - read more :", "en", "Read more \u2013 the bridge", ""},
        {"promo en anywhere start - read more :", "en", "Read more", ""},
        {"promo en anywhere start - read more :", "en", "Read more than one book", NULL},
        {"promo en anywhere start - read more :", "en", "Read more well-known books", NULL},
        {"breadcrumb en anywhere start - home >", "en", "Home \u00BB News", ""},
        {"breadcrumb en anywhere start - home >", "en", "Home: a novel", NULL},
        {"breadcrumb en anywhere start - home >", "en", "Home prices fall", NULL},
        {"copyright en anywhere start - \u00A9 {n}", "en", "\u00A9 2031 Wexley", ""},
        {"copyright en anywhere start - 24 hours", "en", "24 hours of the town", ""},
        {"copyright en anywhere start - 24 hours", "en", "25 hours of the town", NULL},
    };

    (void)state;
    try_lines(ones, sizeof ones / sizeof *ones);
}

static void test_folding(void **state)
{
    static const struct one ones[] = {
        {"share en anywhere line - don't miss", "en", "DON\u2019T MISS", ""},
        {"share tr anywhere line - \u0130lgili haber", "tr", "ILG\u0130L\u0130 HABER", ""},
        {"share ru anywhere line - \u0435\u0449\u0451", "ru", "\u0415\u0429\u0415", ""},
        {"share zh anywhere line - \u5206\u4EAB\u5230", "zh", "\u5206 \u4EAB \u5230\uFF1A", ""},
        {"share ko anywhere line - \uAD00\uB828 \uAE30\uC0AC", "ko", "\uAD00\uB828\uAE30\uC0AC",
         ""},
        {"share ar anywhere line - \u0623\u0636\u0641", "ar", "\u0627\u0636\u0640\u0641", ""},
        {"share hi anywhere line - \u092A\u095D\u0947\u0902", "hi", "\u092A\u0922\u0947\u0902", ""},
        {"share en anywhere line - url copy", "en", "\uFF35\uFF32\uFF2C copy", ""},
    };

    (void)state;
    try_lines(ones, sizeof ones / sizeof *ones);
}

#define TWENTY "a a a a a a a a a a a a a a a a a a a a"

static void test_flags_and_languages(void **state)
{
    static const struct one ones[] = {
        {"promo en anywhere start open also read", "en", "Also read the bridge", ""},
        {"promo en anywhere start open also read", "en", "Also read the bridge.", NULL},
        {"promo en anywhere start open also read", "en", "Also read \u201Cthe bridge.\u201D", NULL},
        {"promo en anywhere start 4 also read", "en", "Also read the bridge", ""},
        {"promo en anywhere start 3 also read", "en", "Also read the bridge", NULL},
        {"cookie en anywhere start - go", "en", "Go " TWENTY " " TWENTY, NULL},
        {"cookie en anywhere start long go", "en", "Go " TWENTY " " TWENTY, ""},
        {"share de anywhere line - teilen", "en", "Teilen", NULL},
        {"share de anywhere line - teilen", "de", "Teilen", ""},
        {"share de anywhere line - teilen", "", "Teilen", ""},
        {"share en anywhere line - share", "de", "Share", ""},
        {"share * anywhere line - share", "fr", "Share", ""},
        {"share en head line - share", "en", "Share", NULL},
        {"share en foot line - share", "en", "Share", NULL},
        {"share en anywhere line - share\noff share en anywhere line -  share", "en", "Share",
         NULL},
    };

    (void)state;
    try_lines(ones, sizeof ones / sizeof *ones);
}

static const char *why(size_t i)
{
    return reason_rows[doc.blocks[i].why].name;
}

static void test_head_and_foot(void **state)
{
    static const char rules[] = "share en head line - share\n"
                                "share en foot line - send";

    (void)state;
    apply(rules, "en",
          S("Share\nSend\n" BODY1 " " BODY2 "\nShare\nSend\n" BODY1 " " BODY2 "\nShare\nSend\n"
            "A line of the site that is shorter than the article is.\nSend\nShare\n"));
    assert_string_equal(why(0), "share");
    assert_string_equal(why(1), "kept");
    assert_string_equal(why(3), "kept");
    assert_string_equal(why(4), "kept");
    assert_string_equal(why(6), "kept");
    assert_string_equal(why(7), "share");
    assert_string_equal(why(9), "share");
}

static void test_end_of_the_article(void **state)
{
    static const char rules[] = "comment-form en foot line ends leave a comment";

    (void)state;
    apply(rules, "en",
          S(BODY1 "\n" BODY2 "\nLeave a comment\nI like the green bridge, you know.\nMENU\n"));
    assert_string_equal(why(1), "kept");
    assert_string_equal(why(2), "comment-form");
    assert_string_equal(why(3), "after-end");
    assert_string_equal(why(4), "after-end");
    /* Most of the text follows: then the line is no end, and is not at the foot. */
    apply(rules, "en", S(BODY1 "\nLeave a comment\n" BODY1 "\n" BODY2 "\n"));
    assert_string_equal(why(1), "kept");
    assert_string_equal(why(3), "kept");
    apply("comment-form en anywhere line ends leave a comment", "en",
          S(BODY1 "\nLeave a comment\n" BODY1 "\n" BODY2 "\n"));
    assert_string_equal(why(1), "comment-form");
    assert_string_equal(why(3), "kept");
    /* Nothing before it: a page that begins with the form has no article to end. */
    apply(rules, "en", S("Leave a comment\nOne\nTwo\n"));
    assert_string_equal(why(0), "comment-form");
    assert_string_equal(why(1), "kept");
}

/* A page of `before` words, a share line, and `after` words; is the line at the foot? */
static bool at_foot(unsigned before, unsigned after)
{
    struct buf page = buf_new(&rules_arena, SIZE_MAX / 4);

    for (unsigned i = 0; i < before + after; i++) {
        if (i == before)
            buf_str(&page, S("\nShare\n"));
        buf_str(&page, (i + 1) % 10 && i + 1 != before ? S("word ") : S("word.\n"));
    }
    set_page("en", buf_text(&page));
    apply_rules(NULL);
    for (size_t i = 0; i < doc.block_count; i++)
        if (str_eq(doc.blocks[i].text, S("Share")))
            return doc.blocks[i].why == WHY_SHARE;
    fail();
    return false;
}

static void test_where_the_foot_begins(void **state)
{
    (void)state;
    apply("share en foot line - share", "en", S(""));
    assert_true(at_foot(1000, 300)); /* 30 per cent of a long article */
    assert_false(at_foot(1000, 310));
    assert_true(at_foot(120, 60)); /* a blurb under a short one */
    assert_false(at_foot(130, 70));
    assert_false(at_foot(100, 60));
    assert_false(at_foot(20, 200));
}

static void test_labels_among_furniture(void **state)
{
    static const char rules[] = "share en foot line - share\nnewsletter en foot line - subscribe";

    (void)state;
    apply(rules, "en",
          S(BODY1 "\nRICE\n" BODY2 "\nTHE END\nShare\nFEATURED\nRESIDENT\nSubscribe\nX\n"));
    assert_string_equal(why(1), "kept");
    assert_string_equal(why(3), "kept");
    assert_string_equal(why(5), "site-menu");
    assert_string_equal(why(6), "site-menu");
    assert_string_equal(why(8), "site-menu");
    /* A list of short lines that ends the article is no run of labels. */
    apply(rules, "en", S(BODY1 "\n" BODY2 "\n- two eggs\n- salt\n"));
    assert_string_equal(why(2), "kept");
    assert_string_equal(why(3), "kept");
}

static void test_marks_nothing_twice(void **state)
{
    (void)state;
    apply("share en anywhere line - share", "en", S(BODY1 "\nShare\n" BODY2));
    set_page("en", S(BODY1 "\nShare\n" BODY2));
    block_mark(&doc.blocks[1], WHY_LINKS);
    apply_rules(NULL);
    assert_string_equal(why(1), "links");
}

/* More separators than tokens are read: what stands behind them is not known, so it is no line. */
static void test_long_run_of_separators(void **state)
{
    struct buf page = buf_new(&rules_arena, SIZE_MAX / 4);

    (void)state;
    apply("share en anywhere line - share", "en", S(""));
    buf_str(&page, S("Share"));
    for (unsigned i = 0; i < 1000; i++)
        buf_str(&page, S(" |"));
    set_page("en", buf_text(&page));
    apply_rules(NULL);
    assert_string_equal(why(0), "kept");
}

/* Work is in proportion to the page, whatever stands in it. */
/* Most characters take a short way, which must come to the same end as the long one. */
static void test_every_character(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        enum char_kind kind = phrase_char_kind(c);
        uint32_t value = c, expected = kind == CHAR_DIGIT ? (uint32_t)phrase_digit(c)
                                       : kind == CHAR_LETTER || kind == CHAR_ALONE ? phrase_fold(c)
                                                                                   : c;
        if (phrase_char(&value) != kind || value != expected)
            fail_msg("U+%04X is of kind %u or %X", (unsigned)c, kind, (unsigned)expected);
    }
}

static void test_hostile_pages(void **state)
{
    struct buf page = buf_new(&rules_arena, SIZE_MAX / 4);
    clock_t start;

    (void)state;
    for (unsigned i = 0; i < 20000; i++)
        buf_str(&page, S("by by by by by by by by by by by by by by by by you\nShare\n"));
    for (unsigned i = 0; i < 1 << 20; i++)
        buf_str(&page, S("share "));
    start = clock();
    set_page("en", buf_text(&page));
    assert_null(phrases_add_line(
        &phrases, S("cookie en anywhere contains - by {...} by {...} you agree"), "test", 1));
    assert_null(phrases_add_line(&phrases, S("share en anywhere end - share share"), "test", 2));
    apply_rules(NULL);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_how, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_folding, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flags_and_languages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_head_and_foot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_end_of_the_article, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_where_the_foot_begins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_run_of_separators, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_labels_among_furniture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_marks_nothing_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_character, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostile_pages, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
