/* sketch: words in their normal form, figures by their values, keys that a shared run shares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "own_arena.h"
#include "stage/sketch_keys.h"
#include "stage/sketch_words.h"

static struct words words_of(const char *text)
{
    struct lexicon *lexicon = ARENA_NEW(&arena, struct lexicon);
    struct words words;

    lexicon_fill(lexicon);
    words_start(&words, lexicon, &arena);
    words_add(&words, str_of(text));
    return words;
}

static void same_words(const char *a, const char *b)
{
    struct words x = words_of(a), y = words_of(b);

    if (x.count != y.count || memcmp(x.hashes, y.hashes, x.count * sizeof *x.hashes) != 0)
        fail_msg("%s (%zu words)\n%s (%zu words)", a, x.count, b, y.count);
}

static void other_words(const char *a, const char *b)
{
    struct words x = words_of(a), y = words_of(b);

    if (x.count == y.count && !memcmp(x.hashes, y.hashes, x.count * sizeof *x.hashes))
        fail_msg("the same: %s | %s", a, b);
}

static void dress_makes_no_difference(void **state)
{
    (void)state;
    same_words("The \"Lock\" won't open -- yet.", "THE “lock” won’t open — yet");
    same_words("office", "o\xEF\xAC\x83"
                         "ce"); /* the ligature ffi */
    same_words("Straße", "STRASSE");
    same_words("caf\xC3\xA9", "CAFE\xCC\x81");    /* composed and decomposed */
    same_words("co\xC2\xADoperate", "cooperate"); /* soft hyphen */
    same_words("ze\xE2\x80\x8Bro", "zero");       /* zero width space */
    same_words("U.S. troops", "US troops");
    same_words("well-known", "well known");
    same_words("ÄRZTE", "ärzte");
    other_words("form", "from");
    other_words("a b", "ab");
}

static void figures_have_values(void **state)
{
    (void)state;
    same_words("1,459 points", "1459 points");
    same_words("1.46 billion euros", "1,459,193,000 euros");
    same_words("$1.46bn", "1.46 billion");
    same_words("1.459.193.000 Euro", "1,46 Milliarden Euro");
    same_words("7 men", "seven men");
    same_words("5.0 percent", "5 percent");
    same_words("12.50", "12.5");
    same_words("999,999,999", "1 billion");
    other_words("1,459 points", "1,460 points");
    other_words("5.1 percent", "51 percent");
    other_words("0.5", "5");
    other_words("1.46 billion", "1.47 billion");
    other_words("10:45", "1045");
    other_words("2026-03-01", "2026-03-02");
}

static unsigned marks_at(const char *text, size_t at)
{
    struct words words = words_of(text);

    assert_true(at < words.count);
    return words.marks[at];
}

static void marks_tell_names_and_figures(void **state)
{
    const char *text = "Yesterday Anna Brock met 12 men on Friday. They spoke of one Lock.";

    (void)state;
    assert_int_equal(marks_at(text, 0), 0); /* begins the sentence */
    assert_int_equal(marks_at(text, 1), TOKEN_NAME);
    assert_int_equal(marks_at(text, 2), TOKEN_NAME);
    assert_int_equal(marks_at(text, 4), TOKEN_FIGURE); /* 12 */
    assert_int_equal(marks_at(text, 7), TOKEN_FIGURE); /* Friday */
    assert_int_equal(marks_at(text, 8), 0);            /* They */
    assert_int_equal(marks_at(text, 11), 0);           /* one: too common */
    assert_int_equal(marks_at(text, 12), TOKEN_NAME);
}

static void a_character_is_a_word_without_spaces(void **state)
{
    struct words chinese = words_of("北京市长昨天说"), mixed = words_of("在 IBM 工作3年");
    struct words thai = words_of("ไทย");

    (void)state;
    assert_int_equal(chinese.count, 7);
    assert_int_equal(chinese.wide, 7);
    assert_int_equal(mixed.count, 6);
    assert_int_equal(mixed.wide, 4);
    assert_int_equal(thai.count, 3);
    same_words("ＩＢＭ", "IBM"); /* full width */
}

static void hostile_words_are_words(void **state)
{
    enum { LONG = 100000 };
    char *text = malloc(LONG + 1);

    (void)state;
    memset(text, 'a', LONG);
    text[LONG] = '\0';
    assert_int_equal(words_of(text).count, 1);
    for (size_t i = 0; i < LONG; i++)
        text[i] = "1."[i % 2];
    assert_in_range(words_of(text).count, 1, LONG / WORD_ROOM * 2);
    for (size_t i = 0; i + 1 < LONG; i += 2)
        memcpy(text + i, "\xCC\x81", 2); /* nothing but accents */
    assert_true(words_of(text).count > 0);
    free(text);
    assert_int_equal(words_of("").count, 0);
    assert_int_equal(words_of("' - . ,").count, 0);
}

/* ---- keys ---- */

static uint64_t random_next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed ^ *seed >> 29;
}

static bool share_key(const uint64_t *a, size_t na, const uint64_t *b, size_t nb)
{
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++)
            if (a[i] == b[k])
                return true;
    return false;
}

/* Two texts of strange words that share a run, wherever it stands in either. */
static void runs_share_keys(size_t run, size_t words_a, size_t words_b, bool wide)
{
    enum { WORDS = 600 };
    uint64_t a[WORDS], b[WORDS], seed = 1;

    for (size_t round = 0; round < 200; round++) {
        size_t at_a = random_next(&seed) % (words_a - run);
        size_t at_b = random_next(&seed) % (words_b - run);
        size_t na, nb;
        for (size_t i = 0; i < WORDS; i++) {
            a[i] = random_next(&seed);
            b[i] = random_next(&seed);
        }
        memcpy(b + at_b, a + at_a, run * sizeof *a);
        uint64_t *keys_a = keys_of(&arena, a, words_a, wide, &na);
        uint64_t *keys_b = keys_of(&arena, b, words_b, wide, &nb);
        assert_true(share_key(keys_a, na, keys_b, nb));
    }
}

static void a_shared_run_gives_a_shared_key(void **state)
{
    (void)state;
    runs_share_keys(KEYS_GRAM + KEYS_WINDOW - 1, 400, 400, false);
    runs_share_keys((KEYS_GRAM + KEYS_WINDOW) * KEYS_WIDE - 1, 600, 600, true);
}

/* Short texts share keys by shorter runs, and with long ones as long ones do. */
static void short_texts_have_more_keys(void **state)
{
    (void)state;
    runs_share_keys(KEYS_GRAM + KEYS_WINDOW / 3 - 1, 100, 90, false);
    runs_share_keys(KEYS_GRAM + KEYS_WINDOW * 2 / 3 - 1, 100, 200, false);
    runs_share_keys(KEYS_GRAM + KEYS_WINDOW - 1, 100, 400, false);
    runs_share_keys(KEYS_GRAM + KEYS_WINDOW - 1, 200, 400, false);
}

static void keys_are_few_sorted_and_single(void **state)
{
    enum { WORDS = 4000 };
    uint64_t words[WORDS], seed = 7;
    size_t n;
    uint64_t *keys;

    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        words[i] = i < WORDS / 2 ? random_next(&seed) : words[i - WORDS / 2];
    keys = keys_of(&arena, words, WORDS, false, &n);
    assert_in_range(n, WORDS / 2 / KEYS_WINDOW, WORDS / 8);
    for (size_t i = 1; i < n; i++)
        assert_true(keys[i - 1] < keys[i]);
    keys_of(&arena, words, 30, false, &n);
    assert_true(n >= KEYS_LEAST);
    keys_of(&arena, words, 3, false, &n);
    assert_int_equal(n, 1);
    keys_of(&arena, words, 0, false, &n);
    assert_int_equal(n, 0);
}

/* Though each is the smallest of many: tables of the index deal hashes by their first bits. */
static void keys_are_spread_evenly(void **state)
{
    enum { WORDS = 20000, PARTS = 8 };
    uint64_t *words = arena_alloc(&arena, WORDS * sizeof *words), *keys, seed = 11;
    size_t n, parts[PARTS] = {0};

    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        words[i] = random_next(&seed);
    keys = keys_of(&arena, words, WORDS, false, &n);
    for (size_t i = 0; i < n; i++)
        parts[keys[i] / (UINT64_MAX / PARTS + 1)]++;
    for (size_t i = 0; i < PARTS; i++)
        assert_in_range(parts[i], n / PARTS * 3 / 4, n / PARTS * 5 / 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(dress_makes_no_difference),    TEST(figures_have_values),
        TEST(marks_tell_names_and_figures), TEST(a_character_is_a_word_without_spaces),
        TEST(hostile_words_are_words),      TEST(a_shared_run_gives_a_shared_key),
        TEST(short_texts_have_more_keys),   TEST(keys_are_few_sorted_and_single),
        TEST(keys_are_spread_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
