/* Who wrote a page, by all that it says. */
#include <stdio.h>

#include "meta_wanted.h"

#define P4   "<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>"
#define FAR  P4 P4 P4 P4 P4 PAGE_PROSE P4 P4 P4 P4 P4
#define HEAD "<h1>Night boats stop in autumn</h1>"

static void check_authors(const char *before, const char *behind, const char *want)
{
    char page[4096];
    int n = snprintf(page, sizeof page, "%s" HEAD "%s" PAGE_PROSE, before, behind);

    assert_true(n > 0 && (size_t)n < sizeof page);
    check(false, page, "https://www.example.com/boats", WANT({FIELD_AUTHORS, want}));
}

/* An organisation or a desk is the author where no person is named, and only there. */
static void test_houses(void **state)
{
    (void)state;
    check_authors("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":"
                  "{\"@type\":\"Organization\",\"name\":\"Harbour and Sea Board\"}}</script>"
                  "<meta name=author content='Harbour and Sea Board'>",
                  "", "Harbour and Sea Board");
    check_authors("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":"
                  "{\"@type\":\"Organization\",\"name\":\"Harbour Board\"}}</script>",
                  "<p>By Jane Roe</p>", "Jane Roe");
    check_authors("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":"
                  "{\"@type\":[\"Person\",\"Organization\"],\"name\":\"Jane Roe\"}}</script>",
                  "<p>By Max Muster</p>", "Jane Roe");
    check_authors("<meta name=author content='News Desk'>", "", "News Desk");
    check_authors("<meta name=author content='Harbour Sports Team'>", "", "Harbour Sports Team");
    check_authors("<meta property=og:site_name content=Boatwatch><meta name=author "
                  "content=Boatwatch>",
                  "", "Boatwatch");
    check_authors("<meta property=og:site_name content='24 Boats'><meta name=author "
                  "content='24 Boats'>",
                  "", "24 Boats");
    check_authors("", "<p>By the Harbour Team</p>", "the Harbour Team");
    check_authors("<meta name=author content=admin>", "", "");
    check_authors("<meta name=author content='Reuters Staff'>", "", "");
    /* a box about somebody else does not outweigh it */
    check_authors("<meta name=author content='Harbour Staff'>",
                  FAR "<div class=author-box><b>Ben Photo</b></div>", "Harbour Staff");
}

static void test_shown(void **state)
{
    (void)state;
    check_authors("", "<div class=author>Yucy 3/4/2021</div>", "Yucy");
    check_authors("", "<div class=byline>3 May 2021 Jane Roe</div>", "Jane Roe");
    check_authors("", "<p>Posted on March 4, 2021 by jroe</p>", "jroe");
    check_authors("", "<div class=author-name>Jane Roe, Head of Ports and Harbour Affairs</div>",
                  "Jane Roe");
    check_authors("<main>", "<aside><a rel=author href=/jane>Jane Roe</a></aside>", "Jane Roe");
    check_authors("<meta name=author content=jane.roe>", "<p>By Jane Roe</p>", "Jane Roe");
    check_authors("<meta name=author content=jane.roe>", "", "jane.roe");
    check_authors("<meta name=twitter:label2 content='Written by'><meta name=twitter:data2 "
                  "content='Jane Roe'>",
                  "", "Jane Roe");
    check_authors("<p>Edited by Max Muster</p>", PAGE_PROSE, "");
    check(false, HEAD FAR "<p>Article by</p><p>Jane Roe</p>", "",
          WANT({FIELD_AUTHORS, "Jane Roe"}));
}

/* A name by the title and its date, with no word that says what it is. */
static void test_bare_names(void **state)
{
    (void)state;
    check_authors("", "<p>Jane Roe</p><p>March 4, 2021</p>", "Jane Roe");
    check_authors("", "<p>March 4, 2021</p><p>Jane Roe, John Doe and Max Muster</p>",
                  "Jane Roe\nJohn Doe\nMax Muster");
    check_authors("", "<p>March 4, 2021 · Jane Roe in Travel</p>", "Jane Roe");
    check_authors("", "<p>Jane Roe | Senior Writer | March 4, 2021</p>", "Jane Roe");
    check_authors("", "<p>Jane Roe</p>", "");
    /* sections, places, menus and the site's name stand by dates as well */
    check_authors("", "<p>March 4, 2021</p><p>Ferry Company</p>", "");
    check_authors("", "<p>March 4, 2021</p><p>Harbour, United Isles</p>", "");
    check_authors("<title>Night boats stop - Marlow Quay</title>",
                  "<p>March 4, 2021</p><p>Marlow Quay</p>", "");
    check_authors("<p>March 4, 2021</p><ul><li>Rosa Klee</li></ul>", "", "");
    check(true, "Night boats stop in autumn\nJane Roe\nMarch 4, 2021\n\n" PROSE, "",
          WANT({FIELD_AUTHORS, "Jane Roe"}, {FIELD_PUBLISHED, "2021-03-04"}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_houses),
        cmocka_unit_test(test_shown),
        cmocka_unit_test(test_bare_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
