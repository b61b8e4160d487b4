/* prune: what it cuts, what it keeps, and that it is not to be led astray. */
#include "page.h"

extern const struct stage stage_prune;

static void check(const char *html, const char *want)
{
    struct page page;

    page_make(&page, false, str_of(html));
    page_run(&page, &stage_prune);
    if (!str_is(page.doc.pruned, want))
        fail_msg("%s\n gives %.*s\n   not %s", html, (int)page.doc.pruned.n, page.doc.pruned.p,
                 want);
    page_leave(&page);
}

static void test_cuts(void **state)
{
    static const char *const rows[][2] = {
        {"a<script>var x = '<p>';</script>b", "a<script></script>b"},
        {"a<SCRIPT type=x>1</ScRiPt >b", "a<SCRIPT type=x></ScRiPt >b"},
        {"a<style>p{}</style>b", "a<style></style>b"},
        {"a<script>never ends</scrip>", "a<script>"},
        {"a<!-- x -->b<!-->c<!--->d<!-- y --!>e<!-- - -- --->f", "abcdef"},
        {"a<!-- never ends", "a"},
        {"a<svg><path d='M0'/><svg></svg><text>t</text></svg>b", "ab"},
        {"a<svg/>b", "a<svg/>b"},
        {"a<svg><p>no end", "a<svg><p>no end"},
        {"<p title=\"<script>\">a</p>", "<p title=\"<script>\">a</p>"},
        {"<p title='a>b' x>c", "<p title='a>b' x>c"},
        {"<title><script></title>x", "<title><script></title>x"},
        {"<textarea><!-- a --></textarea><!-- b -->", "<textarea><!-- a --></textarea>"},
        {"<plaintext><!-- a -->", "<plaintext><!-- a -->"},
        {"1 < 2 <3 </ <>", "1 < 2 <3 </ <>"},
        {"<!DOCTYPE html><?xml?><p>a", "<!DOCTYPE html><?xml?><p>a"},
        {"a<script", "a<script"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i][0], rows[i][1]);
}

static void test_keeps_json_as_facts(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, false,
              S("<script type='application/ld+json'>{\"a\":1}</script><script>x</script>"
                "<script id=__NEXT_DATA__ type=application/json>{}</script>"));
    page_run(&page, &stage_prune);
    assert_int_equal(page.doc.fact_count, 2);
    assert_int_equal(page.doc.facts[0].kind, FACT_JSON_LD);
    assert_true(str_is(page.doc.facts[0].value, "{\"a\":1}"));
    assert_int_equal(page.doc.facts[1].kind, FACT_STATE);
    assert_true(str_is(page.doc.facts[1].key, "__NEXT_DATA__"));
    page_leave(&page);
}

/* n times `open`, then the rest. */
static str repeat(struct page *page, const char *open, size_t n, const char *rest)
{
    struct buf out = buf_new(&page->arena, SIZE_MAX / 4);

    while (n--)
        buf_str(&out, str_of(open));
    buf_str(&out, str_of(rest));
    return buf_text(&out);
}

static bool is_limited(const char *open, size_t n)
{
    struct page page;
    bool limited;

    page_make(&page, false, S(""));
    page.doc.page = repeat(&page, open, n, "x");
    page_run(&page, &stage_prune);
    limited = doc_has_flag(&page.doc, FLAG_PARSER_LIMITED);
    page_leave(&page);
    return limited;
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    assert_true(is_limited("<div>", 513));
    assert_false(is_limited("<div>", 512));
    assert_true(is_limited("<b><i>", 300));
    assert_false(is_limited("<p>", 100000));         /* closed by the next one */
    assert_false(is_limited("<div></div>", 100000)); /* side by side */
    assert_false(is_limited("<tr><td>", 100000));
    assert_false(is_limited("<img><br>", 100000));
}

static void test_attributes_are_limited(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, false, S(""));
    page.doc.page = repeat(&page, "", 0, "<p ");
    page.doc.page = str_printf(&page.arena, "<p %.*s>text", (int)repeat(&page, "a ", 1000, "").n,
                               repeat(&page, "a ", 1000, "").p);
    page_run(&page, &stage_prune);
    assert_in_range(page.doc.pruned.n, 500, 600);
    assert_true(str_ends(page.doc.pruned, S(">text")));
    page_leave(&page);
}

/* A search for an end that is not there is made once: 100,000 unclosed svg are read in linear
 * time. The time limit of the test would stop it otherwise (10^10 steps). */
static void test_unclosed_is_linear(void **state)
{
    (void)state;
    is_limited("<svg>", 100000);
    is_limited("<!--a-", 100000);
    is_limited("<script></scrip>", 100000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_keeps_json_as_facts),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_attributes_are_limited),
        cmocka_unit_test(test_unclosed_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
