/* Headlines without the site's name. */
#include "meta_wanted.h"

#include "stage/meta_title_cut.h"

static void test_without_site(void **state)
{
    static const struct {
        const char *title, *name, *label, *heading, *want;
    } rows[] = {
        {"Boats stop - Example News", "Example News", "", "", "Boats stop"},
        {"Boats stop | Local | Example News", "Example News", "", "Boats stop", "Boats stop"},
        {"Example News: Boats stop", "Example News", "", "", "Boats stop"},
        {"Example News | Boats stop", "Example News", "", "", "Boats stop"},
        {"Boats stop – examplenews.com", "", "examplenews", "", "Boats stop"},
        {"Boats stop - The Daily Example", "", "dailyexample", "", "Boats stop"},
        {"Boats stop - New Island Times", "", "nitimes", "", "Boats stop"},
        {"Boats stop - BXC News", "", "bxc", "", "Boats stop"},
        {"All night boats stop | Somewhere", "", "", "", "All night boats stop"},
        {"Boats - and trains - stop", "Example News", "example", "", "Boats - and trains - stop"},
        {"Boats: why they stop", "Example News", "example", "", "Boats: why they stop"},
        {"Boats stop - again", "", "", "", "Boats stop - again"},
        {"Example Boats stop: why", "Example", "example", "", "Example Boats stop: why"},
        {"Boats stop | example.com", "", "", "", "Boats stop"},
        {"Boats stop | at 5.30", "", "", "", "Boats stop | at 5.30"},
        {"Boats | trains", "Example", "example", "Boats | trains", "Boats | trains"},
        {"Example", "Example", "example", "", "Example"},
        {" - Example", "Example", "example", "", "- Example"},
        {"", "", "", "", ""},
        {"末班船停航_新闻_例报", "例报", "", "末班船停航", "末班船停航"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page page;
        struct site_known site;
        str heading = str_of(rows[i].heading), got;

        page_make(&page, false, S(""));
        site = (struct site_known){&page.scratch, str_of(rows[i].name), str_of(rows[i].label)};
        got = title_without_site(&site, str_of(rows[i].title), &heading, heading.n ? 1 : 0);
        if (!str_is(got, rows[i].want))
            fail_msg("'%s' gives '%.*s'", rows[i].title, (int)got.n, got.p ? got.p : "");
        page_leave(&page);
    }
}

static void test_site_names(void **state)
{
    struct page page;
    struct site_known site;

    (void)state;
    page_make(&page, false, S(""));
    site = (struct site_known){&page.scratch, S("The Island Courier"), S("icourier")};
    assert_true(is_site_name(&site, S("The Island Courier")));
    assert_true(is_site_name(&site, S("Island Courier")));
    assert_true(is_site_name(&site, S("THE ISLAND COURIER")));
    assert_true(is_site_name(&site, S("icourier.example")));
    assert_false(is_site_name(&site, S("Courier of the night drowned near the island")));
    assert_false(is_site_name(&site, S("Politics")));
    assert_false(is_site_name(&site, S("")));
    assert_true(looks_site_name(S("RX Norland & Former Union")));
    assert_true(looks_site_name(S("example.org")));
    assert_false(looks_site_name(S("and it is not over")));
    assert_true(is_site_exactly(&site, S("the island courier")));
    assert_false(is_site_exactly(&site, S("Island Courier today")));
    assert_true(looks_host(S("www.example.com")) && looks_host(S("Island-Courier.info")));
    assert_false(looks_host(S("example.")) || looks_host(S("5.30")) || looks_host(S("a b.com")));
    page_leave(&page);
}

/* The part of a title that readers are shown as a heading, and not the site's name. */
static void test_parts_shown(void **state)
{
    static const struct {
        const char *page, *title;
    } rows[] = {
        {"<title>Island Insider: Night boats stop in autumn!</title><h1>Island Insider</h1>"
         "<h3>Night boats stop in autumn!</h3>",
         "Night boats stop in autumn!"},
        {"<title>Night boats › Friends of the old harbour e.V</title><p>Friends of the old harbour "
         "e.V</p><h2>Night boats</h2>",
         "Night boats"},
        {"<title>Night boats stop: why - ISLAND Night and Sea - BLOG</title><meta "
         "property=og:title content='Night boats stop: why - ISLAND Night and Sea - BLOG'><meta "
         "property=og:site_name content='ISLAND Night and Sea - BLOG'><h1>Night boats stop: why"
         "</h1>",
         "Night boats stop: why"},
        {"<title>Night boats stop | Friends of the harbour</title><meta property=og:site_name "
         "content='Friends of the harbour'><h2>Friends of the harbour</h2>",
         "Night boats stop"},
        {"<title>Night boats stop - Sea and harbour</title><h1>Night boats stop</h1><aside><h2>Sea "
         "and harbour</h2></aside>",
         "Night boats stop"},
        {"<title>Example 3.6 is now available!</title><h1>Example 3.6 is now available!</h1>",
         "Example 3.6 is now available!"}, /* the news of a firm, on its own site */
        {"<title>Example Boats</title><h1>Example Boats</h1>", "Example Boats"},
        {"<title>Boats: why they stop in autumn</title><h2>Boats</h2>",
         "Boats: why they stop in autumn"}, /* one word is no headline */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(false, rows[i].page, "https://www.example.com/boats",
              WANT({FIELD_TITLE, rows[i].title}));
}

/* Parts end at a separator, the last one at the end; a title of thousands has none. */
static void test_parts(void **state)
{
    static char many[TITLE_MOST + 2];
    str title = S("Boats stop | Example - 14.03.2021"), part;

    (void)state;
    assert_true(title_split(&title, &part) && str_is(part, "Boats stop"));
    assert_true(title_split(&title, &part) && str_is(part, "Example"));
    assert_true(title_split(&title, &part) && str_is(part, "14.03.2021"));
    assert_false(title_split(&title, &part));
    memset(many, '|', sizeof many - 1);
    title = str_of(many);
    assert_false(title_split(&title, &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_site),
        cmocka_unit_test(test_site_names),
        cmocka_unit_test(test_parts_shown),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
