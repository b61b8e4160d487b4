/* prune: what it cuts, what it keeps, and that it is not to be led astray. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "page.h"

extern const struct stage stage_prune;

static void show(const struct doc *doc, struct buf *out, str text);

/* A run as [its text], a leaf as {its text}, what is folded as (name: what it holds). */
static void show_run(const struct doc *doc, struct buf *out, const struct text_run *run)
{
    size_t tag = run->leaf ? doc->pruned.tags[run->leaf - 1].at + 1 : 0, end = tag;

    if (!run->folded) {
        buf_printf(out, run->leaf ? "{%.*s}" : "[%.*s]", (int)run->n, doc->page.p + run->at);
        return;
    }
    while (end < doc->page.n && !strchr(" />", doc->page.p[end]))
        end++;
    buf_printf(out, "(%.*s:", (int)(end - tag), doc->page.p + tag);
    show(doc, out, str_slice(doc->pruned.folded, run->at, run->at + run->n));
    buf_char(out, ')');
}

static void show(const struct doc *doc, struct buf *out, str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        size_t i = text_run_number(c);
        if (i < doc->pruned.run_count)
            show_run(doc, out, &doc->pruned.runs[i]);
        else
            buf_utf8(out, c);
    }
}

static str shown(struct page *page)
{
    struct buf out = buf_new(&page->arena, SIZE_MAX / 4);

    show(&page->doc, &out, page->doc.pruned.text);
    return buf_text(&out);
}

static void check(const char *html, const char *want)
{
    struct page page;
    str got;

    page_make(&page, false, str_of(html));
    page_run(&page, &stage_prune);
    got = shown(&page);
    if (!str_is(got, want))
        fail_msg("%s\n gives %.*s\n   not %s", html, (int)got.n, got.p, want);
    page_leave(&page);
}

static void check_all(const char *const (*rows)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(rows[i][0], rows[i][1]);
}

static void test_cuts(void **state)
{
    static const char *const rows[][2] = {
        {"a<script>var x = '<p>';</script>b", "[a](script:)[b]"},
        {"a<SCRIPT type=x>1</ScRiPt >b", "[a](SCRIPT:)[b]"},
        {"a<style>p{}</style>b", "[a](style:)[b]"},
        {"a<script>never ends</scrip>", "[a]<script>"},
        {"a<!-- x -->b<!-->c<!--->d<!-- y --!>e<!-- - -- --->f",
         "[a]<!-->[b]<!-->[c]<!-->[d]<!-->[e]<!-->[f]"},
        {"<p><!-- x --><b></b></ x><pre><!-- y -->\nz", "<p><b></b><pre><!-->\n[z]"},
        {"a<!-- never ends", "[a]<!-->"},
        {"a<svg><path d='M0'/><svg></svg><g>\n</g></svg>b", "[a](svg:)[b]"},
        {"a<svg><text>t</text></svg>b", "[a](svg:)[b]"},
        {"<svg/><svg><text>t</text></svg>b", "<svg/><svg>\xE2\x80\x8B</svg>[b]"},
        {"a<svg/>b", "[a](svg:)[b]"},
        {"a<svg><p>no end", "[a]<svg><p>no end"},
        {"<p title=\"<script>\">a</p>", "{a}"},
        {"<p title='a>b' x>c", "<p>[c]"},
        {"<title><script>&amp;</title>x", "<title>[<script>&amp;]</title>[x]"},
        {"<textarea><!-- a --></textarea><!-- b -->", "<textarea></textarea>"},
        {"<plaintext><!-- a -->", "<plaintext>[<!-- a -->]"},
        {"<xmp>a &amp; <b></xmp>", "<xmp>[a &amp; <b>]</xmp>"},
        {"1 < 2 <3 </ <> <4", "[1 < 2 <3 ]<!--> [<4]"},
        {"1 </", "[1 </]"},
        {"<!DOCTYPE html><?xml?><p>a</p x>", "<!DOCTYPE html>(p:[a])"},
        {"a<script", "[a]"},
        {"a<p class='", "[a]"},
        {" \n a \n<b> </b>&nbsp;c&d &lt", " [a \n]{ }&nbsp;[c]&d &lt"},
        {"<pre> \n a</pre> \n b", "(pre: \n [a]) [b]"},
        {"<input TYPE=hidden><font color=red><meta name=a content=b>",
         "<input type=hidden><font color=red><meta>"},
        {"<input type=text><input type='hid&#100;en'>", "<input><input type=hidden>"},
        {"<meta content='a&amp;b &#8217; c=d&e=f & &eacute; &'><meta content=a&zcaron;>",
         "<meta><meta content=a&zcaron;>"},
        {"<link href=a&copy><time datetime=&#129;>", "<link href=a&copy><time datetime=&#129;>"},
        {"<time datetime=&#150;>", "<time>"},
        {"<span itemprop=author x=y>", "<span>"},
        {"<span itemprop=author x=&zcaron;>", "<span itemprop=author x=&zcaron;>"},
        {"<br/><img src=x />", "<br/><img/>"},
        {"", ""},
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

/* Elements within a line that hold text alone, where that is beyond doubt. */
static void test_leaves(void **state)
{
    static const char *const rows[][2] = {
        {"x<A href=y>z</a> <span class=b>c</SPAN><i></i>", "[x]{z} {c}{}"},
        {"<i></i><i>x</i><b> </b>", "<i></i>{x}{ }"},
        {"&#32;<i></i>", "&#32;<i></i>"},
        {"<a>x</a >", "(a:[x])"},
        {"<a>x&amp;y</a><a>x & y</a>", "{x&amp;y}{x & y}"},
        {"<a>x<a>y</a>", "<a>[x]<a>[y]</a>"},
        {"<b><a>x</a><b>y</b></b>", "<b>{x}<b>[y]</b></b>"},
        {"<table><td><i>x</i></td></table><i>y</i>", "<table><td>{x}</td></table>{y}"},
        {"<table></table><i>y</i>", "<table></table>{y}"},
        {"<form><i>y</i> z</form>", "(form:{y}) [z]"},
        {"<b><p><i>y</i> z</b>", "<b><p>{y}<!--> [z]</b>"},
        {"<form><i>y</i></x> z</form>", "<form>{y}<!--></x> [z]</form>"},
        {"<p><i>y</i><!-- -->z", "<p>{y}[z]"},
        {"<p>x</p><time datetime=&#129;>y</time>", "{x}<time datetime=&#129;>[y]</time>"},
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

/* Elements whose tags match, with what they hold; not where something around them is in doubt. */
static void test_folds(void **state)
{
    static const char *const rows[][2] = {
        {"x<div><ul><li>a</li> <li><a>b<br></a></li></ul></div>",
         "[x](div:(ul:{a}(li:(a:[b]{}))))"},
        {"<body><div><img></div>", "<body>(div:{})"},
        {"<div><img></div>", "<div><img></div>"},
        {"<DIV><p>a</p><b-c>d</b-c></dIv >e", "(DIV:{a}{d})[e]"},
        {"x<div><p>a<div>b</div></div>c", "[x]<div><p>[a]<div>[b]</div></div>[c]"},
        {"x<p><span><div>a</div></span></p>", "[x]<p><span><div>[a]</div></span></p>"},
        {"x<b><p>a</b><p>b</p>", "[x]<b><p>[a]</b><p>[b]</p>"},
        {"x<p><b>a</p><div>b</div>", "[x]<p><b>[a]</p><div>[b]</div>"},
        {"x<li>a<li>b</li>", "[x]<li>[a]<li>[b]</li>"},
        {"x<li>a<ul><li>b</li></ul></li>", "[x](li:[a](ul:{b}))"},
        {"x<h1>a<h2>b</h2></h1>", "[x]<h1>[a]<h2>[b]</h2></h1>"},
        {"x<button>a<button>b</button>", "[x]<button>[a]<button>[b]</button>"},
        {"x<form>a<form>b</form>", "[x]<form>[a]<form>[b]</form>"},
        {"x<a>b<div><a>c</a></div></a>", "[x]<a>[b]<div><a>[c]</a></div></a>"},
        {"x<select><option>a</option><p>b</p></select>", "[x]<select>{a}<p>[b]</p></select>"},
        {"x<select><optgroup><option>a</option></optgroup></select>", "[x](select:(optgroup:{a}))"},
        {"x<table><p>a</p><tr><td><p>b</p><td><p>c<table><p>d</p></table>",
         "[x]<table><p>[a]</p><tr><td>{b}<!--><td><p>[c]<table><p>[d]</p></table>"},
        {"x<template><p>a</p></template>", "[x]<template><p>[a]</p></template>"},
        {"x<p>a&zcaron;</p>b", "[x]<p>[a]&zcaron;</p>[b]"},
        {"x<pre>\n\na</pre>", "[x](pre:\n[a])"},
        {"x<iframe>a</iframe><textarea>b</textarea>", "[x](iframe:)(textarea:)"},
        {"<head><link href=a><script>b</script><style>c</style><link>d<link>",
         "<head><!--{}{}{}{}-->[d]{}"},
        {"<link><meta><noscript><style></style></noscript><meta><template><meta>",
         "<link><!--{}--><noscript><style></style></noscript><!--{}--><template><meta>"},
        {"<title>a</title><title>b</title><script>c", "<title>[a]</title><!--{b}--><script>"},
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

/* "a" with a NUL behind it is another name: the first link stays open. */
static void test_name_with_nul(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, false, S("<a>x</a\0><a>y</a><i>z\0</i>"));
    page_run(&page, &stage_prune);
    assert_true(str_eq(shown(&page), S("<a>[x]</a\0><a>[y]</a><i>[z]\0</i>")));
    page_leave(&page);
}

/* White space goes at the edges of blocks, where it makes no formatting element begin anew. */
static void test_white_space(void **state)
{
    static const char *const rows[][2] = {
        {"<html> <head>\n<meta> <title>x</title> </head> <body> <b>a",
         "<html><head><!--{}{x}--></head><body> <b>[a]"},
        {"<div> <a>x</a> <a>y</a> <p> z </p> </div> w", "(div:{x} {y}{ z }) [w]"},
        {"<div>a</div> <!-- --> <!-- --><p>b</p> <!-- --><span>c", "{a}{b} <!--><span>[c]"},
        {"x</div> <i>y</i>", "[x]</div> {y}"},
        {"<table> <!-- --> <!-- -->x", "<table> <!-->[x]"},
        {"<table> <!-- --> <!-- --> x", "<table> <!--> [x]"},
        {"<div></p> </div> <p>", "<div></p> </div><p>"},
        {"<div><b><p></div> <p>", "<div><b><p></div> <p>"},
        {"<div><b></div></b> <p> <div>", "<div><b></div></b> <p> <div>"},
        {"<b><p> <p></b> <p>", "<b><p> <p></b> <p>"},
        {"<ul> <li>a<li> b </ul> <ul>", "<ul><li>[a]<li> [b ]</ul><ul>"},
        {"<pre> <p> </pre>", "<pre> <p> </pre>"},
        {"<select> <div> </select>", "<select> <div> </select>"},
        {"<template> <div> </template>", "<template> <div> </template>"},
        {"<div> ", "<div>"},
        {"<i>x</i> ", "{x} "},
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
}

static void test_leads_nobody_astray(void **state)
{
    static const char *const rows[][2] = {
        {"&#xF0000;&#983041;&#x100000;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"&#xF0000g&#x0000000F0001 x", "\xEF\xBF\xBD[g]\xEF\xBF\xBD [x]"},
        {"a & b&&&\xC3\xA9", "[a & b&&&\xC3\xA9]"},
        {"<math><![CDATA[\xF3\xB0\x80\x80]]>", "<math><![CDATA[\xEF\xBF\xBD]]>"},
        {"<math a=b><mi>x</mi></math>y", "<math a=b><mi>x</mi></math>[y]"},
        {"<svg><a></a\t></svg x>a<math><mi>b</math >c", "<svg/>[a]<math><mi>b</math>[c]"},
        {"&#4295950336;&#x1000F0000a", "\xEF\xBF\xBD\xEF\xBF\xBD"}, /* 2^32 more than a run */
        {"<p a><select b><title c>x", "<p><select><title c>x"},
        {"<p a><frameset b>x&#xF0001", "<p><frameset b>x\xEF\xBF\xBD"},
        {"<textarea-x>a</textarea-x>", "{a}"},
        {"<script><!--<script></script>--></script>x", "<script></script>[x]"},
        {"a<isindex itemprop=x prompt='&#xF0000;'>b", "[a][b]"},
        {"\xF3\xB0\x80\x80", "[\xF3\xB0\x80\x80]"}, /* U+F0000 in the page itself */
    };

    (void)state;
    check_all(rows, sizeof rows / sizeof *rows);
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
    str many;

    (void)state;
    page_make(&page, false, S(""));
    many = repeat(&page, "a ", 1000, "");
    page.doc.page = str_printf(&page.arena, "<font %.*s>text", (int)many.n, many.p);
    page_run(&page, &stage_prune);
    assert_in_range(page.doc.pruned.text.n, 500, 600);
    assert_true(str_ends(shown(&page), S(">[text]")));
    page_leave(&page);
}

/* Past the last character of the two planes, text stays as it is. */
/* All attributes of html tags go to one element, which gumbo looks through for each. */
static void test_html_tags_are_limited(void **state)
{
    enum { TAGS = 100, PASSED_ON = 64 };
    char text[TAGS * 32] = "", *at = text;
    struct page page;
    size_t passed = 0;

    (void)state;
    for (int i = 0; i < TAGS; i++)
        at += snprintf(at, sizeof text - (size_t)(at - text), "<html a%d=1>", i);
    page_make(&page, false, str_of(text));
    page_run(&page, &stage_prune);
    for (str rest = page.doc.pruned.text; (rest = str_from(rest, str_find(rest, S("=1")))).n;
         rest = str_from(rest, 2))
        passed++;
    assert_int_equal(passed, PASSED_ON);
    page_leave(&page);
}

static void test_runs_are_limited(void **state)
{
    struct page page;
    struct buf html;

    (void)state;
    page_make(&page, false, S(""));
    html = buf_new(&page.arena, SIZE_MAX / 4);
    for (size_t i = 0; i < TEXT_RUNS + 3; i++)
        buf_str(&html, S("a<br>"));
    buf_str(&html, S("\xF3\xB0\x80\x80"));
    page.doc.page = buf_text(&html);
    page_run(&page, &stage_prune);
    assert_int_equal(page.doc.pruned.run_count, TEXT_RUNS);
    assert_false(doc_has_flag(&page.doc, FLAG_PARSER_LIMITED));
    assert_true(str_ends(page.doc.pruned.text, S("<br>a<br>a<br>a<br>\xEF\xBF\xBD")));
    page_leave(&page);
}

static void test_runs_and_characters(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXT_RUNS; i++)
        assert_int_equal(text_run_number(text_run_char(i)), i);
    assert_int_equal(text_run_char(0), 0xF0000);
    assert_int_equal(text_run_char(0xFFFE), 0x100000);
    assert_true(text_run_number(0xFFFFE) == SIZE_MAX && text_run_number(0x10FFFE) == SIZE_MAX);
    assert_true(text_run_number('a') == SIZE_MAX && text_run_number(0xEFFFF) == SIZE_MAX);
}

/* A search for an end that is not there is made once: 100,000 unclosed svg are read in linear
 * time. The time limit of the test would stop it otherwise (10^10 steps). */
static void test_unclosed_is_linear(void **state)
{
    (void)state;
    is_limited("<svg>", 100000);
    is_limited("<!--a-", 100000);
    is_limited("<script></scrip>", 100000);
    is_limited("<svg><a b=\"", 100000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_leaves),
        cmocka_unit_test(test_folds),
        cmocka_unit_test(test_name_with_nul),
        cmocka_unit_test(test_white_space),
        cmocka_unit_test(test_leads_nobody_astray),
        cmocka_unit_test(test_keeps_json_as_facts),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_attributes_are_limited),
        cmocka_unit_test(test_html_tags_are_limited),
        cmocka_unit_test(test_runs_are_limited),
        cmocka_unit_test(test_runs_and_characters),
        cmocka_unit_test(test_unclosed_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
