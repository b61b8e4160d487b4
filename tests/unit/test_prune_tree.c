/* The proof of prune: the parser makes of a pruned page the tree that it makes of the whole one
 * (tree_compare.h). On cases of our own; on html5lib's tree cases; and on real pages: every fifth,
 * all of them with NEWSMILL_ALL_PAGES in the environment. The last two need NEWSMILL_TESTDATA. */
#include <dirent.h>
#include <stdio.h>

#include "base/coding.h"
#include "base/utf8.h"
#include "page.h"
#include "samples.h"
#include "tree_compare.h"

extern const struct stage stage_decode, stage_prune;

enum {
    EVERY = 5,             /* of the real pages are looked at */
    MOST_DIFFERENT = 2,    /* in 1,000 real pages */
    PAGE_BYTES = 16 << 20, /* of a real page */
    PATH = 4096,
};

/* Where the trees of html5lib's cases differ, and why. */
static const struct {
    const char *name, *why;
} listed[] = {
    {"isindex.dat 1", "gumbo makes a form of isindex, with text that nobody wrote: prune drops it"},
    {"isindex.dat 2", "the same"},
    {"isindex.dat 4", "the same"},
    {"tests19.dat 8", "the same"},
    {"tests23.dat 5", "Noah's Ark: of elements that differ in attributes alone, three are kept"},
};

struct counts {
    size_t listed, pages, bare, different, limited, elements, attributes, wrong, gone;
};

static bool is_listed(const char *name)
{
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        if (str_ends(str_of(name), str_of(listed[i].name)))
            return true;
    return false;
}

static void explain(const char *name, const struct tree_report *report)
{
    if (report->verdict == TREE_SAME || is_listed(name))
        return;
    printf("%s: %s%s\n  whole  ...%.*s\n  pruned ...%.*s\n", name,
           report->verdict == TREE_SAME_BARE ? "the attributes make the tree" : "DIFFERENT",
           report->same_words ? "" : ", other words", (int)report->want.n, report->want.p,
           (int)report->got.n, report->got.p);
}

/* Prunes what decode has left, and compares. Pages over a ceiling are counted alone. */
static struct tree_report compare(struct page *page, const char *name, struct counts *counts)
{
    struct tree_report report = {.same_words = true};

    page_run(page, &stage_prune);
    counts->pages++;
    if (doc_has_flag(&page->doc, FLAG_PARSER_LIMITED)) {
        counts->limited++;
        return report;
    }
    tree_compare(&page->arena, &page->doc, true, &report);
    if (report.verdict != TREE_SAME && is_listed(name)) {
        counts->listed++;
        return report;
    }
    counts->bare += report.verdict == TREE_SAME_BARE;
    counts->different += report.verdict == TREE_DIFFERENT;
    counts->elements += report.elements;
    counts->attributes += report.attributes;
    counts->wrong += report.wrong;
    counts->gone += report.gone;
    if (report.wrong)
        printf("%s: %zu attributes, first %.*s, not %.*s\n", name, report.wrong,
               (int)report.wrong_want.n, report.wrong_want.p, (int)report.wrong_got.n,
               report.wrong_got.p ? report.wrong_got.p : "");
    return report;
}

static void print_counts(const char *what, const struct counts *counts)
{
    printf("%s: %zu, of them %zu the same only without attributes, %zu different, %zu over a "
           "ceiling; %zu elements with %zu known attributes, %zu wrong, %zu tags with duplicates\n",
           what, counts->pages, counts->bare, counts->different, counts->limited, counts->elements,
           counts->attributes, counts->wrong, counts->gone);
}

/* ---- cases of our own ---- */

static const char *const cases[] = {
#include "prune_cases.def"
};

static void compare_text(const char *name, str html, struct counts *counts,
                         struct tree_report *report)
{
    struct page page;
    size_t repaired;

    page_make(&page, false, S(""));
    page.doc.page = utf8_repair(&page.arena, html, &repaired);
    *report = compare(&page, name, counts);
    explain(name, report);
    page_leave(&page);
}

static void test_own_cases(void **state)
{
    struct counts counts = {0};
    struct tree_report report;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        compare_text(cases[i], str_of(cases[i]), &counts, &report);
    print_counts("cases", &counts);
    assert_int_equal(counts.different + counts.bare + counts.limited + counts.wrong, 0);
}

/* NULs cannot stand in the table. */
static void test_nuls(void **state)
{
    static const str rows[] = {
        S("<head>\0<title>a\0b</title>\0<p>c\0d</p><table>\0<tr>\0x<td>\0</table>"),
        S("<p>a\0</p><select>\0<option>a\0b</select><svg>\0</svg><math>\0<mi>\0</math>"),
        S("<b>x</b>\0\0 y<pre>\0\n\0a</pre><xmp>\0</xmp><plaintext>\0"),
        S("<svg>\0 </svg><frameset>"),
        S("<svg><![CDATA[\0]]></svg><frameset>x"),
        S("<a\0b c\0=d\0>x</a\0b><script>\0</script><!--\0-->"),
        S("<p>x</p><p\0></p\0> y"),
    };
    struct counts counts = {0};
    struct tree_report report;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        compare_text("NULs", rows[i], &counts, &report);
    assert_int_equal(counts.different + counts.bare + counts.limited, 0);
}

/* ---- files ---- */

static str read_all(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = arena_alloc(arena, PAGE_BYTES);
    size_t n;

    assert_non_null(file);
    n = fread(bytes, 1, PAGE_BYTES, file);
    fclose(file);
    return (str){bytes, n};
}

/* ---- html5lib's tree cases ---- */

static void compare_cases(const char *path, struct counts *counts)
{
    struct page file;
    str rest;
    size_t number = 0, at;

    page_make(&file, false, S(""));
    rest = read_all(&file.arena, path);
    while ((at = str_find(rest, S("#data\n"))) != SIZE_MAX) {
        struct tree_report report;
        char name[PATH + 32];
        rest = str_from(rest, at + sizeof "#data\n" - 1);
        at = str_starts(rest, S("#errors")) ? 0 : str_find(rest, S("\n#errors"));
        snprintf(name, sizeof name, "%s %zu", path, ++number);
        compare_text(name, str_slice(rest, 0, at), counts, &report);
    }
    page_leave(&file);
}

static void test_html5lib_cases(void **state)
{
    struct counts counts = {0};
    const char *const folders[] = {"html/html5lib-tree", "html/html5lib-tree/scripted"};

    (void)state;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        DIR *folder = opendir(folders[i]);
        struct dirent *entry;
        assert_non_null(folder);
        while ((entry = readdir(folder))) {
            char path[PATH];
            snprintf(path, sizeof path, "%s/%s", folders[i], entry->d_name);
            if (str_ends(str_of(path), S(".dat")))
                compare_cases(path, &counts);
        }
        closedir(folder);
    }
    print_counts("html5lib's cases", &counts);
    assert_true(counts.pages > 1000);
    assert_int_equal(counts.different + counts.bare, 0);
    assert_int_equal(counts.listed, sizeof listed / sizeof *listed);
}

/* ---- real pages ---- */

static void compare_page(const char *path, struct counts *counts)
{
    struct page page;
    struct tree_report report;
    str raw;

    page_make(&page, false, S(""));
    raw = read_all(&page.arena, path);
    coding_undo(&page.arena, &page.scratch, CODING_GZIP, raw, PAGE_BYTES, &page.doc.raw);
    arena_reset(&page.scratch);
    page_run(&page, &stage_decode);
    report = compare(&page, path, counts);
    explain(path, &report);
    if (!report.same_words)
        fail_msg("%s lost words", path);
    page_leave(&page);
}

static void test_real_pages(void **state)
{
    const char *data = *state;
    size_t every = getenv("NEWSMILL_ALL_PAGES") ? 1 : EVERY;
    struct counts counts = {0};
    struct dirent **names;
    char path[PATH];
    int count;

    snprintf(path, sizeof path, "%s/data/wcxb-dev/html", data);
    count = scandir(path, &names, NULL, alphasort);
    if (count < 0) {
        printf("there are no pages in %s\n", path);
        skip();
    }
    for (int i = 0; i < count; i++) {
        if (names[i]->d_name[0] != '.' && (size_t)i % every == 0) {
            snprintf(path, sizeof path, "%s/data/wcxb-dev/html/%s", data, names[i]->d_name);
            compare_page(path, &counts);
        }
        free(names[i]);
    }
    free(names);
    print_counts("real pages", &counts);
    assert_true(counts.pages > 0);
    assert_true((counts.bare + counts.different) * 1000 <= counts.pages * MOST_DIFFERENT);
}

int main(void)
{
    static const char *const no_data = "../shared";
    char *data = getenv("NEWSMILL_TESTDATA");
    const struct CMUnitTest own[] = {
        cmocka_unit_test(test_own_cases),
        cmocka_unit_test(test_nuls),
    };
    const struct CMUnitTest samples[] = {
        cmocka_unit_test(test_html5lib_cases),
        cmocka_unit_test_prestate(test_real_pages, data ? data : (char *)(uintptr_t)no_data),
    };
    int failed;

    failed = cmocka_run_group_tests_name("own", own, NULL, NULL);
    samples_unpack("html");
    failed += cmocka_run_group_tests_name("samples", samples, NULL, NULL);
    samples_remove();
    return failed;
}
