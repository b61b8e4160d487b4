/* Sitemaps: pages, news, indexes, plain text; and what may be wrong with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include "own_arena.h"

#include "read/sitemap.h"

static struct sitemap sitemap;

static bool read_bytes(str bytes)
{
    struct arena scratch;
    bool is_sitemap;

    arena_init(&scratch, 0);
    is_sitemap =
        sitemap_read(&arena, &scratch, bytes, S(""), S("https://s.test/map.xml"), &sitemap);
    arena_free(&scratch);
    return is_sitemap;
}

static bool read(const char *text)
{
    return read_bytes(str_of(text));
}

static void same(str found, const char *wanted)
{
    if (!str_eq(found, str_of(wanted)))
        fail_msg("'%.*s', not '%s'", (int)found.n, found.p ? found.p : "", wanted);
}

static void test_news(void **state)
{
    (void)state;
    assert_true(read(
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' "
        "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>"
        "<url><loc> https://s.test/1?a=1&amp;b=2 </loc><lastmod>2024-05-17T08:30:00+02:00</lastmod>"
        "<news:news><news:publication><news:name>The S</news:name><news:language>en"
        "</news:language></news:publication><news:publication_date>2024-05-17"
        "</news:publication_date><news:title><![CDATA[A & B]]></news:title></news:news>"
        "<image:image><image:loc>https://s.test/i.jpg</image:loc><image:title>No</image:title>"
        "</image:image></url>"
        "<url><loc>https://s.test/2</loc><lastmod>soon</lastmod></url>"
        "<url><loc>javascript:x</loc></url><url><loc/></url><url/>"
        "<url><loc>/3</loc></url></urlset>"));
    assert_int_equal(sitemap.kind, SITEMAP_PAGES);
    assert_false(sitemap.damaged || sitemap.over);
    assert_int_equal(sitemap.count, 3);
    same(sitemap.rows[0].url, "https://s.test/1?a=1&b=2");
    same(sitemap.rows[0].modified, "2024-05-17T08:30:00+02:00");
    same(sitemap.rows[0].published, "2024-05-17");
    same(sitemap.rows[0].title, "A & B");
    same(sitemap.rows[0].language, "en");
    same(sitemap.rows[0].site_name, "The S");
    same(sitemap.rows[1].modified, "");
    same(sitemap.rows[2].url, "https://s.test/3");
}

static void test_index(void **state)
{
    (void)state;
    assert_true(read("<sitemapindex xmlns='http://www.google.com/schemas/sitemap/0.84'>"
                     "<sitemap><loc>https://s.test/a.xml.gz</loc><lastmod>2024-05</lastmod>"
                     "</sitemap><sitemap><loc>https://s.test/b.xml</loc></sitemap>"
                     "</sitemapindex>"));
    assert_int_equal(sitemap.kind, SITEMAP_INDEX);
    assert_int_equal(sitemap.count, 2);
    same(sitemap.rows[0].modified, "2024-05");
}

static void test_lines(void **state)
{
    (void)state;
    assert_true(read("\xEF\xBB\xBF\r\nhttps://s.test/1\r\n\r\nnot this\nhttp://s.test/\xC3\xA4 \n"
                     "file:///x\nhttps://s.test/3"));
    assert_int_equal(sitemap.count, 3);
    same(sitemap.rows[0].url, "https://s.test/1");
    same(sitemap.rows[1].url, "http://s.test/%C3%A4");
    same(sitemap.rows[2].url, "https://s.test/3");
}

static void test_ill_formed(void **state)
{
    (void)state;
    assert_true(read("junk<urlset><url><loc>https://s.test/1?a&b</loc><url><loc>https://s.test/2"
                     "</loc></url><url><loc>https://s.test/3"));
    assert_true(sitemap.damaged);
    assert_int_equal(sitemap.count, 3);
    same(sitemap.rows[0].url, "https://s.test/1?a&b");
    same(sitemap.rows[2].url, "https://s.test/3");
}

static void test_none(void **state)
{
    static const char *const texts[] = {
        "",       "x",         "<rss></rss>",           "<html>https://s.test/</html>",
        "<url/>", "ftp://x/1", "text\nhttps://s.test/",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (read(texts[i]) || sitemap.kind != SITEMAP_NONE || sitemap.count)
            fail_msg("%s", texts[i]);
}

static str repeated(const char *head, const char *piece, size_t bytes)
{
    struct buf buf = buf_new(&arena, bytes + 1000);

    buf_str(&buf, str_of(head));
    while (buf.n < bytes)
        buf_str(&buf, str_of(piece));
    return buf_text(&buf);
}

/* A million links, and elements without end. */
static void test_hostile(void **state)
{
    clock_t began = clock();

    (void)state;
    assert_true(read_bytes(
        repeated("<urlset>", "<url><loc>https://s.test/1</loc></url>", 38 * 1000 * 1000)));
    assert_int_equal(sitemap.count, SITEMAP_ROWS);
    assert_true(sitemap.over);
    assert_true(read_bytes(repeated("https://s.test/1\n", "https://s.test/2\n", 17 * 1000 * 1000)));
    assert_int_equal(sitemap.count, SITEMAP_ROWS);
    assert_true(sitemap.over);
    assert_true(read_bytes(repeated("<urlset>", "<url><loc>", 1 << 20)));
    assert_true(read_bytes(repeated("<urlset>", "<a>", 1 << 20)));
    assert_true(clock() - began < 60 * CLOCKS_PER_SEC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_news, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_index, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_lines, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_ill_formed, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_none, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_hostile, arena_up, arena_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
