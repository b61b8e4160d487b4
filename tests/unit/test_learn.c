/* learn, site: a line is furniture of its site when distinct stories have it, not when copies and
 * later versions of one story have it. */
#include "blank_doc.h"

#include "stage/learn_lines.h"
#include "stage/site_lines.h"

static struct learn_lines learn;

static int learn_up(void **state)
{
    doc_up(state);
    learn_lines_init(&learn, &arena, 1000);
    return 0;
}

/* A document of the site: some lines of a story, told apart by its number and its version, and the
 * line. */
static void tell(const char *site, unsigned story, unsigned version, const char *line)
{
    doc_init(&doc, &arena, &scratch);
    doc.fields[FIELD_SITE].text = str_of(site);
    for (unsigned i = 0; i < 5; i++) {
        unsigned told = i < version ? version * 1000 : story;
        add(BLOCK_PARAGRAPH,
            str_printf(&arena, "Part%u of the story%u tells how mayor%u of town%u opened bridge%u",
                       i, told, told, told, told)
                .p);
    }
    if (line)
        add(BLOCK_PARAGRAPH, line);
    learn_lines_count(&learn, &doc, &scratch);
    arena_reset(&scratch);
}

static bool learned(const char *line)
{
    return str_find(learn_lines_text(&learn, 3, 0), str_of(line)) != SIZE_MAX;
}

static void test_stories(void **state)
{
    (void)state;
    for (unsigned i = 1; i <= 3; i++)
        tell("a.example", i, 0, "Ring the desk of the Gazette.");
    assert_true(learned("[a.example] 3 documents\n3 Ring the desk of the Gazette.\n"));
    assert_false(learned("Part0"));
}

static void test_copies_are_one_story(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 20; i++)
        tell("a.example", 1, 0, "Ring the desk of the Gazette.");
    assert_false(learned("Gazette"));
    assert_false(learned("Part0"));
}

static void test_versions_are_one_story(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 3; i++)
        tell("a.example", 1, i, NULL);
    assert_false(learned("Part"));
}

static void test_sites_apart(void **state)
{
    (void)state;
    tell("a.example", 1, 0, "Ring the desk.");
    tell("b.example", 2, 0, "Ring the desk.");
    tell("c.example", 3, 0, "Ring the desk.");
    tell("", 4, 0, "Ring the desk.");
    assert_false(learned("Ring"));
}

/* A long notice of the site, and another one, are among the longest lines of every story. */
static void test_long_furniture(void **state)
{
    const char *notice = "This notice of the gazette is longer than any line of the stories that "
                         "stand beside it, and so it is among those that tell a story.";

    (void)state;
    for (unsigned i = 1; i <= 3; i++)
        tell("a.example", i, 0, notice);
    assert_true(learned("3 This notice of the gazette"));
}

static void test_twice_in_one_document(void **state)
{
    (void)state;
    tell("a.example", 1, 0, "Ring the desk.");
    tell("a.example", 2, 0, "Ring the desk.");
    doc.fields[FIELD_SITE].text = S("a.example");
    add(BLOCK_PARAGRAPH, "Ring the desk.");
    learn_lines_count(&learn, &doc, &scratch);
    assert_false(learned("Ring"));
}

static void test_share(void **state)
{
    (void)state;
    for (unsigned i = 1; i <= 100; i++)
        tell("a.example", i, 0, i <= 3 ? "Ring the desk." : NULL);
    assert_int_not_equal(str_find(learn_lines_text(&learn, 3, 3), S("Ring")), SIZE_MAX);
    assert_int_equal(str_find(learn_lines_text(&learn, 3, 4), S("Ring")), SIZE_MAX);
}

/* Past the ceiling, lines of one story go, and those of several stay. */
static void test_ceiling(void **state)
{
    (void)state;
    for (unsigned i = 1; i <= 2000; i++)
        tell("a.example", i, 0, "Ring the desk.");
    assert_true(learn.forgotten > 5000);
    assert_true(learn.used <= 1000);
    assert_true(learned("2000 Ring the desk."));
}

static void test_keys(void **state)
{
    uint64_t key = site_line_key(&arena, S("a.example"), S("Ring the desk."));
    char longer[SITE_LINE_BYTES + 2];

    (void)state;
    memset(longer, 'a', sizeof longer);
    assert_int_not_equal(key, 0);
    assert_true(key == site_line_key(&arena, S("a.example"), S("RING \xE2\x80\x93 the desk")));
    assert_false(key == site_line_key(&arena, S("b.example"), S("Ring the desk.")));
    assert_int_equal(site_line_key(&arena, S("a.example"), S("12. 10.")), 0);
    assert_int_equal(site_line_key(&arena, S("a.example"), S("one\ntwo")), 0);
    assert_int_equal(site_line_key(&arena, S("a.example"), (str){longer, sizeof longer}), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, learn_up, doc_down)
    const struct CMUnitTest tests[] = {
        TEST(test_stories),
        TEST(test_copies_are_one_story),
        TEST(test_versions_are_one_story),
        TEST(test_sites_apart),
        TEST(test_long_furniture),
        TEST(test_twice_in_one_document),
        TEST(test_share),
        TEST(test_ceiling),
        TEST(test_keys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
