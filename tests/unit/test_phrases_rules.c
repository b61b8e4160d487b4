/* phrases: rules files as the stage reads them, and what is refused with which words. */
#include "phrases_page.h"

#include <stdlib.h>
#include <unistd.h>

#include "stage.h"
#include "stage/phrases_phrase.h"

extern const struct stage stage_phrases, stage_furniture;

static const char *why(size_t i)
{
    return reason_rows[doc.blocks[i].why].name;
}

static void test_refused(void **state)
{
    static const char *const rules[][2] = {
        {"outside-article en foot line - x", "reason"},
        {"nonsense en foot line - x", "reason"},
        {"share english foot line - x", "language"},
        {"share en below line - x", "place"},
        {"share en foot regex - x", "way to match"},
        {"share en foot line now x", "flag"},
        {"share en foot line 0 x", "flag"},
        {"share en head line ends x", "head"},
        {"share en foot line -", "no phrase"},
        {"share en foot line - ...", "no phrase"},
        {"share en foot line - {name} x", "begin"},
        {"share en foot line - {...} x", "begin"},
        {"share en foot end - x {n}", "end with"},
        {"share en foot line - x {x}", "{sign}"},
        {"share en foot line - x {n", "without a }"},
        {"share en foot line - x (a|b", "without a )"},
        {"share en foot line - (a|b|c|d|e|f|g)(a|b|c|d|e|f|g)(a|b|c|d|e|f|g)", "too many"},
        {"share en foot line - x {...} {...} {...} {...}", "too long"},
        {"off share en foot line - never read", "switches off"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const char *wrong = phrases_add_line(&phrases, str_of(rules[i][0]), "test", 1);
        if (!wrong || !strstr(wrong, rules[i][1]))
            fail_msg("%s: %s", rules[i][0], wrong ? wrong : "taken");
    }
}

/* A phrase of random pieces; the numbers are the same every time. */
static str random_phrase(uint32_t *random)
{
    static const char *const pieces[] = {
        "a", "bc ",    " ",     "4",     "{n}",  "{name}",  "{...}",   ":",         "> ",
        "'", "\u4E2D", "(a|b)", "(c |)", "(|1)", "( |x y)", "({n}|d)", "(e|{...})", "(f|> g)"};
    struct buf text = buf_new(&rules_arena, PHRASES_MOST_LINE_BYTES);

    for (uint32_t n = (*random = *random * 1664525 + 1013904223) >> 28; n-- > 0;) {
        *random = *random * 1664525 + 1013904223;
        buf_str(&text, str_of(pieces[(*random >> 16) % (sizeof pieces / sizeof *pieces)]));
    }
    return buf_text(&text);
}

/* By what their kind and the hash of their word say. */
static bool is_among(const struct element *elements, size_t count, struct element element)
{
    while (count-- > 0)
        if (elements[count].bits == element.bits)
            return true;
    return false;
}

/* The index finds a rule by what its patterns begin with, or end with when they are reversed: it
 * was told all of these, and no others. */
static void assert_firsts(const struct phrase *phrase, bool reversed,
                          const struct pattern *patterns)
{
    struct element firsts[PHRASES_MOST_VARIANTS], begins[PHRASES_MOST_VARIANTS];
    size_t count = phrase_firsts(phrase, reversed, firsts);

    assert_in_range(count, 1, phrase->variants);
    for (size_t i = 0; i < phrase->variants; i++) {
        begins[i] = patterns[i].elements[0];
        assert_true(is_among(firsts, count, begins[i]));
    }
    for (size_t i = 0; i < count; i++)
        assert_true(is_among(begins, phrase->variants, firsts[i]));
}

/* What was checked when it was read is made when a line begins as it does: then nothing may be
 * wrong with it, nor be more than was counted. */
static void test_what_is_found_sound_can_be_made(void **state)
{
    static struct pattern patterns[PHRASES_MOST_VARIANTS];
    size_t sound[2] = {0, 0}, wrong[2] = {0, 0};
    uint32_t random = 1;
    struct phrase_room room;
    struct phrase phrase;

    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        bool reversed = i % 2;
        if (phrase_read(&phrase, &room, random_phrase(&random)) ||
            phrase_check(&phrase, reversed)) {
            wrong[reversed]++;
            continue;
        }
        sound[reversed]++;
        phrase_patterns(&rules_arena, &phrase, reversed, patterns);
        for (size_t j = 0; j < phrase.variants; j++) {
            assert_in_range(patterns[j].count, 1, PATTERN_MOST_ELEMENTS);
            assert_true(patterns[j].count <= phrase.elements);
            assert_false(patterns[j].optional & 1);
            assert_true(kind_of(patterns[j].elements[0]) <= ELEMENT_NUMBER);
        }
        assert_firsts(&phrase, reversed, patterns);
        arena_reset(&rules_arena);
    }
    for (unsigned i = 0; i < 2; i++)
        assert_true(sound[i] > 1000 && wrong[i] > 1000);
}

/* More languages than there are sets: whatever came before, a text gets the rules of its own. */
static void test_sets_serve_each_language(void **state)
{
    static const char *const languages[] = {"de", "fr", "es", "it", "en", "sv", "pl", ""};
    enum { RULES = 7, TEXTS = 8 };

    (void)state;
    for (uint32_t i = 0; i < RULES; i++) {
        str rule = str_printf(&rules_arena, "share %s anywhere line - word", languages[i]);
        assert_null(phrases_add_line(&phrases, rule, "test", i + 1));
    }
    for (unsigned i = 0; i < 2 * TEXTS; i++) {
        set_page(languages[i % TEXTS], S("Word"));
        apply_rules(NULL);
        assert_string_equal(why(0), "share");
        assert_in_range(phrases.set_count, i < PHRASE_SETS ? i + 1 : PHRASE_SETS, PHRASE_SETS);
    }
    assert_int_equal(phrases.sets[0]->count, 2); /* de and en */
    assert_int_equal(phrases.sets[PHRASE_SETS - 1]->count, RULES);
}

/* Patterns are made when a line begins as they do, once, and only those of its rules. */
static void test_patterns_are_made_when_asked_for(void **state)
{
    const struct pattern *made;

    (void)state;
    assert_null(phrases_add_line(&phrases, S("share en anywhere line - (ring|sound) it"), "t", 1));
    assert_null(phrases_add_line(&phrases, S("promo en anywhere line - sound(s|) good"), "t", 2));
    set_page("en", S("Nothing begins so"));
    apply_rules(NULL);
    assert_null(phrases.rules[0].patterns);
    set_page("en", S("Sounds good"));
    apply_rules(NULL);
    assert_string_equal(why(0), "promo");
    assert_null(phrases.rules[0].patterns);
    made = phrases.rules[1].patterns;
    assert_non_null(made);
    set_page("en", S("Sound good\nRing it"));
    apply_rules(NULL);
    assert_string_equal(why(0), "promo");
    assert_string_equal(why(1), "share");
    assert_non_null(phrases.rules[0].patterns);
    assert_ptr_equal(phrases.rules[1].patterns, made);
}

/* When rules get no memory the document fails, no other one, and nothing is left locked. */
static void test_no_memory_for_patterns(void **state)
{
    jmp_buf escape;
    volatile bool left = false;

    (void)state;
    assert_null(phrases_add_line(&phrases, S("share en anywhere line - ring it"), "t", 1));
    set_page("en", S("Ring it"));
    assert_non_null(phrases_set(&phrases, phrases_languages(&phrases, S("en"))));
    scratch.escape = arena.escape = &escape;
    rules_arena.ceiling = rules_arena.used;
    if (setjmp(escape))
        left = true;
    else
        apply_rules(NULL);
    scratch.escape = arena.escape = NULL;
    assert_true(left);
    rules_arena.ceiling = 0;
    set_page("en", S("Ring it"));
    apply_rules(NULL);
    assert_string_equal(why(0), "share");
}

static void test_all_patterns_have_a_ceiling(void **state)
{
    const char *wrong = NULL;
    uint32_t number = 0;

    (void)state;
    while (!wrong && number < PHRASES_MOST_RULES)
        wrong = phrases_add_line(
            &phrases,
            S("share de foot line - x (a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b) {...} {...} {...}"),
            "test", ++number);
    assert_non_null(wrong);
    assert_in_range(number, 100, 1000);
}

/* The stage with the shipped rules and a file of the user's own. */
static bool open_with(char *memory, const char *text, struct run *run)
{
    char path[] = "test_phrases-XXXXXX";
    const char *srcdir = getenv("srcdir");
    int file = mkstemp(path);
    bool opened;

    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    run->config.share = str_printf(&arena, "%s/share/newsmill", srcdir && *srcdir ? srcdir : ".").p;
    memset(memory, 0, stage_phrases.size);
    option_defaults(stage_phrases.options, stage_phrases.option_count, memory, &arena);
    assert_null(
        option_set(option_find(stage_phrases.options, stage_phrases.option_count, S("rules")),
                   memory, path, &arena));
    opened = stage_phrases.open(memory, run);
    unlink(path);
    return opened;
}

static void test_stage_reads_files(void **state)
{
    char *memory = arena_alloc(&rules_arena, stage_phrases.size);
    struct run run = {.failed = ""};
    static const char mine[] = "# mine\n\nshare en anywhere line - ring the bell\r\n"
                               "off newsletter en anywhere start 12 enter your email\n";

    (void)state;
    assert_true(open_with(memory, mine, &run));
    set_page("en", S("Ring the bell\nEnter your email\nSkip to content"));
    assert_true(stage_phrases.run(memory, &doc, &run));
    assert_string_equal(why(0), "kept"); /* it is found, and marked when main-content was there */
    assert_true(stage_furniture.run(NULL, &doc, &run));
    assert_string_equal(why(0), "share");
    assert_string_equal(why(1), "kept");
    assert_string_equal(why(2), "site-menu");
    assert_true(stage_phrases.close(memory, &run, true));
}

static void test_stage_says_where_a_file_is_wrong(void **state)
{
    char *memory = arena_alloc(&rules_arena, stage_phrases.size);
    struct run run = {.failed = ""};

    (void)state;
    assert_false(open_with(memory, "# one\n\nshare en anywhere line - (a\n", &run));
    assert_non_null(strstr(run.failed, ":3: has a ( without a )"));
    assert_true(stage_phrases.close(memory, &run, false));
    assert_false(open_with(memory, "share en anywhere line - \xFF\n", &run));
    assert_non_null(strstr(run.failed, ":1: is not UTF-8"));
    assert_true(stage_phrases.close(memory, &run, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_found_sound_can_be_made, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sets_serve_each_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_patterns_are_made_when_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_memory_for_patterns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_all_patterns_have_a_ceiling, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stage_reads_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stage_says_where_a_file_is_wrong, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
