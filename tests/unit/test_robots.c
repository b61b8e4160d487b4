/* robots.txt: groups, rules, delays, sitemaps; and files that mean harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include "own_arena.h"

#include "read/robots.h"

static bool allows(const char *file, const char *url)
{
    struct robots robots;

    robots_read(&arena, str_of(file), S("newsmill"), &robots);
    return robots_allows(&arena, &robots, str_of(url));
}

static const struct {
    const char *file, *url;
    bool allowed;
} rows[] = {
    {"", "https://a.test/", true},
    {"User-agent: *\nDisallow: /", "https://a.test/x", false},
    {"User-agent: *\nDisallow:", "https://a.test/x", true},
    {"User-agent: *\nDisallow: /\n\nUser-agent: NewsMill\nDisallow: /private", "https://a.test/x",
     true},
    {"User-agent: newsmill/0.1\nDisallow: /x", "https://a.test/x", false},
    {"User-agent: newsmillbot\nDisallow: /x", "https://a.test/x", true},
    {"User-agent: other\nUser-agent: newsmill\nDisallow: /x", "https://a.test/x", false},
    {"User-agent: newsmill\nDisallow: /\nUser-agent: other\nAllow: /", "https://a.test/x", false},
    {"User-agent: newsmill\nAllow: /\n\nUser-agent: *\nDisallow: /x", "https://a.test/x", true},
    {"Disallow: /\nUser-agent: *\nDisallow: /y", "https://a.test/x", true},
    /* The longest rule, and allow at equal length. */
    {"User-agent: *\nDisallow: /news\nAllow: /news/open", "https://a.test/news/open/1", true},
    {"User-agent: *\nAllow: /news/open\nDisallow: /news/open/1", "https://a.test/news/open/1",
     false},
    {"User-agent: *\nDisallow: /news\nAllow: /news", "https://a.test/news", true},
    /* Stars and dollars. */
    {"User-agent: *\nDisallow: /*.pdf$", "https://a.test/a/b.pdf", false},
    {"User-agent: *\nDisallow: /*.pdf$", "https://a.test/a/b.pdf?x", true},
    {"User-agent: *\nDisallow: /*.pdf$", "https://a.test/a.pdf/b.pdf", false},
    {"User-agent: *\nDisallow: /a*b*c", "https://a.test/a1c2b", true},
    {"User-agent: *\nDisallow: /a*b*c", "https://a.test/a1b2c3", false},
    {"User-agent: *\nDisallow: /a$b", "https://a.test/a$b", false},
    {"User-agent: *\nDisallow: *?print=", "https://a.test/a?print=1", false},
    {"User-agent: *\nDisallow: /x*x$", "https://a.test/x", true},
    /* Percent signs. */
    {"User-agent: *\nDisallow: /\xC3\xA4", "https://a.test/%c3%a4x", false},
    {"User-agent: *\nDisallow: /%c3%a4", "https://a.test/%C3%A4x", false},
    {"User-agent: *\nDisallow: /100%", "https://a.test/100%", false},
    /* Spelling, line ends, comments. */
    {"useragent: *\rdissallow /x # all of it\r", "https://a.test/x", false},
    {"\xEF\xBB\xBFUser-agent: *\r\nDisallow: /x\r\n", "https://a.test/x", false},
    {"User-agent *\nDisallow /x y", "https://a.test/x", true},
    {"User-agent: *\nAllow: /a/index.html\nDisallow: /", "https://a.test/a/", true},
    {"User-agent: *\nDisallow: /a;b", "https://a.test;/a", true},
    {"User-agent: *\nDisallow: /?q", "https://a.test?q", false},
    {"User-agent: *\nDisallow: /x", "https://a.test/y#/x", true},
    {"<!DOCTYPE html><html><body>Not found\n<p>Disallow: /</p></body></html>", "https://a.test/",
     true},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (allows(rows[i].file, rows[i].url) != rows[i].allowed)
            fail_msg("row %zu: %s\n%s", i, rows[i].url, rows[i].file);
}

static const struct {
    const char *file;
    bool has;
    uint64_t milliseconds;
} delays[] = {
    {"User-agent: *\nCrawl-delay: 10", true, 10000},
    {"User-agent: *\nCrawl-delay: 0.25", true, 250},
    {"User-agent: *\nCrawl-delay: 1.23456", true, 1234},
    {"User-agent: *\nCrawl-delay: 5 # seconds", true, 5000},
    {"User-agent: *\nCrawl-delay: soon", false, 0},
    {"User-agent: *\nCrawl-delay: -1", false, 0},
    {"User-agent: *\nCrawl-delay: 99999999999999999999999", true, 86400000},
    {"User-agent: *\nCrawl-delay: 2\nCrawl-delay: 9\nCrawl-delay: 3", true, 9000},
    {"User-agent: *\nRequest-rate: 2/1m", true, 30000},
    {"User-agent: *\nRequest-rate: 1/5", true, 5000},
    {"User-agent: *\nRequest-rate: 0/5", false, 0},
    {"User-agent: *\nRequest-rate: 1", false, 0},
    {"User-agent: *\nCrawl-delay: 7\nUser-agent: newsmill\nDisallow: /", false, 0},
    {"User-agent: newsmill\nCrawl-delay: 3\nDisallow:\n\nUser-agent: *\nCrawl-delay: 60", true,
     3000},
    {"Crawl-delay: 3", false, 0},
};

static void test_delays(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof delays / sizeof *delays; i++) {
        struct robots robots;
        robots_read(&arena, str_of(delays[i].file), S("newsmill"), &robots);
        if (robots.has_delay != delays[i].has || robots.delay != delays[i].milliseconds)
            fail_msg("row %zu: %llu", i, (unsigned long long)robots.delay);
    }
}

static void test_sitemaps(void **state)
{
    struct robots robots;

    (void)state;
    robots_read(&arena,
                S("Sitemap: https://a.test/1.xml\nUser-agent: other\nSite-map:  /2.xml # second\n"
                  "sitemap:\nDisallow: /\n"),
                S("newsmill"), &robots);
    assert_int_equal(robots.sitemap_count, 2);
    assert_true(str_eq(robots.sitemaps[0], S("https://a.test/1.xml")));
    assert_true(str_eq(robots.sitemaps[1], S("/2.xml")));
    assert_false(robots.named);
}

static str repeated(const char *piece, size_t bytes)
{
    struct buf buf = buf_new(&arena, bytes);

    while (!buf.full)
        buf_str(&buf, str_of(piece));
    return buf_text(&buf);
}

/* What a file may do to us: rules without number, stars without end, a line without end. */
static void test_hostile(void **state)
{
    static const char *const pieces[] = {
        "User-agent: *\nDisallow: /a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*ab\n",
        "Allow: /a\n",
        "*",
        "Sitemap: x\n",
        "a",
        "\r",
        "User-agent: newsmill\nDisallow: *a*\n",
    };
    str url = str_printf(&arena, "https://a.test/%.*s", 8000, repeated("a", 9000).p);
    clock_t began = clock();

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct robots robots;
        str file = repeated(pieces[i], 2 * ROBOTS_BYTES);
        robots_read(&arena, file, S("newsmill"), &robots);
        robots_allows(&arena, &robots, url);
        assert_true(robots.cut);
        assert_true(robots.rule_count <= ROBOTS_RULES && robots.sitemap_count <= ROBOTS_SITEMAPS);
    }
    assert_true((double)(clock() - began) / CLOCKS_PER_SEC < 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_delays, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_sitemaps, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_hostile, arena_up, arena_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
