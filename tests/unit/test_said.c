/* content_said: what the scorer sees of a scrape's words of furniture, from the rules of phrases.
 */
#include "stage/content.h"

#include "phrases_page.h"

static struct content content;

/* A scrape: the first line of prose is its middle. */
static void see(const char *lines)
{
    set_page("en", str_of(lines));
    doc.is_text = true;
    uint64_t languages = phrases_languages(&phrases, S("en"));
    struct phrases_found found = {
        &phrases, phrases_set(&phrases, languages), limits, languages, {0}};
    phrases_find(&found, &doc);
    content = (struct content){.doc = &doc};
    content.prose = ARENA_ARRAY(&arena, float, doc.block_count);
    content.rows = ARENA_ARRAY(&arena, float, doc.block_count *FEATURE_COUNT);
    for (size_t i = 0; i < doc.block_count; i++) {
        content.prose[i] = (float)(doc.blocks[i].stops ? doc.blocks[i].words : 0);
        content_row(&content, i)[FEATURE_CENTRE] = content.prose[i] > 0 ? 0 : 1;
    }
    content_said(&content);
}

static void assert_feature(enum feature feature, const float *wanted)
{
    for (size_t i = 0; i < doc.block_count; i++)
        assert_float_equal(content_row(&content, i)[feature], wanted[i], 1e-5);
}

static void give_rules(void)
{
    assert_null(phrases_add_line(&phrases, S("share en anywhere line - share"), "test", 1));
    assert_null(
        phrases_add_line(&phrases, S("comment-form en foot line ends leave a reply"), "test", 2));
    assert_null(phrases_add_line(&phrases, S("share en anywhere end - share this"), "test", 3));
}

static void test_words_of_furniture_are_seen_wherever_they_stand(void **state)
{
    (void)state;
    give_rules();
    /* Nothing is marked yet; what the end of a sentence says is not of the line. */
    see("Share\nHome\nThe ferry sails. Share this\nLeave a reply\nName\nShare");
    assert_feature(FEATURE_SAID, (const float[]){1, 0, 0, 2, 0, 1});
    assert_feature(FEATURE_SAID_SINCE, (const float[]){100, 1, 2, 3, 1, 2});
    assert_feature(FEATURE_SAID_TO, (const float[]){3, 2, 1, 2, 1, 100});
    assert_feature(FEATURE_SAID_BETWEEN, (const float[]){-1, 0, 0, 1, 1, 1.5849625f});
    assert_feature(FEATURE_ENDS_BETWEEN, (const float[]){0, 0, 0, 1, 1, 1});
    assert_feature(FEATURE_SAID_8,
                   (const float[]){3 / 17.f, 3 / 17.f, 3 / 17.f, 3 / 17.f, 3 / 17.f, 3 / 17.f});
    assert_feature(FEATURE_SAID_30,
                   (const float[]){3 / 61.f, 3 / 61.f, 3 / 61.f, 3 / 61.f, 3 / 61.f, 3 / 61.f});
    assert_string_equal(reason_rows[doc.blocks[0].why].name, "kept");
}

/* The widths of both windows. */
static void test_lines_further_away_do_not_count(void **state)
{
    static const char aye[] = "Share\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\n"
                              "Aye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\n"
                              "Aye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\nAye\n";

    (void)state;
    give_rules();
    see(aye);
    assert_float_equal(content_row(&content, 8)[FEATURE_SAID_8], 1 / 17.f, 1e-5);
    assert_float_equal(content_row(&content, 9)[FEATURE_SAID_8], 0, 1e-5);
    assert_float_equal(content_row(&content, 30)[FEATURE_SAID_30], 1 / 61.f, 1e-5);
    assert_float_equal(content_row(&content, 31)[FEATURE_SAID_30], 0, 1e-5);
}

/* A page's blocks are not asked: its boxes say more. */
static void test_pages_are_not_asked(void **state)
{
    (void)state;
    set_page("en", S("Share\nHome"));
    content = (struct content){.doc = &doc};
    content.prose = ARENA_ARRAY(&arena, float, doc.block_count);
    content.rows = ARENA_ARRAY(&arena, float, doc.block_count *FEATURE_COUNT);
    content_said(&content);
    assert_feature(FEATURE_SAID, (const float[]){0, 0});
    assert_feature(FEATURE_SAID_TO, (const float[]){100, 100});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words_of_furniture_are_seen_wherever_they_stand,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lines_further_away_do_not_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pages_are_not_asked, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
