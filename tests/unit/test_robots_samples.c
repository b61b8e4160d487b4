/* What Google's robots.txt parser and its test of the specification expect, from
 * NEWSMILL_TESTDATA; and real files, each read within its time. */
#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include "own_arena.h"

#include "cases.h"
#include "read/robots.h"
#include "samples.h"

static size_t looked_at;

static void check_file(const char *path)
{
    str rest = file_bytes(path), line;
    size_t wrong = 0;

    while (str_split(&rest, '\n', &line)) {
        struct robots robots;
        const struct json *row;
        bool allowed;

        if (!line.n)
            continue;
        row = case_read(line);
        robots_read(&arena, case_bytes(row, "robots"), case_bytes(row, "agent"), &robots);
        allowed = robots_allows(&arena, &robots, case_bytes(row, "url"));
        if (allowed != json_is(json_member(row, "allowed"), JSON_KIND_TRUE)) {
            printf("%.*s\n", (int)line.n, line.p);
            wrong++;
        }
        looked_at++;
    }
    assert_int_equal(wrong, 0);
}

static void test_expectations(void **state)
{
    (void)state;
    check_file("robots/cases-google-unit.jsonl");
    check_file("robots/cases-google-spec.jsonl");
    assert_int_equal(looked_at, 542);
}

/* Whatever stands in them, for every crawler that they could name. */
static void test_time(void **state)
{
    static const char *const files[] = {
        "wild-001",        "wild-002",          "wild-003",         "host-unicode",
        "grouping",        "scanner-d9d9",      "google-wildcards", "google-sitemaps",
        "parse-error-001", "google-precedence",
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        str path = str_printf(&arena, "robots/temoto-corpus/%s", files[i]);
        str bytes = file_bytes(path.p);
        clock_t began = clock();
        struct robots robots;
        robots_read(&arena, bytes, S("newsmill"), &robots);
        robots_allows(&arena, &robots, S("https://example.com/a/b?c=d"));
        assert_true(clock() - began < CLOCKS_PER_SEC / 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_expectations, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_time, arena_up, arena_down),
    };
    int failed;

    samples_unpack("robots");
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    samples_remove();
    return failed;
}
