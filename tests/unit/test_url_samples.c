/* The http and https cases of the web platform tests' urltestdata, from NEWSMILL_TESTDATA; the
 * wanted differences stand here with their reasons. */
#include <setjmp.h>
#include <stdarg.h>

#include "own_arena.h"

#include "base/site.h"
#include "base/url.h"
#include "cases.h"
#include "samples.h"

/* A difference that is wanted, by the case's input. */
static const struct {
    const char *input, *reason;
} wanted[] = {
    {"http://!\"$&'()*+,-.;=_`{}~/", "libcurl, which would have to fetch it, takes no such host"},
    {"", "an empty address is none: <link rel=canonical href=> does not name its page"},
    {"  \t", "the same"},
};

static bool is_wanted(str input)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (str_eq(input, str_of(wanted[i].input)))
            return true;
    return false;
}

static bool is_http(str url)
{
    return str_starts(url, S("http://")) || str_starts(url, S("https://"));
}

static void check_file(const char *path, size_t count)
{
    str rest = file_bytes(path), line;
    size_t cases = 0, wrong = 0, differ = 0;

    while (str_split(&rest, '\n', &line)) {
        const struct json *row;
        str input, found, href;

        if (!line.n)
            continue;
        row = case_read(line);
        input = case_bytes(row, "input");
        href = json_text(row, "href");
        found = url_resolve(&arena, json_text(row, "base"), input);
        cases++;
        if (str_eq(found, is_http(href) ? href : S("")))
            continue;
        differ++;
        if (is_wanted(input))
            continue;
        printf("%.*s\n     gave %.*s\n", (int)line.n, line.p, (int)found.n, found.p);
        wrong++;
    }
    printf("%zu cases, %zu differ\n", cases, differ);
    assert_int_equal(cases, count);
    assert_int_equal(wrong, 0);
}

/* Of the cases whose URL is http or https, and of all: no other scheme ever comes out. */
static void test_cases(void **state)
{
    (void)state;
    check_file("url/cases-wpt-http.jsonl", 445);
    check_file("url/cases-wpt.jsonl", 891);
}

/* "checkPublicSuffix('www.example.com', 'example.com');" */
static void test_suffixes(void **state)
{
    str rest = file_bytes("psl/tests/test_psl.txt"), line, part, quoted[4];
    size_t cases = 0, wrong = 0;

    (void)state;
    while (str_split(&rest, '\n', &line)) {
        size_t count = 0;
        str site;

        if (!str_starts(line, S("checkPublicSuffix(")))
            continue;
        while (count < 4 && str_split(&line, '\'', &part))
            quoted[count++] = part;
        site = count == 4 ? quoted[3] : S("");
        if (count == 1) /* "null": no host at all */
            quoted[1] = S("");
        cases++;
        if (str_eq(registrable_domain(&arena, quoted[1]), site))
            continue;
        printf("%.*s\n", (int)quoted[1].n, quoted[1].p);
        wrong++;
    }
    printf("%zu domains\n", cases);
    assert_int_equal(cases, 78);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_suffixes, arena_up, arena_down),
    };
    int failed;

    samples_unpack("url");
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    samples_remove();
    return failed;
}
