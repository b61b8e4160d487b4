/* extract: pages and scrapes to blocks, boxes and facts. */
#include "page.h"
#include "stage/extract_tree.h"

extern const struct stage stage_prune, stage_extract;

static void make(struct page *page, bool is_text, const char *bytes)
{
    page_make(page, is_text, str_of(bytes));
    page_run(page, &stage_prune);
    page_run(page, &stage_extract);
}

/* The blocks as "kind:text", a line each. */
static void check(bool is_text, const char *bytes, const char *want)
{
    struct page page;
    struct buf got;

    make(&page, is_text, bytes);
    got = buf_new(&page.arena, SIZE_MAX / 4);
    for (size_t i = 0; i < page.doc.block_count; i++) {
        buf_str(&got, str_of(block_kind_name(page.doc.blocks[i].kind)));
        buf_char(&got, ':');
        buf_str(&got, page.doc.blocks[i].text);
        buf_char(&got, '\n');
    }
    if (!str_is(buf_text(&got), want))
        fail_msg("%s\ngives:\n%.*snot:\n%s", bytes, (int)got.n, got.p, want);
    page_leave(&page);
}

static void test_flow_of_text(void **state)
{
    static const char *const rows[][2] = {
        {"<p>One</p><p>two", "paragraph:One\nparagraph:two\n"},
        {"a <b>b</b>\n c<p>d", "paragraph:a b c\nparagraph:d\n"},
        {"<div>a<br>b<br> <br>c</div>", "paragraph:a b\nparagraph:c\n"},
        {"<p>K<small>evin M<small>c</small>Carthy</small>", "paragraph:Kevin McCarthy\n"},
        {"<div><span class=m>Dec</span><span class=d>27</span></div>", "paragraph:Dec 27\n"},
        {"<div><a>Home</a><a>News</a></div>", "paragraph:Home News\n"},
        {"<h2>Head</h2>tail", "heading:Head\nparagraph:tail\n"},
        {"<h2><span>Deep</span> head</h2>", "heading:Deep head\n"},
        {"<ul><li>a<ul><li>b</ul><li><p>c<p>d</ul>", "item:a\nitem:b\nitem:c\nparagraph:d\n"},
        {"<blockquote><p>said</p></blockquote>", "quote:said\n"},
        {"<pre>a\n  b  \n</pre>", "code:a\n  b\n"},
        {"<figure><img><figcaption>cap</figcaption></figure>", "caption:cap\n"},
        {"<table><tr><th>k<td>v<tr><td>1<td>2</table>", "row:k | v\nrow:1 | 2\n"},
        {"<table><tr><td><p>menu</p><td><p>story</p></table>", "paragraph:menu\nparagraph:story\n"},
        {"a<select><option>x</select><textarea>y</textarea><iframe>z</iframe>b", "paragraph:ab\n"},
        {"<body-text><p>a</p>b</body-text>c", "paragraph:a\nparagraph:b\nparagraph:c\n"},
        {"<p>If <math><semantics><mi>A</mi><annotation encoding=t>{\\A}</annotation></semantics>"
         "</math> holds, <annotation>so</annotation> what",
         "paragraph:If A holds, so what\n"},
        {"x&nbsp;&amp;&#146;&shy;y", "paragraph:x &’y\n"},
        {"<template><p>t</p></template><p>a", "paragraph:a\n"},
        {"<a href=/x><h3>Head</h3><p>Text</p></a>", "heading:Head\nparagraph:Text\n"},
        {"a\0b", "paragraph:a\n"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(false, rows[i][0], rows[i][1]);
}

static void test_scrapes(void **state)
{
    (void)state;
    check(true, "Title\r\n\r\n- one\n\xE2\x80\xA2 two\n\n \nlast",
          "paragraph:Title\nitem:one\nitem:two\nparagraph:last\n");
    check(true, "no tags <b>here</b>", "paragraph:no tags <b>here</b>\n");
}

static void test_wrapped_lines_are_joined(void **state)
{
    static const char wrapped[] =
        "The council met on Tuesday evening to talk about the bridge, which\n"
        "has been closed since the flood of last spring took two of its four\n"
        "piers away and left the villages on the far side of the river with\n"
        "a detour of forty minutes.\n"
        "\n"
        "Nobody knows who is to pay for it, though the mayor said that there\n"
        "would be an answer before the winter, and that she had written to\n"
        "the ministry three times without having been given more than a form\n"
        "to fill in and a number to call.\n"
        "\n"
        "The next meeting is in March, in the school, because the town hall\n"
        "is to be painted then, which has been put off since the year of the\n"
        "flood as well, as has much else in the town by the river, for which\n"
        "there is never money.\n";
    struct page page;

    (void)state;
    make(&page, true, wrapped);
    assert_int_equal(page.doc.block_count, 3);
    assert_true(str_ends(page.doc.blocks[0].text, S("river with a detour of forty minutes.")));
    assert_int_equal(page.doc.blocks[1].line, 6);
    assert_true(page.doc.blocks[1].after_gap);
    page_leave(&page);
}

/* A short wire text: the first line of a paragraph is told by its indent alone, and by that its
 * first word would have fitted on the line before. */
static void test_filled_lines_are_joined(void **state)
{
    static const char wrapped[] =
        "Ferry to sail again\n"
        "By a reporter\n"
        "   The ferry between the two islands will sail again from Monday, the\n"
        "harbour office said, after three weeks in which it lay at the quay for\n"
        "want of a pump.\n"
        "   A second boat was to be hired for the summer. It would carry cars,\n"
        "which the first does not, and could stay on through the winter if the\n"
        "council found the money for it.\n";

    (void)state;
    check(true, wrapped,
          "paragraph:Ferry to sail again\nparagraph:By a reporter\n"
          "paragraph:The ferry between the two islands will sail again from Monday, the harbour "
          "office said, after three weeks in which it lay at the quay for want of a pump.\n"
          "paragraph:A second boat was to be hired for the summer. It would carry cars, which the "
          "first does not, and could stay on through the winter if the council found the money "
          "for it.\n");
}

static void test_even_lines_that_are_no_paragraph_stay(void **state)
{
    static const char titles[] = "Ferry to sail again from Monday after three weeks\n"
                                 "Council puts off the painting of its own hall too\n"
                                 "Nobody knows who is to pay for the closed bridge\n"
                                 "Second boat to be hired for cars in the summer\n"
                                 "Minister leaves three letters without an answer\n";
    enum { TITLES = 5 };
    struct page page;

    (void)state;
    make(&page, true, titles);
    assert_int_equal(page.doc.block_count, TITLES);
    page_leave(&page);
}

static void test_features_of_a_block(void **state)
{
    struct page page;
    const struct block *block;

    (void)state;
    make(&page, false,
         "<p>He said, <a href=/a>two words</a> and <b>one</b>. <a href=/b>Next</a>!</p>");
    block = page.doc.blocks;
    assert_int_equal(block->words, 7);
    assert_int_equal(block->link_words, 3);
    assert_int_equal(block->links, 2);
    assert_int_equal(block->bold_words, 1);
    assert_int_equal(block->stops, 2);
    assert_int_equal(block->commas, 1);
    assert_true(str_is(block->first_link, "/a"));
    page_leave(&page);
}

static void test_boxes_say_what_is_around(void **state)
{
    struct page page;
    const struct block *block;

    (void)state;
    make(&page, false,
         "<div class='siteHeader'></div><main><article><p>a</p><section id=relatedPosts>"
         "<ul><li>b</ul></section></article></main>");
    block = &page.doc.blocks[0];
    assert_true(page.doc.boxes[block->box].under & HINT_MAIN);
    assert_true(page.doc.boxes[block->box].under & HINT_ARTICLE);
    assert_false(page.doc.boxes[block->box].under & HINT_RELATED);
    block = &page.doc.blocks[1];
    assert_true(page.doc.boxes[block->box].under & HINT_RELATED);
    assert_true(str_is(page.doc.boxes[block->box].tag, "li"));
    for (uint32_t i = 1; i < page.doc.box_count; i++) {
        assert_true(page.doc.boxes[i].parent < i);
        assert_true(page.doc.boxes[i].first < page.doc.boxes[i].last); /* none is empty */
    }
    page_leave(&page);
}

static const struct fact *find(const struct page *page, enum fact_kind kind, const char *key)
{
    for (size_t i = 0; i < page->doc.fact_count; i++)
        if (page->doc.facts[i].kind == kind && str_is(page->doc.facts[i].key, key))
            return &page->doc.facts[i];
    fail_msg("no fact %d %s", kind, key);
    return NULL;
}

static void test_facts(void **state)
{
    struct page page;

    (void)state;
    make(&page, false,
         "<html lang=de><head><title>T &amp; U</title><meta property=OG:Title content=OT>"
         "<link rel=Canonical href=/c></head><body><h1>Head</h1><p>first</p>"
         "<time datetime=2021-03-04 pubdate>March 4</time><a rel=author href=/jr>Jane Roe</a>"
         "<div class=post-date>04.03.2021</div><span itemprop=author>J. R.</span>"
         "<p class=source>Reuters</p>");
    assert_true(str_is(find(&page, FACT_LANG, "lang")->value, "de"));
    assert_true(str_is(find(&page, FACT_TITLE, "title")->value, "T & U"));
    assert_true(str_is(find(&page, FACT_META, "og:title")->value, "OT"));
    assert_true(str_is(find(&page, FACT_LINK, "canonical")->value, "/c"));
    assert_true(str_is(find(&page, FACT_HEADING, "h1")->value, "Head"));
    assert_true(str_is(find(&page, FACT_TIME, "2021-03-04")->value, "March 4"));
    assert_int_equal(find(&page, FACT_TIME, "2021-03-04")->block, 2);
    assert_true(str_is(find(&page, FACT_BYLINE, "rel-author")->value, "Jane Roe"));
    assert_true(str_is(find(&page, FACT_DATE, "post-date")->value, "04.03.2021"));
    assert_true(str_is(find(&page, FACT_PROP, "author")->value, "J. R."));
    assert_true(str_is(find(&page, FACT_CREDIT, "source")->value, "Reuters"));
    page_leave(&page);
}

static void test_page_over_a_ceiling_becomes_text(void **state)
{
    struct page page;
    struct buf html;

    (void)state;
    page_make(&page, false, S(""));
    html = buf_new(&page.arena, SIZE_MAX / 4);
    for (int i = 0; i < 2000; i++)
        buf_str(&html, S("<div>"));
    buf_str(&html, S("<p>One &amp; <b>two</b> three</p><script>var x;</script>four"));
    page.doc.page = buf_text(&html);
    page_run(&page, &stage_prune);
    page_run(&page, &stage_extract);
    assert_true(doc_has_flag(&page.doc, FLAG_PARSER_LIMITED));
    assert_int_equal(page.doc.block_count, 2);
    assert_true(str_is(page.doc.blocks[0].text, "One & two three"));
    assert_true(str_is(page.doc.blocks[1].text, "four"));
    page_leave(&page);
}

static void test_parser_memory_is_limited(void **state)
{
    struct page page;
    struct buf html;

    (void)state;
    page_make(&page, false, S(""));
    page.mill.run.config.page_memory = 1 << 20;
    html = buf_new(&page.arena, SIZE_MAX / 4);
    for (int i = 0; i < 20000; i++)
        buf_str(&html, S("<p>word</p>"));
    page.doc.page = buf_text(&html);
    page_run(&page, &stage_prune);
    page_run(&page, &stage_extract);
    assert_true(doc_has_flag(&page.doc, FLAG_PARSER_LIMITED));
    assert_int_equal(page.doc.block_count, 20000);
    page_leave(&page);
}

static void test_time_runs_out(void **state)
{
    struct extract_limits limits = {.blocks = 1000, .facts = 1000, .seconds = 0};
    struct page page;
    struct buf html;

    (void)state;
    page_make(&page, false, S(""));
    html = buf_new(&page.arena, SIZE_MAX / 4);
    for (int i = 0; i < 1000; i++)
        buf_str(&html, S("<p>word</p>"));
    page.doc.page = buf_text(&html);
    page_run(&page, &stage_prune);
    assert_true(stage_extract.run(&limits, &page.doc, &page.mill.run));
    assert_int_equal(page.doc.why, WHY_DEADLINE);
    assert_int_equal(page.doc.block_count, 0);
    page_leave(&page);
}

/* What is left out of a page over the ceiling of blocks takes no memory, whatever it is made of. */
static void test_blocks_left_out_take_no_memory(void **state)
{
    /* Fewer lines than TEXT_RUNS: the page is still parsed. */
    enum { MOST = 100000, MORE = 25000, LINES = MOST + MORE };
    static const char *const units[] = {"ab\n", "<p>ab", "<pre>ab</pre>"};
    struct page page;
    struct buf bytes;
    size_t before, full = 0;

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        for (int lines = MOST; lines <= LINES; lines += MORE) {
            page_make(&page, i == 0, S(""));
            bytes = buf_new(&page.scratch, SIZE_MAX / 4);
            for (int line = 0; line < lines; line++)
                buf_str(&bytes, str_of(units[i]));
            page.doc.page = page.doc.raw = str_dup(&page.arena, buf_text(&bytes));
            page.mill.run.config.page_memory = 1 << 30;
            page_run(&page, &stage_prune);
            before = page.arena.used;
            page_run(&page, &stage_extract);
            assert_int_equal(page.doc.block_count, MOST);
            assert_int_equal(doc_has_flag(&page.doc, FLAG_TRUNCATED), lines > MOST);
            if (lines == MOST)
                full = page.arena.used - before;
            else
                assert_int_equal(page.arena.used - before, full);
            page_leave(&page);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flow_of_text),
        cmocka_unit_test(test_scrapes),
        cmocka_unit_test(test_wrapped_lines_are_joined),
        cmocka_unit_test(test_filled_lines_are_joined),
        cmocka_unit_test(test_even_lines_that_are_no_paragraph_stay),
        cmocka_unit_test(test_features_of_a_block),
        cmocka_unit_test(test_boxes_say_what_is_around),
        cmocka_unit_test(test_facts),
        cmocka_unit_test(test_page_over_a_ceiling_becomes_text),
        cmocka_unit_test(test_parser_memory_is_limited),
        cmocka_unit_test(test_time_runs_out),
        cmocka_unit_test(test_blocks_left_out_take_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
