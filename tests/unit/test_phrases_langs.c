/* phrases: the shipped rules over the scrapes of fixtures/langs, two for each language. Every rule
 * must hold somewhere, the articles come out whole, and those that only talk of such things too. */
#include "phrases_page.h"

#include <stdlib.h>

enum { MOST_BYTES = 1 << 20, MOST_PATH = 4096 };

static const char *const languages[] = {"en", "de", "es", "fr", "pt", "it", "nl", "ru", "uk",
                                        "pl", "tr", "ar", "zh", "ja", "ko", "hi", "id"};
enum { LANGUAGES = sizeof languages / sizeof *languages };

static str path_of(const char *name)
{
    const char *srcdir = getenv("srcdir");

    return str_printf(&rules_arena, "%s/%s", srcdir && *srcdir ? srcdir : ".", name);
}

static str read_text(str path)
{
    char *bytes = arena_alloc(&rules_arena, MOST_BYTES);
    FILE *file = fopen(path.p, "rb");
    size_t n;

    if (!file)
        fail_msg("%s: cannot be opened", path.p);
    n = fread(bytes, 1, MOST_BYTES, file);
    fclose(file);
    return (str){bytes, n};
}

static void read_rules(void)
{
    struct run run = {.failed = ""};

    if (!phrases_read(&phrases, path_of("share/newsmill/boilerplate.rules").p, &run))
        fail_msg("%s", run.failed);
}

static str fixture(const char *format, const char *language)
{
    char name[MOST_PATH];

    snprintf(name, sizeof name, "fixtures/langs/%s-%s", format, language);
    return path_of(name);
}

/* The kept blocks from number `first` on, an empty line between. */
static str kept_text(size_t first)
{
    struct buf out = buf_new(&arena, SIZE_MAX / 4);

    for (size_t i = 0; i < doc.block_count; i++) {
        if (doc.blocks[i].why != WHY_KEPT || (first > 0 && first--))
            continue;
        if (out.n)
            buf_str(&out, S("\n\n"));
        buf_str(&out, block_text(&arena, &doc.blocks[i]));
    }
    return buf_text(&out);
}

static void try_furniture(const char *language, uint32_t *fired)
{
    str base = fixture("odd", language), got, want;

    set_page(language, read_text(str_printf(&rules_arena, "%s-furniture.txt", base.p)));
    want = str_trim(read_text(str_printf(&rules_arena, "%s-furniture.want", base.p)));
    apply_rules(fired);
    got = kept_text(1); /* the first is the title, which the stage meta takes */
    if (!str_eq(got, want))
        fail_msg("%s\n--- got\n%.*s\n--- want\n%.*s", language, (int)got.n, got.p, (int)want.n,
                 want.p);
    arena_reset(&scratch);
}

static void test_every_rule_holds_where_it_should(void **state)
{
    uint32_t *fired;
    unsigned never = 0;

    (void)state;
    read_rules();
    fired = ARENA_ARRAY(&rules_arena, uint32_t, phrases.rule_count);
    for (size_t i = 0; i < LANGUAGES; i++)
        try_furniture(languages[i], fired);
    for (size_t i = 0; i < phrases.rule_count; i++)
        if (!fired[i]) {
            print_message("%s:%u: never held: %.*s\n", phrases.rules[i].file,
                          (unsigned)phrases.rules[i].line, (int)phrases.rules[i].text.n,
                          phrases.rules[i].text.p);
            never++;
        }
    assert_int_equal(never, 0);
    assert_true(phrases.rule_count >= 500);
}

/* With the language known, and with all rules at once, as for a text whose language is unknown. */
static void test_articles_are_left_alone(void **state)
{
    (void)state;
    read_rules();
    for (size_t i = 0; i < 2 * LANGUAGES; i++) {
        const char *language = languages[i / 2];
        str base = fixture("good", language);
        set_page(i % 2 ? "" : language,
                 read_text(str_printf(&rules_arena, "%s-article.txt", base.p)));
        apply_rules(NULL);
        for (size_t at = 0; at < doc.block_count; at++)
            if (doc.blocks[at].why || doc.blocks[at].spans)
                fail_msg("%s line %u: %s", base.p, (unsigned)doc.blocks[at].line,
                         reason_rows[doc.blocks[at].why].name);
        arena_reset(&scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_rule_holds_where_it_should, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_articles_are_left_alone, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
