/* written_doc: a document as the write stage gets it. Included once by a test program. */
#ifndef NEWSMILL_TEST_WRITTEN_DOC_H
#define NEWSMILL_TEST_WRITTEN_DOC_H

#include "blank_doc.h"

static int set_up(void **state)
{
    doc_up(state);
    doc.source = S("dump.jsonl");
    doc.raw = S("<p>Bytes.</p>");
    return 0;
}

static void add_article(void)
{
    struct block *cut;

    add(BLOCK_HEADING, "Harbour opens")->why = WHY_TITLE;
    add(BLOCK_PARAGRAPH, "First\xC2\xA0paragraph \"quoted\".");
    add(BLOCK_PARAGRAPH, "Share this on all networks")->why = WHY_SHARE;
    add(BLOCK_HEADING, "What is new");
    add(BLOCK_ITEM, "one");
    add(BLOCK_ITEM, "two");
    cut = add(BLOCK_PARAGRAPH, "Glued.Together and again again.");
    block_span(&doc, cut, 6, 6, WHY_GLUED, S(" "));
    block_span(&doc, cut, 24, 30, WHY_REPEAT, S(""));
    add(BLOCK_ROW, "a | b");
    add(BLOCK_ROW, "c | d");
    add(BLOCK_CODE, "int x;\n  x++;");
}

static void add_fields(void)
{
    field_set(&doc, FIELD_URL, S("http://News.Example/a?utm_source=x"), "input");
    field_set(&doc, FIELD_TITLE, S("Harbour \"opens\""), "og");
    field_set(&doc, FIELD_AUTHORS, S("Ann A\nBob B"), "json-ld");
    field_set(&doc, FIELD_PUBLISHED, S("2024-05-06T07:08:09+02:00"), "json-ld");
    field_set(&doc, FIELD_LANG, S("en"), "html");
    field_set(&doc, FIELD_ACCESS, S("free"), "json-ld");
    doc.page_type = "article";
    doc.quality = 0.8754f;
    doc_flag(&doc, FLAG_JSON_REPAIRED);
}

static void assert_text(str got, const char *want)
{
    if (!str_eq(got, str_of(want)))
        fail_msg("got:\n%.*s\nwanted:\n%s", (int)got.n, got.p, want);
}

#endif
