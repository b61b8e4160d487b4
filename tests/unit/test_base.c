/* str, utf8, hash and option. */
#include "base/hash.h"
#include "base/option.h"
#include "base/utf8.h"
#include "page.h"

/* ---- str ---- */

static void test_str_finds(void **state)
{
    (void)state;
    assert_int_equal(str_find(S("a needle in hay"), S("needle")), 2);
    assert_true(str_find(S("hay"), S("needle")) == SIZE_MAX);
    assert_int_equal(str_find((str){NULL, 0}, S("")), 0);
    assert_int_equal(str_find_nocase(S("A NeeDle"), S("needle")), 2);
    assert_true(str_eq_nocase(S("Ab[z"), S("aB[Z")));
    assert_false(str_eq_nocase(S("@"), S("`"))); /* 0x20 apart, but no letters */
    assert_true(str_is(str_trim(S(" \t a b\r\n")), "a b"));
}

static void test_str_splits_every_part(void **state)
{
    static const char *const want[] = {"a", "", "b", ""};
    str rest = S("a,,b,"), part;
    size_t n = 0;

    (void)state;
    while (str_split(&rest, ',', &part))
        assert_true(n < 4 && str_is(part, want[n++]));
    assert_int_equal(n, 4);
}

static void test_buf_stops_at_its_ceiling(void **state)
{
    struct page page;
    struct buf buf;

    (void)state;
    page_make(&page, false, S(""));
    buf = buf_new(&page.arena, 5);
    buf_str(&buf, S("abc"));
    assert_false(buf.full);
    buf_str(&buf, S("defg"));
    assert_true(buf.full);
    assert_true(str_is(buf_text(&buf), "abcde"));
    page_leave(&page);
}

static void test_numbers(void **state)
{
    uint64_t n;

    (void)state;
    assert_true(str_number(S("18446744073709551615"), &n) && n == UINT64_MAX);
    assert_false(str_number(S("18446744073709551616"), &n));
    assert_false(str_number(S("-1"), &n));
    assert_false(str_number(S(""), &n));
}

/* ---- utf8 ---- */

static void test_utf8_knows_ill_formed_bytes(void **state)
{
    static const struct {
        const char *bytes;
        size_t valid;
    } rows[] = {
        {"plain ascii, longer than eight", 30},
        {"\xC3\xBC", 2},
        {"a\xC0\xAF", 1},         /* overlong */
        {"a\xED\xA0\x80", 1},     /* surrogate */
        {"a\xF4\x90\x80\x80", 1}, /* past U+10FFFF */
        {"a\xE2\x82", 1},         /* cut */
        {"\xF0\x9F\x98\x80", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(utf8_valid(str_of(rows[i].bytes)), rows[i].valid);
}

/* WHATWG Encoding, UTF-8 decoder: one U+FFFD for each maximal subpart. */
static void test_utf8_repairs_by_maximal_subparts(void **state)
{
    struct page page;
    size_t repaired;

    (void)state;
    page_make(&page, false, S(""));
    assert_true(str_is(utf8_repair(&page.arena, S("a\xE2\x82z\xFF\xC3\xBC"), &repaired),
                       "a\xEF\xBF\xBDz\xEF\xBF\xBD\xC3\xBC"));
    assert_int_equal(repaired, 2);
    page_leave(&page);
}

static void test_words_are_counted_in_every_script(void **state)
{
    static const struct {
        const char *text;
        size_t words;
    } rows[] = {
        {"", 0},
        {"The U.S. doesn't re-open 1,200 shops.", 6},
        {"Größe über alles", 3},
        {"Слово — дело", 2},
        {"今天天气很好", 3},
        {"it' s-b  don't", 3}, /* a space ends a word, whatever stands before it */
        {"a今b 1天", 4},
        {"नमस्ते दुनिया", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(count_words(str_of(rows[i].text)), rows[i].words);
}

static void test_characters_are_counted_wherever_they_stand(void **state)
{
    static const char text[] = "a\u00FC\u4ECAbcdefgh\U0001F600\u00DF\u00DF\u00DF\u00DFxyz\u4ECA";

    (void)state;
    for (size_t from = 0, left = 19; from < sizeof text - 1; from++) {
        assert_int_equal(utf8_length((str){text + from, sizeof text - 1 - from}), left);
        left -= !utf8_within(text[from]);
    }
}

enum { FOLDED_AT_ONCE = 16 };

static void test_fold_and_tidy(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, false, S(""));
    assert_true(str_is(text_fold(&page.arena, S(" «ÄPFEL», don’t! ")), "äpfel dont"));
    /* longer than what is folded at once: spaces at its edges, one and two of them, other bytes */
    assert_true(
        str_is(text_fold(&page.arena, S("The Quick0 BROWN Fox Jumps  over_the LAZY Dog, it's "
                                        "SAID 1234567 Times ÄND never Again by Foxes ")),
               "the quick0 brown fox jumps over the lazy dog its said 1234567 times änd "
               "never again by foxes"));
    for (size_t from = 0; from < 2 * FOLDED_AT_ONCE; from++) {
        static const char text[] = "a QUITE LONG one  WITH[19:30/40{S SIGNS@HOME`S Words In It ";
        str rest = str_from(str_of(text), from), bytes = {NULL, 0}, whole;
        whole = text_fold(&page.arena, rest);
        for (size_t at = 0; at < rest.n; at++) {
            str one = text_fold(&page.arena, str_slice(rest, at, at + 1));
            bool parted = bytes.n && at && !text_fold(&page.arena, str_slice(rest, at - 1, at)).n;
            bytes = one.n ? str_printf(&page.arena, "%.*s%s%.*s", (int)bytes.n,
                                       bytes.n ? bytes.p : "", parted ? " " : "", (int)one.n, one.p)
                          : bytes;
        }
        assert_true(str_eq(whole, bytes));
    }
    assert_true(str_is(text_tidy(&page.arena, S("\xC2\xA0 a\xC2\xA0\xC2\xA0"
                                                "b\xE2\x80\x8B"
                                                "c\xC2\xAD"
                                                "d\t")),
                       "a bcd"));
    page_leave(&page);
}

/* ---- hash ---- */

static void test_hashes_are_the_published_ones(void **state)
{
    char hex[SHA256_HEX + 1];

    (void)state;
    sha256_hex(S("abc"), hex); /* FIPS 180-4, example */
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(hash64((str){"", 0}) == UINT64_C(0x2d06800538d394c2)); /* XXH3, seed 0 */
}

/* ---- option ---- */

struct settings {
    bool flag;
    uint64_t number;
    const char *choice, *text;
    struct text_list list;
};

#define MEMBER(name) offsetof(struct settings, name)
static const struct option rows[] = {
    {"flag", NULL, OPTION_SWITCH, MEMBER(flag), 0, 0, NULL, NULL, "a switch"},
    {"number", "N", OPTION_NUMBER, MEMBER(number), 2, 4096, "7", NULL, "a number"},
    {"choice", "WHAT", OPTION_CHOICE, MEMBER(choice), 0, 0, "b", "a|b", "a choice"},
    {"text", "TEXT", OPTION_TEXT, MEMBER(text), 0, 0, NULL, NULL, "a text"},
    {"list", "ITEM", OPTION_LIST, MEMBER(list), 0, 0, NULL, NULL, "a list"},
};
enum { ROWS = sizeof rows / sizeof *rows };

static bool set(struct page *page, struct settings *settings, const char *name, const char *value)
{
    return !option_set(option_find(rows, ROWS, str_of(name)), settings, value, &page->arena);
}

static void test_options(void **state)
{
    struct settings settings = {0};
    struct page page;

    (void)state;
    page_make(&page, false, S(""));
    option_defaults(rows, ROWS, &settings, &page.arena);
    assert_int_equal(settings.number, 7);
    assert_string_equal(settings.choice, "b");
    assert_true(set(&page, &settings, "number", "4K"));
    assert_int_equal(settings.number, 4096);
    assert_false(set(&page, &settings, "number", "5K"));
    assert_false(set(&page, &settings, "number", "1"));
    assert_false(set(&page, &settings, "number", "K"));
    assert_false(set(&page, &settings, "number", "99999999999999999999"));
    assert_int_equal(settings.number, 4096);
    assert_true(set(&page, &settings, "flag", "yes") && settings.flag);
    assert_false(set(&page, &settings, "flag", "maybe"));
    assert_false(set(&page, &settings, "choice", "c"));
    assert_true(set(&page, &settings, "list", "x,,y") && set(&page, &settings, "list", "z"));
    assert_int_equal(settings.list.count, 3);
    assert_string_equal(settings.list.items[2], "z");
    assert_null(option_find(rows, ROWS, S("nothing")));
    page_leave(&page);
}

/* The searches hop from one first letter to the next, of either case. */
static void test_find_of_either_case(void **state)
{
    (void)state;
    assert_int_equal(str_find_nocase(S("aAxAB"), S("ab")), 3);
    assert_int_equal(str_find_nocase(S("cCcD"), S("CD")), 2);
    assert_int_equal(str_find_nocase(S("xx-1"), S("-1")), 2);
    assert_true(str_find_nocase(S("ab"), S("abc")) == SIZE_MAX);
    assert_int_equal(str_find(S("aab aabb"), S("aabb")), 4);
    assert_int_equal(str_find(S("a needle longer than eight"), S("longer than")), 9);
    assert_true(str_find(S(""), S("a")) == SIZE_MAX);
}

static void test_counts_of_a_text(void **state)
{
    struct text_counts counts = text_counts(S("It's 1.5 m, he said; well\xE2\x80\xA6 No.1? Yes!"));

    (void)state;
    assert_int_equal(counts.words, 8);
    assert_int_equal(counts.stops, 3);
    assert_int_equal(counts.commas, 2);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find_of_either_case),
        cmocka_unit_test(test_counts_of_a_text),
        cmocka_unit_test(test_str_finds),
        cmocka_unit_test(test_str_splits_every_part),
        cmocka_unit_test(test_buf_stops_at_its_ceiling),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_utf8_knows_ill_formed_bytes),
        cmocka_unit_test(test_utf8_repairs_by_maximal_subparts),
        cmocka_unit_test(test_words_are_counted_in_every_script),
        cmocka_unit_test(test_characters_are_counted_wherever_they_stand),
        cmocka_unit_test(test_fold_and_tidy),
        cmocka_unit_test(test_hashes_are_the_published_ones),
        cmocka_unit_test(test_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
