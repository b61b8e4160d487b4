/* The write stage: the text, its forms, the ledger, and files that are there only when whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake_run.h"
#include "stage.h"
#include "stage/write_id.h"
#include "stage/write_ledger.h"
#include "stage/write_markdown.h"
#include "stage/write_record.h"
#include "stage/write_text.h"
#include "written_doc.h"

extern const struct stage stage_write;

static void test_text(void **state)
{
    (void)state;
    add_article();
    write_finish(&doc);
    assert_text(doc.text, "First paragraph \"quoted\".\n\nWhat is new\n\n- one\n- two\n\n"
                          "Glued. Together and again.\n\na | b\nc | d\n\nint x;\n  x++;");
}

static void test_id(void **state)
{
    static const char *const same[] = {"http://News.Example/a", "HTTP://news.example:80/a#top",
                                       "http://news.example/a?utm_id=1",
                                       " http://news.example/a?fbclid=2&gclid=3&UTM_source=4 "};
    str first = {NULL, 0};

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_text(write_id_url(&arena, str_of(same[i])), "http://news.example/a");
    assert_text(write_id_url(&arena, S("https://A.example:443?b=C&utm_x=1&d")),
                "https://a.example/?b=C&d");
    assert_text(write_id_url(&arena, S("http://a.example:8080/A/?")), "http://a.example:8080/A/");
    assert_text(write_id_url(&arena, S("no/address?x=http://y")), "no/address?x=http://y");
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        memset(doc.fields, 0, sizeof doc.fields);
        field_set(&doc, FIELD_URL, str_of(same[i]), "input");
        write_id(&doc);
        assert_int_equal(doc.fields[FIELD_ID].text.n, 32);
        assert_true(!i || str_eq(first, doc.fields[FIELD_ID].text));
        first = doc.fields[FIELD_ID].text;
    }
    memset(doc.fields, 0, sizeof doc.fields);
    write_id(&doc);
    assert_false(str_eq(first, doc.fields[FIELD_ID].text));
    memset(doc.fields, 0, sizeof doc.fields);
    doc.given_id = S("own-17");
    write_id(&doc);
    assert_text(doc.fields[FIELD_ID].text, "own-17");
    assert_string_equal(doc.fields[FIELD_ID].from, "input");
    memset(doc.fields, 0, sizeof doc.fields);
    doc.given_id = (str){arena_alloc(&arena, 1025), 1025}; /* some text, and no name */
    write_id(&doc);
    assert_string_equal(doc.fields[FIELD_ID].from, "hash");
}

static void test_plain(void **state)
{
    struct buf out = buf_new(&arena, 4096);

    (void)state;
    add(BLOCK_PARAGRAPH, "Text.");
    write_finish(&doc);
    write_plain(&out, &doc);
    assert_text(buf_text(&out), "Text.\n\f\n");
    add_fields();
    out = buf_new(&arena, 4096);
    write_plain(&out, &doc);
    assert_text(buf_text(&out), "Harbour \"opens\"\n"
                                "Ann A, Bob B \xC2\xB7 2024-05-06T07:08:09+02:00\n"
                                "http://News.Example/a?utm_source=x\n\nText.\n\f\n");
}

static void test_markdown(void **state)
{
    struct buf out = buf_new(&arena, 4096);

    (void)state;
    add_article();
    add(BLOCK_PARAGRAPH, "# 1*2 [x](y) snake_case _em_ <b>&amp;");
    add(BLOCK_PARAGRAPH, "1. not a list");
    add(BLOCK_CODE, "```");
    add(BLOCK_QUOTE, "- said");
    add_fields();
    doc.given_id = S("7");
    write_finish(&doc);
    write_markdown(&out, &doc);
    assert_text(buf_text(&out),
                "---\nid: \"7\"\nurl: \"http://News.Example/a?utm_source=x\"\n"
                "title: \"Harbour \\\"opens\\\"\"\nauthors:\n  - \"Ann A\"\n  - \"Bob B\"\n"
                "published: \"2024-05-06T07:08:09+02:00\"\nlang: \"en\"\naccess: \"free\"\n"
                "source: \"dump.jsonl\"\npage_type: \"article\"\n---\n\n# Harbour \"opens\"\n\n"
                "First paragraph \"quoted\".\n\n## What is new\n\n- one\n- two\n\n"
                "Glued. Together and again.\n\n| a | b |\n| --- | --- |\n| c | d |\n\n"
                "```\nint x;\n  x++;\n```\n\n"
                "\\# 1\\*2 \\[x\\](y) snake_case \\_em\\_ \\<b\\>\\&amp;\n\n1\\. not a list\n\n"
                "````\n```\n````\n\n> \\- said\n\n");
}

static void test_ledger(void **state)
{
    (void)state;
    doc.line = 3;
    doc.offset = 17;
    doc_fail(&doc, WHY_BAD_JSON, "line 3: is \"x\"");
    doc.given_id = S("7");
    write_finish(&doc);
    assert_text(write_ledger(&doc),
                "{\"source\":\"dump.jsonl\",\"offset\":17,\"line\":3,\"url\":null,"
                "\"outcome\":\"failed\",\"reason\":\"bad-json\",\"id\":\"7\","
                "\"detail\":\"line 3: is \\\"x\\\"\"}\n");
}

/* ---- the stage as the run calls it ---- */

static char folder[64], output[96], ledger[96];
static struct run run;

static size_t lines_in(const char *path)
{
    FILE *f = fopen(path, "r");
    size_t lines = 0;
    int c;

    if (!f)
        return SIZE_MAX;
    while ((c = getc(f)) != EOF)
        lines += c == '\n';
    fclose(f);
    return lines;
}

static void *state_with(const char *to)
{
    void *state = arena_zero(&arena, stage_write.size);
    const char *names[] = {"ledger", "to"}, *values[] = {ledger, to};

    run.config.output = output;
    option_defaults(stage_write.options, stage_write.option_count, state, &arena);
    for (size_t i = 0; i < 2; i++) {
        if (!*values[i])
            continue;
        assert_null(
            option_set(option_find(stage_write.options, stage_write.option_count, str_of(names[i])),
                       state, values[i], &arena));
    }
    return state;
}

static void run_stage(const char *to, bool whole)
{
    void *state = state_with(to);

    assert_true(stage_write.open(state, &run));
    assert_true(stage_write.run(state, &doc, &run));
    doc.why = WHY_EMPTY;
    assert_true(stage_write.run(state, &doc, &run));
    doc.why = WHY_KEPT;
    assert_int_not_equal(access(output, F_OK), 0);
    assert_true(stage_write.close(state, &run, whole));
}

static void test_stage(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/newsmill-write-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(output, sizeof output, "%s/out", folder);
    snprintf(ledger, sizeof ledger, "%s/ledger", folder);
    add(BLOCK_PARAGRAPH, "Text.");
    run_stage("jsonl", false);
    assert_int_not_equal(access(ledger, F_OK), 0);
    run_stage("jsonl", true);
    assert_int_equal(lines_in(output), 1);
    assert_int_equal(lines_in(ledger), 2);
    unlink(output);
    run_stage("text", true);
    assert_int_equal(lines_in(output), 2);
    unlink(output);
    unlink(ledger);
    run.config.dry_run = true;
    run_stage("markdown", true);
    run.config.dry_run = false;
    assert_int_equal(rmdir(folder), 0);
}

static void test_stage_fails(void **state)
{
    void *write;

    (void)state;
    snprintf(ledger, sizeof ledger, "/newsmill/none");
    snprintf(output, sizeof output, "/newsmill/none");
    write = state_with("jsonl");
    assert_false(stage_write.open(write, &run));
    assert_non_null(strstr(run.failed, "both"));
    ledger[0] = '\0';
    write = state_with("jsonl");
    assert_false(stage_write.open(write, &run));
    assert_string_equal(run.failed, "/newsmill/none: No such file or directory");
    assert_true(stage_write.close(write, &run, false));
    snprintf(output, sizeof output, "/dev/full");
    write = state_with("jsonl");
    assert_true(stage_write.open(write, &run));
    assert_true(stage_write.run(write, &doc, &run));
    assert_false(stage_write.close(write, &run, true));
    assert_string_equal(run.failed, "/dev/full: No space left on device");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_id, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_plain, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_markdown, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_ledger, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_stage, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_stage_fails, set_up, doc_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
