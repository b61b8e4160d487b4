/* Feeds as they come: every form and field, ill-formed ones, and those that mean harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include "own_arena.h"

#include "read/feed.h"

static struct feed feed;

static const struct feed_item *item(size_t i)
{
    if (i >= feed.count)
        fail_msg("there is no item %zu of %zu", i, feed.count);
    return &feed.items[i];
}

static bool read_typed(str bytes, const char *type)
{
    struct arena scratch;
    bool is_feed;

    arena_init(&scratch, 0);
    is_feed = feed_read(&arena, &scratch, bytes, str_of(type), S("https://news.test/feeds/all.xml"),
                        &feed);
    arena_free(&scratch);
    return is_feed;
}

static bool read(const char *text)
{
    return read_typed(str_of(text), "");
}

static void same(str found, const char *wanted)
{
    if (!str_eq(found, str_of(wanted)))
        fail_msg("'%.*s', not '%s'", (int)found.n, found.p ? found.p : "", wanted);
}

#define RSS(items)                                                                                 \
    "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "         \
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/' "        \
    "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0' "                               \
    "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>" items "</channel></rss>"

static void test_rss(void **state)
{
    (void)state;
    assert_true(read(RSS(
        "<title>Ferry &amp; Pier</title><link>/</link><language>en_GB</language><ttl>15</ttl>"
        "<atom:link rel='self' href='all.xml'/><atom:link rel='hub' href='https://hub.test/'/>"
        "<lastBuildDate>Fri, 17 May 2024 10:00:00 GMT</lastBuildDate>"
        "<image><title>Logo</title><link>https://logo.test/</link></image>"
        "<item><title>Boats &lt;b&gt;sail&lt;/b&gt; &amp;amp; land</title>"
        "<link>\n  https://news.test/1?a=1&amp;b=2 \n</link><guid isPermaLink='false'>id-1</guid>"
        "<pubDate>Fri, 17 May 2024 08:30:00 +0200</pubDate>"
        "<author>desk@news.test (Ada Quay)</author><dc:creator>Bo Reef</dc:creator>"
        "<category>Harbour</category><category>Harbour</category><category>Sea</category>"
        "<description><![CDATA[<p>They <i>sail</i>ed.</p><script>x</script><p>All.</p>]]>"
        "</description><content:encoded><![CDATA[<title>no</title>]]></content:encoded></item>"
        "<item><guid>https://news.test/2</guid><dc:date>2024-05-16</dc:date>"
        "<media:title>Pier</media:title><source url='x'><title>Elsewhere</title></source></item>"
        "<item><link>https://proxy.test/3</link>"
        "<feedburner:origLink>https://news.test/3</feedburner:origLink><title>C</title></item>")));
    assert_int_equal(feed.kind, FEED_RSS);
    assert_false(feed.damaged || feed.over);
    same(feed.title, "Ferry & Pier");
    same(feed.link, "https://news.test/");
    same(feed.self, "https://news.test/feeds/all.xml");
    same(feed.hub, "https://hub.test/");
    same(feed.language, "en-GB");
    same(feed.updated, "2024-05-17T10:00:00Z");
    same(feed.charset, "UTF-8");
    assert_int_equal(feed.ttl, 15);
    assert_int_equal(feed.count, 3);
    same(item(0)->title, "Boats sail & land");
    same(item(0)->url, "https://news.test/1?a=1&b=2");
    same(item(0)->id, "id-1");
    same(item(0)->published, "2024-05-17T08:30:00+02:00");
    same(item(0)->authors, "Bo Reef");
    same(item(0)->categories, "Harbour\nSea");
    same(item(0)->summary, "They sailed. All.");
    same(item(1)->url, "https://news.test/2");
    same(item(1)->published, "2024-05-16");
    same(item(1)->title, "Pier");
    same(item(2)->url, "https://news.test/3");
}

static void test_atom(void **state)
{
    (void)state;
    assert_true(read(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xml:lang='de' xml:base='/de/'>"
        "<a:title type='html'>Meer &amp;amp; mehr</a:title><a:link href='.'/>"
        "<a:link rel='self' href='feed'/><a:id>urn:f</a:id><a:updated>2024-05-17T10:00Z</a:updated>"
        "<a:entry xml:base='2024/'><a:title>1 &lt; 2 &lt;b&gt;</a:title>"
        "<a:link rel='enclosure' href='x.mp3'/><a:link type='application/json' href='1.json'/>"
        "<a:link type='text/html' href='1'/><a:id>urn:1</a:id>"
        "<a:published>2024-05-17T08:30:00.123+02:00</a:published>"
        "<a:updated>2024-05-18T00:00:00Z</a:updated>"
        "<a:author><a:email>c@x.test</a:email><a:name>Cy Lee</a:name><a:uri>u</a:uri></a:author>"
        "<a:author><a:name>Di Moor</a:name></a:author>"
        "<a:contributor><a:name>No One</a:name></a:contributor>"
        "<a:category term='t1' label='Tide'/><a:category term='t2'/>"
        "<a:summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b>c"
        "<style>y</style><p>d &lt;e&gt;</p></div></a:summary>"
        "<a:content type='html'>no</a:content></a:entry></a:feed>"));
    assert_int_equal(feed.kind, FEED_ATOM);
    assert_false(feed.damaged);
    same(feed.title, "Meer & mehr");
    same(feed.link, "https://news.test/de/");
    same(feed.self, "https://news.test/de/feed");
    same(feed.language, "de");
    same(feed.id, "urn:f");
    same(item(0)->title, "1 < 2 <b>");
    same(item(0)->url, "https://news.test/de/2024/1");
    same(item(0)->id, "urn:1");
    same(item(0)->published, "2024-05-17T08:30:00+02:00");
    same(item(0)->updated, "2024-05-18T00:00:00Z");
    same(item(0)->authors, "Cy Lee\nDi Moor");
    same(item(0)->categories, "Tide\nt2");
    same(item(0)->summary, "A bc d <e>");
}

static void test_rdf(void **state)
{
    (void)state;
    assert_true(read("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                     "xmlns='http://purl.org/rss/1.0/' "
                     "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>"
                     "<channel rdf:about='x'><title>T</title><link>https://r.test/</link>"
                     "<sy:updatePeriod>daily</sy:updatePeriod>"
                     "<sy:updateFrequency>4</sy:updateFrequency>"
                     "<items><rdf:Seq><rdf:li rdf:resource='https://r.test/1'/></rdf:Seq></items>"
                     "</channel><image><title>I</title></image>"
                     "<item rdf:about='https://r.test/1'><title>One</title></item></rdf:RDF>"));
    same(feed.title, "T");
    assert_int_equal(feed.ttl, 360);
    same(item(0)->url, "https://r.test/1");
    same(item(0)->id, "https://r.test/1");
}

static void test_json(void **state)
{
    (void)state;
    assert_true(read("\xEF\xBB\xBF {\"version\":\"https://jsonfeed.org/version/1.1\","
                     "\"title\":\"J\",\"home_page_url\":\"/\",\"feed_url\":\"/f\","
                     "\"language\":\"fr\",\"hubs\":[{\"type\":\"WebSub\",\"url\":\"/hub\"}],"
                     "\"items\":[{\"id\":12,\"url\":\"/1\",\"title\":\"K &amp; <b>\","
                     "\"content_html\":\"<p>L&hellip;</p>\",\"tags\":[\"a\",\"b\",7],"
                     "\"date_published\":\"2024-05-17T08:30:00+02:00\","
                     "\"authors\":[{\"name\":\"M N\"},{\"url\":\"x\"}]},"
                     "{\"id\":\"https://j.test/2\",\"author\":{\"name\":\"O\"}}, 5, null],}"));
    assert_int_equal(feed.kind, FEED_JSON);
    assert_true(feed.damaged); /* a comma too many */
    same(feed.link, "https://news.test/");
    same(feed.self, "https://news.test/f");
    same(feed.hub, "https://news.test/hub");
    assert_int_equal(feed.count, 2);
    same(item(0)->id, "12");
    same(item(0)->url, "https://news.test/1");
    same(item(0)->title, "K &amp; <b>"); /* JSON Feed's titles are plain text */
    same(item(0)->summary, "L\xE2\x80\xA6");
    same(item(0)->authors, "M N");
    same(item(0)->categories, "a\nb");
    same(item(1)->url, "https://j.test/2");
    same(item(1)->authors, "O");
    assert_false(read("{\"items\":[{\"url\":\"/1\"}]}"));
    assert_false(read("{\"version\":\"https://jsonfeed.org/version/1\"}"));
    assert_false(read("{"));
}

/* Ill-formed feeds, each with the items that can be read of it. */
static const struct {
    const char *text;
    size_t count;
    const char *title, *url; /* of the first */
} ill_formed[] = {
    {"<rss><channel><item><title>A & B&nbsp;C &copy; &x;</title><link>http://a.test/?a=1&b=2</link>"
     "</item></channel></rss>",
     1, "A & B C \xC2\xA9 &x;", "http://a.test/?a=1&b=2"},
    {"<br />\n<b>Warning</b>: x() in /a.php\n<?xml version='1.0'?>\n<rss><channel><item>"
     "<title>A</title><link>http://a.test/1</link></item></channel></rss>",
     1, "A", "http://a.test/1"},
    {"\n\n  <?xml version='1.0'?><rss><channel><item><title>A</title></item></channel></rss>", 1,
     "A", ""},
    {"<rss><channel><item><title>A</title><dc:date>x</dc:date><y:z>1</y:z></item></channel></rss>",
     1, "A", ""},
    {"<rss><channel><item><title>A</title><link>http://a.test/1</link><description>One<br>two"
     "<p>three</description></item><item><title>B</title></item></channel></rss>",
     2, "A", "http://a.test/1"},
    {"<rss><channel><item><title>A</title><item><title>B</title><item><title>C", 3, "A", ""},
    {"<rss><channel><item><title>A<link>http://a.test/1</link></item></channel></rss>", 1, "A",
     "http://a.test/1"},
    {"<rss><channel><item><title><![CDATA[A & B", 1, "A & B", ""},
    {"<rss><channel><item><title>A\x01\x02</title><link>http://a.test/1</link></item></chan", 1,
     "A", "http://a.test/1"},
    {"<rss a=1 a=2 b><channel c='<'><item d=\"e><title>A</title></item></channel></rss>"
     "<p f=\"></p>",
     0, "", ""},
    {"<rss><channel></b></item><item><title>A</i></title></item></channel></rss>trailing <junk>", 1,
     "A", ""},
    {"<rss><channel><item><title>a < b <> c <3</title></item></channel></rss>", 1, "a < b <> c <3",
     ""},
    {"<!DOCTYPE rss [<!ENTITY a 'b'><!ELEMENT c (d)>]><rss><channel><item><title>&a;</title></item>"
     "</channel></rss>",
     1, "&a;", ""},
    {"<rss><channel><item><title>&#8217;&#146;&#0;&#x110000;&#xD800;</title></item></channel></"
     "rss>",
     1, "\xE2\x80\x99\xE2\x80\x99&#0;&#x110000;&#xD800;", ""},
};

static void test_ill_formed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ill_formed / sizeof *ill_formed; i++) {
        if (!read(ill_formed[i].text) || feed.count != ill_formed[i].count)
            fail_msg("row %zu: %zu items", i, feed.count);
        if (!feed.count)
            continue;
        same(item(0)->title, ill_formed[i].title);
        same(item(0)->url, ill_formed[i].url);
    }
    read(ill_formed[4].text);
    assert_true(feed.damaged);
    same(item(0)->summary, "One two three");
    same(item(1)->title, "B");
}

static const char *const no_feeds[] = {
    "",
    "x",
    "<",
    "<html><body><rss></rss></body></html>",
    "<!DOCTYPE html><html></html>",
    "<urlset></urlset>",
    "[1]",
    "https://a.test/",
    "<!--",
    "<?xml",
    "<svg></svg>",
};

static void test_no_feed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof no_feeds / sizeof *no_feeds; i++)
        if (read(no_feeds[i]) || feed.kind != FEED_NONE || feed.count)
            fail_msg("%s", no_feeds[i]);
}

static void test_charset(void **state)
{
    static const char latin[] = "<?xml version='1.0' encoding='iso-8859-2'?><rss><channel>"
                                "<title>\xB1</title></channel></rss>";
    static const char wide[] = "\xFE\xFF\0<\0r\0s\0s\0>\0<\0t\0i\0t\0l\0e\0>\1\5\0<\0/\0t\0i\0t\0l"
                               "\0e\0>\0<\0/\0r\0s\0s\0>";
    static const char wider[] = "<\0\0\0r\0\0\0s\0\0\0s\0\0\0/\0\0\0>\0\0\0";

    (void)state;
    assert_true(read(latin));
    same(feed.charset, "ISO-8859-2");
    same(feed.title, "\xC4\x85");
    assert_true(read_typed(str_of(latin), "application/rss+xml; charset=windows-1252"));
    same(feed.charset, "windows-1252");
    same(feed.title, "\xC2\xB1");
    assert_true(read_typed((str){wide, sizeof wide - 1}, ""));
    same(feed.charset, "UTF-16BE");
    same(feed.title, "\xC4\x85");
    assert_true(read_typed((str){wider, sizeof wider - 1}, ""));
    same(feed.charset, "UTF-32LE");
}

/* Links that are no pages never come out. */
static void test_links(void **state)
{
    static const char *const links[] = {
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://a.test/",
        "java&#10;script:x",
        "mailto:a@b.test",
        " ",
        "https://",
        "vbscript:x",
        "//",
    };

    (void)state;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        str text = str_printf(&arena,
                              "<rss><channel><link>%s</link><link rel='self' href='%s'/><item>"
                              "<title>A</title><link>%s</link><guid>%s</guid></item></channel>"
                              "</rss>",
                              links[i], links[i], links[i], links[i]);
        assert_true(read_typed(text, ""));
        same(feed.link, "");
        same(feed.self, "");
        same(item(0)->url, "");
    }
}

static str repeated(const char *head, const char *piece, size_t bytes, const char *tail)
{
    struct buf buf = buf_new(&arena, bytes + 1000);

    buf_str(&buf, str_of(head));
    while (buf.n < bytes)
        buf_str(&buf, str_of(piece));
    buf_str(&buf, str_of(tail));
    return buf_text(&buf);
}

static const struct {
    const char *head, *piece, *tail;
    size_t bytes;
} hostile[] = {
    {"<rss><channel>", "<item><link>http://a.test/1</link></item>", "</channel></rss>",
     FEED_BYTES - 100},
    {"<rss>", "<a>", "", 1 << 20},
    {"<rss>", "<item>", "", 1 << 20},
    {"<rss><channel><item><title>", "<a>x", "", 1 << 20},
    {"<rss><channel><item><title>", "&amp;", "</title></item></channel></rss>", 1 << 22},
    {"<rss><channel><item><title>", "&", "", FEED_BYTES - 100},
    {"<rss><channel><item><title>", "<![CDATA[", "", 1 << 20},
    {"<rss><channel><item>", "</x>", "", 1 << 20},
    {"<rss ", "a='1' ", ">", 1 << 20},
    {"<rss><channel><item><category>x</category>", "<category>y&lt;</category>",
     "</item></channel></rss>", 1 << 20},
    {"<rss><channel><item><title>", "&lt;style&gt;", "</title></item></channel></rss>", 1 << 20},
    {"<rss a='", "b ", "'/>", 1 << 22},
    {"<rss><!--", "b ", "--></rss>", 1 << 22},
    {"<rss><?b ", "b ", "?></rss>", 1 << 22},
    {"<rss><![CDATA[", "b ", "]]></rss>", 1 << 22},
    {"<rss><title>", "b ", "</title></rss>", 1 << 22},
    {"<rss><title>", "&amp;", "</title></rss>", FEED_BYTES - 100},
    {"<rss><title>", "<![CDATA[]]>&amp;", "</title></rss>", FEED_BYTES - 100},
    {"<rss><title>", "<!---->&amp;", "</title></rss>", FEED_BYTES - 100},
    {"<rss>", "<a xmlns:b='c'>", "", 1 << 20},
    {"", "<!--", "<rss/>", 1 << 20},
    {"", "<!DOCTYPE a [", "<rss/>", 1 << 20},
    {"{\"version\":\"jsonfeed.org\",\"items\":[", "{},", "]}", 1 << 22},
    {"{\"items\":", "[", "", 1 << 20},
    {"<rss><channel>", "<item xml:base='a/'><link>x</link></item>", "", 1 << 20},
};

/* What a feed may do to us ends soon and within the ceilings. */
static void test_hostile(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        clock_t before = clock();
        read_typed(repeated(hostile[i].head, hostile[i].piece, hostile[i].bytes, hostile[i].tail),
                   "");
        if (feed.count > FEED_ITEMS)
            fail_msg("row %zu: %zu items", i, feed.count);
        if (clock() - before > 20 * CLOCKS_PER_SEC)
            fail_msg("row %zu takes %.1f s", i, (double)(clock() - before) / CLOCKS_PER_SEC);
        for (size_t j = 0; j < feed.count; j++)
            assert_true(feed.items[j].title.n <= FEED_TEXT);
    }
    read_typed(repeated(hostile[0].head, hostile[0].piece, 1 << 19, hostile[0].tail), "");
    assert_int_equal(feed.count, FEED_ITEMS);
    assert_true(feed.over);
}

/* Entities of a DTD: nothing is expanded, and nothing is read from anywhere. */
static void test_entities(void **state)
{
    (void)state;
    assert_true(read("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>"
                     "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>"
                     "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e SYSTEM '/etc/passwd'>"
                     "<!ENTITY % f SYSTEM 'http://127.0.0.1:1/x'>%f;]>"
                     "<rss><channel><title>&d;&d;&e;</title><item><title>&amp;d; &f;</title></item>"
                     "</channel></rss>"));
    same(feed.title, "&d;&d;&e;");
    same(item(0)->title, "&d; &f;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rss, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_atom, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_rdf, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_json, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_ill_formed, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_no_feed, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_charset, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_links, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_hostile, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_entities, arena_up, arena_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
