/* What runs over bytes several at a time gives what a look at each byte gives: at every place of a
 * foreign character in texts of every length, with nothing behind their end that may be read. */
#include "own_arena.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { LONGEST = 150, ROOM = 512 };

/* A text of `n` letters in memory of its own, where a byte too far is seen. */
static str letters(size_t n)
{
    char *p = malloc(n + !n);

    assert_non_null(p);
    memset(p, 'a', n);
    return (str){p, n};
}

static void put(str text, size_t at, const char *character)
{
    memcpy((char *)(uintptr_t)text.p + at, character, strlen(character));
}

static void test_ascii(void **state)
{
    (void)state;
    for (size_t n = 0; n <= LONGEST; n++) {
        str text = letters(n);
        assert_int_equal(utf8_ascii(text, 0), n);
        for (size_t place = n; place-- > 0;) {
            put(text, place, "\xC3");
            for (size_t from = 0; from <= place; from++)
                assert_int_equal(utf8_ascii(text, from), place);
            if (place + 1 < n)
                assert_int_equal(utf8_ascii(text, place + 1), place + 1);
        }
        free((char *)(uintptr_t)text.p);
    }
}

static void test_sound(void **state)
{
    (void)state;
    for (size_t n = 2; n <= LONGEST; n++)
        for (size_t place = 0; place + 1 < n; place++) {
            str text = letters(n);
            size_t foreign;
            put(text, place, "\xC3\xA4");
            assert_int_equal(utf8_sound(text, &foreign), n);
            assert_int_equal(foreign, 1);
            assert_int_equal(utf8_valid(str_slice(text, 0, place + 1)), place);
            put(text, place, "\xC3\x28");
            assert_int_equal(utf8_sound(text, &foreign), place);
            assert_int_equal(foreign, 0);
            free((char *)(uintptr_t)text.p);
        }
}

/* Every character, alone and behind a letter, is read as what it is. */
static void test_every_character(void **state)
{
    char bytes[5] = "a";
    size_t at;

    (void)state;
    for (uint32_t c = 0x80; c <= 0x10FFFF; c++) {
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        for (size_t i = n; i-- > 1;)
            bytes[1 + i] = (char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3F));
        bytes[1] = (char)((0xF00 >> n & 0xF0) | (c >> (6 * (n - 1))));
        at = 1;
        assert_int_equal(utf8_next((str){bytes, n + 1}, &at), surrogate ? 0xFFFD : c);
        assert_int_equal(at, surrogate ? 2 : n + 1);
        assert_int_equal(utf8_valid((str){bytes, n + 1}), surrogate ? 1 : n + 1);
        assert_int_equal(utf8_valid((str){bytes, n}), 1); /* the last byte is missing */
    }
}

/* The second byte of a sequence of three, by Unicode's table 3-7. */
static bool may_be_second(unsigned char first, unsigned char second)
{
    return second >= (first == 0xE0 ? 0xA0 : 0x80) && second <= (first == 0xED ? 0x9F : 0xBF);
}

static void test_every_start_of_three(void **state)
{
    static const unsigned char thirds[] = {0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF};

    (void)state;
    for (unsigned first = 0xE0; first < 0xF0; first++)
        for (unsigned second = 0; second < 0x100; second++)
            for (size_t i = 0; i < sizeof thirds; i++) {
                char bytes[] = {(char)first, (char)second, (char)thirds[i]};
                bool sound = may_be_second((unsigned char)first, (unsigned char)second) &&
                             (thirds[i] & 0xC0) == 0x80;
                assert_int_equal(utf8_valid((str){bytes, 3}), sound ? 3 : 0);
            }
}

/* However much white space stands before a text, and so wherever its sixteen bytes begin, it has
 * the same words, stops and commas. */
static void test_counts(void **state)
{
    static const char some[] = "abYZ019    _'-.,!/\xC3\xA4";
    unsigned seed = 1;

    (void)state;
    for (size_t n = 0; n <= LONGEST; n++)
        for (size_t round = 0; round < 8; round++) {
            char text[16 + 1 + LONGEST];
            struct text_counts first = {0, 0, 0};
            memset(text, ' ', sizeof text);
            for (size_t i = 0; i < n; i++) {
                seed = seed * 1103515245u + 12345u;
                text[17 + i] = some[(seed >> 16) % (sizeof some - 1)];
            }
            for (size_t shift = 0; shift <= 17; shift++) {
                struct text_counts counts = text_counts((str){text + 17 - shift, shift + n});
                if (!shift)
                    first = counts;
                assert_memory_equal(&counts, &first, sizeof counts);
            }
        }
}

/* Each character among sixteen, and alone between two letters. */
static void test_counts_of_each(void **state)
{
    (void)state;
    for (int c = 1; c < 0x80; c++) {
        char among[] = "aaaaaaa.aaaaaaaa", alone[] = "a.a";
        struct text_counts many, few;
        among[7] = alone[1] = (char)c;
        many = text_counts(str_of(among));
        few = text_counts(str_of(alone));
        assert_memory_equal(&many, &few, sizeof many);
    }
}

/* A text of pieces, drawn by seed; with `around`, each wide character stands between spaces. */
static str drawn(char *to, unsigned seed, bool around, bool *wide)
{
    static const char *const pieces[] = {
        "a", "B",      "7",      "'",      "\u2019", "\u00AD",   " ",         " ",  ",",
        "-", "\u00E9", "\u00C9", "\u0418", "\u4E2D", "abcdefgH", "ijklmnopq", "st", "\u200C"};
    size_t n = 0, count = seed % 23;

    *wide = false;
    for (size_t i = 0; i < count; i++) {
        size_t which = (seed = seed * 1103515245u + 12345u) >> 16;
        const char *piece = pieces[which % (sizeof pieces / sizeof *pieces)];
        bool apart = strcmp(piece, "\u4E2D") == 0;
        *wide = *wide || apart;
        n += (size_t)snprintf(to + n, ROOM - n, apart && around ? " %s " : "%s", piece);
    }
    return (str){to, n};
}

static bool same_word(str folded, size_t a, size_t b)
{
    str first = {NULL, 0}, word;

    for (size_t i = 0; str_split(&folded, ' ', &word); i++) {
        if (i == a)
            first = word;
        if (i == b)
            return str_eq(first, word);
    }
    return false;
}

/* text_words() has as many words as the folded text, and the same are the same. */
static void test_words(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed < 6000; seed++, arena_reset(&arena)) {
        char room[ROOM];
        uint64_t hashes[ROOM];
        bool wide;
        str text = drawn(room, seed * 2654435761u, false, &wide);
        struct text_words words = {.hashes = hashes};
        size_t count = text_words(text, &words);
        str folded = text_fold(&arena, text);
        size_t spaces = 0;
        assert_int_equal(words.wide, wide);
        assert_true(count <= text_words_most(text));
        for (size_t i = 0; i < folded.n; i++)
            spaces += folded.p[i] == ' ';
        assert_int_equal(count, folded.n ? spaces + 1 : 0);
        for (size_t b = 1; b < count; b++)
            for (size_t a = 0; a < b; a++)
                assert_int_equal(hashes[a] == hashes[b], same_word(folded, a, b));
    }
}

/* Each wide character apart is as if it stood between spaces. */
static void test_words_apart(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed < 6000; seed++) {
        char room[ROOM], spaced[ROOM];
        uint64_t hashes[ROOM], others[ROOM];
        bool wide;
        str text = drawn(room, seed * 2654435761u, false, &wide);
        struct text_words apart = {.hashes = hashes, .apart = true}, words = {.hashes = others};
        size_t count = text_words(text, &apart);
        assert_true(count <= text_words_most(text));
        text = drawn(spaced, seed * 2654435761u, true, &wide);
        assert_int_equal(text_words(text, &words), count);
        if (count)
            assert_memory_equal(hashes, others, count * sizeof *hashes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_every_character),
        cmocka_unit_test(test_every_start_of_three),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_counts_of_each),
        cmocka_unit_test_setup_teardown(test_words, arena_up, arena_down),
        cmocka_unit_test(test_words_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
