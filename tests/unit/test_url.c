/* Addresses: resolved, brought to one form for all aliases, and their sites. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>

#include "own_arena.h"

#include "base/site.h"
#include "base/url.h"
#include "base/url_canonical.h"
#include "base/url_host.h"

static void same(str found, const char *wanted, const char *what)
{
    if (!str_eq(found, str_of(wanted)))
        fail_msg("%s: %.*s, not %s", what, (int)found.n, found.p ? found.p : "", wanted);
}

static const struct {
    const char *base, *address, *url;
} resolved[] = {
    {"https://a.test/b/c?d#e", "f", "https://a.test/b/f"},
    {"https://a.test/b/c", "../../../g?h", "https://a.test/g?h"},
    {"https://a.test/b", "//cdn.test/x", "https://cdn.test/x"},
    {"https://a.test/b", "?page=2", "https://a.test/b?page=2"},
    {"https://a.test/b?c", "#top", "https://a.test/b?c#top"},
    {"https://a.test/b?c", "", ""},
    {"https://a.test/b/", " \n\tc d\t.html ", "https://a.test/b/c%20d.html"},
    {"", "HTTPS://A.Test:443/%7Ex", "https://a.test/%7Ex"},
    {"", "http://a.test\\b\\c", "http://a.test/b/c"},
    {"", "http:\\\\a.test/b", "http://a.test/b"},
    {"", "http:/a.test", "http://a.test/"},
    {"", "https://a.test/\xC3\xA4?\xC3\xB6#\xC3\xBC", "https://a.test/%C3%A4?%C3%B6#%C3%BC"},
    {"", "https://a.test/%2e%2E/b/./%2e", "https://a.test/b/"},
    {"", "http://0x7F.1/", "http://127.0.0.1/"},
    {"", "http://2130706433", "http://127.0.0.1/"},
    {"", "http://0177.0.0.01", "http://127.0.0.1/"},
    {"", "http://127.0.0.1./", "http://127.0.0.1/"},
    {"", "http://%31%32%37.0.0.1/", "http://127.0.0.1/"},
    {"", "http://[0:0:0:0:0:FFFF:7F00:1]/", "http://[::ffff:7f00:1]/"},
    {"", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"},
    {"", "http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/"},
    {"", "http://pub.test:8000\\@127.0.0.1/", "http://pub.test:8000/@127.0.0.1/"},
    {"", "http://a@b@c.test/", "http://a%40b@c.test/"},
    /* No address of a page. */
    {"https://a.test/", "javascript:alert(1)", ""},
    {"https://a.test/", "java\nscript:alert(1)", ""},
    {"https://a.test/", " \x01JavaScript:alert(1)", ""},
    {"https://a.test/", "file:///etc/passwd", ""},
    {"https://a.test/", "mailto:a@b.test", ""},
    {"https://a.test/", "data:text/html,x", ""},
    {"https://a.test/", "ftp://a.test/", ""},
    {"file:///etc/", "passwd", ""},
    {"", "/b", ""},
    {"", "//b", ""},
    {"", "https://", ""},
    {"", "https://a b/", ""},
    /* Hosts that the standard takes and libcurl, which would have to fetch them, does not. */
    {"", "https://a!b.test/", ""},
    {"", "https://a\"b.test/", ""},
    {"", "https://a$b.test/", ""},
    {"", "https://a&b.test/", ""},
    {"", "https://a'b.test/", ""},
    {"", "https://a(b.test/", ""},
    {"", "https://a)b.test/", ""},
    {"", "https://a*b.test/", ""},
    {"", "https://a+b.test/", ""},
    {"", "https://a,b.test/", ""},
    {"", "https://a;b.test/", ""},
    {"", "https://a=b.test/", ""},
    {"", "https://a`b.test/", ""},
    {"", "https://a{b.test/", ""},
    {"", "https://a}b.test/", ""},
    {"", "https://a.test:65536/", ""},
    {"", "https://a.test:8x/", ""},
    {"", "http://[::1", ""},
    {"", "http://[::1%25eth0]/", ""},
    {"", "http://256.1.1.1/", ""},
    {"", "http://a%00b/", ""},
    {"",
     "http://a\xFF"
     "b/",
     ""},
};

static void test_resolve(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof resolved / sizeof *resolved; i++)
        same(url_resolve(&arena, str_of(resolved[i].base), str_of(resolved[i].address)),
             resolved[i].url, resolved[i].address);
}

#ifdef HAVE_IDN2
static void test_international(void **state)
{
    (void)state;
    same(url_resolve(&arena, S(""),
                     S("http://B\xC3\x9C"
                       "cher.test/")),
         "http://xn--bcher-kva.test/", "upper case");
    same(url_resolve(&arena, S(""),
                     S("http://b%C3%BC"
                       "cher.test/")),
         "http://xn--bcher-kva.test/", "percent signs");
    same(url_resolve(&arena, S(""),
                     S("http://bu\xCC\x88"
                       "cher.test/")),
         "http://xn--bcher-kva.test/", "a mark of its own");
    same(url_resolve(&arena, S(""), S("http://\xE4\xBE\x8B\xE3\x80\x82\xE4\xBE\x8B/")),
         "http://xn--fsq.xn--fsq/", "an ideographic dot");
    same(url_resolve(&arena, S(""), S("http://\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA6.0.0.1/")),
         "http://127.0.0.1/", "circled digits");
    same(url_resolve(&arena, S(""),
                     S("http://\xEF\xBC\x91"
                       "27.0.0.1/")),
         "http://127.0.0.1/", "full-width digits");
}
#endif

/* An address is as long as its reader has room for, whatever it is made of. */
static void test_length(void **state)
{
    struct buf address = buf_new(&arena, 1 << 20);

    (void)state;
    buf_str(&address, S("https://a.test/"));
    while (address.n < 8192)
        buf_str(&address, S("\xC3"));
    assert_int_equal(url_resolve(&arena, S(""), buf_text(&address)).n, 15 + 3 * (8192 - 15));
    buf_char(&address, 'x');
    assert_int_equal(url_resolve(&arena, S(""), buf_text(&address)).n, 0);
}

/* Rows that share a form. */
static const struct {
    const char *url, *form;
} canonical[] = {
    {"http://www.a.test/b/?utm_source=x&UTM_Medium=y#top", "https://a.test/b"},
    {"https://a.test:443/b?fbclid=1", "https://a.test/b"},
    {"https://user:word@a.test./b", "https://a.test/b"},
    {"https://a.test:8080/b", "https://a.test:8080/b"},
    {"https://a.test", "https://a.test"},
    {"https://a.test/?", "https://a.test"},
    {"https://a.test/?id=7&utm_id=3&page=2", "https://a.test?id=7&page=2"},
    {"https://a.test/?b=1&a=2", "https://a.test?b=1&a=2"},
    {"https://a.test/x?a=1&amp;utm_source=rss&amp;b=2", "https://a.test/x?a=1&b=2"},
    {"https://a.test/x?ref=rss", "https://a.test/x"},
    {"https://a.test/x?source=feed_12", "https://a.test/x"},
    {"https://a.test/x?source=4711", "https://a.test/x?source=4711"},
    {"https://a.test/x?utmost=1", "https://a.test/x?utmost=1"},
    {"https://m.a.test/x", "https://a.test/x"},
    {"https://www.mobile.a.test/x", "https://a.test/x"},
#ifdef HAVE_PSL
    {"https://amp.a.co.uk/x", "https://a.co.uk/x"},
    {"https://amp.co.uk/x", "https://amp.co.uk/x"},
#endif
    {"https://m.test/x", "https://m.test/x"},
    {"https://news.a.test/x", "https://news.a.test/x"},
    {"https://a.test/x/amp/", "https://a.test/x"},
    {"https://a.test/amp/x", "https://a.test/x"},
    {"https://a.test/news/amp/x-1", "https://a.test/news/x-1"},
    {"https://a.test/x.amp", "https://a.test/x"},
    {"https://a.test/x?amp=1", "https://a.test/x"},
    {"https://a.test/x?outputType=amp", "https://a.test/x"},
    {"https://a.test/x?outputType=xml", "https://a.test/x?outputType=xml"},
    {"https://a.test/champ", "https://a.test/champ"},
    {"https://a-test.cdn.ampproject.org/c/s/www.a.test/x?amp", "https://a.test/x"},
    {"https://a-test.cdn.ampproject.org/v/a.test/x", "https://a.test/x"},
    {"https://www.google.com/amp/s/amp.a.test/x", "https://a.test/x"},
    {"https://www.google.com/search?q=x", "https://google.com/search?q=x"},
    {"https://a.test/b/index.html", "https://a.test/b"},
    {"https://a.test/b;jsessionid=0A1B?c=d", "https://a.test/b?c=d"},
    {"https://a.test/%7eb%2fc%e3", "https://a.test/~b%2Fc%E3"},
    {"https://a.test//b", "https://a.test//b"},
    {"https://a.test/#!/story/1", "https://a.test#!/story/1"},
    {"http://127.0.0.1/x", "https://127.0.0.1/x"},
    {"https://a.test/100%", "https://a.test/100%25"},
    {"https://a.test/%e%322", "https://a.test/%25e22"},
    {"https://a-test.cdn.ampproject.org/c/s/a%.test/x",
     "https://a-test.cdn.ampproject.org/c/s/a%25.test/x"},
    {"https://a.test/x.amp/index.html", "https://a.test/x"},
    {"https://a.test/%61mp/x.amp.amp", "https://a.test/x"},
    {"http://0x7f../x", "https://0.0.0.127/x"},
    {"http://127.1/x", "https://127.0.0.1/x"},
    {"javascript:alert(1)", ""},
    {"a.test/x", ""},
};

static void test_canonical(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof canonical / sizeof *canonical; i++) {
        str form = url_canonical(&arena, str_of(canonical[i].url));
        same(form, canonical[i].form, canonical[i].url);
        same(url_canonical(&arena, form), canonical[i].form, "its own form");
    }
}

static void test_site(void **state)
{
    (void)state;
#ifdef HAVE_PSL
    same(site_of_host(&arena, S("www.example.co.uk.")), "example.co.uk", "co.uk");
#endif
    same(site_of_host(&arena, S("WWW.Example.com")), "example.com", "upper case");
    same(site_of_host(&arena, S("127.0.0.1")), "127.0.0.1", "a number");
    same(site_of_host(&arena, S("[::1]")), "[::1]", "IPv6");
    same(site_of_host(&arena, S("localhost")), "localhost", "one label");
    same(site_of_host(&arena, S("")), "", "nothing");
    same(registrable_domain(&arena, S("127.0.0.1")), "", "a number");
    same(registrable_domain(&arena, S("..")), "", "dots");
    same(site_label(S("example.co.uk")), "example", "label");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_resolve, arena_up, arena_down),
#ifdef HAVE_IDN2
        cmocka_unit_test_setup_teardown(test_international, arena_up, arena_down),
#endif
        cmocka_unit_test_setup_teardown(test_length, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_canonical, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_site, arena_up, arena_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
