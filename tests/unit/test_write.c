/* The write stage: records that obey docs/record.schema.json, the other forms, the ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/json.h"
#include "fake_run.h"
#include "json_schema.h"
#include "stage.h"
#include "stage/write_id.h"
#include "stage/write_ledger.h"
#include "stage/write_markdown.h"
#include "stage/write_record.h"
#include "stage/write_text.h"

extern const struct stage stage_write;

enum { MOST_BLOCKS = 100 };

static struct arena arena, scratch;
static jmp_buf escape;
static struct doc doc;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    arena.escape = scratch.escape = &escape;
    doc_init(&doc, &arena, &scratch);
    doc.source = S("dump.jsonl");
    doc.raw = S("<p>Bytes.</p>");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

static struct block *add(enum block_kind kind, const char *text)
{
    struct block *block = doc_add_block(&doc, MOST_BLOCKS);

    block->kind = kind;
    block->text = str_of(text);
    return block;
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

static void test_text(void **state)
{
    (void)state;
    add_article();
    write_finish(&doc);
    assert_text(doc.text, "First paragraph \"quoted\".\n\nWhat is new\n\n- one\n- two\n\n"
                          "Glued. Together and again.\n\na | b\nc | d\n\nint x;\n  x++;");
}

static json_t *read_json(str s)
{
    bool repaired;
    json_t *value = json_read(&arena, s, &repaired, NULL, NULL);

    assert_non_null(value);
    assert_false(repaired);
    return value;
}

static json_t *schema(void)
{
    const char *folder = getenv("srcdir");
    char path[4096];
    json_error_t error;
    json_t *value;

    snprintf(path, sizeof path, "%s/docs/record.schema.json", folder ? folder : ".");
    value = json_load_file(path, 0, &error);
    if (!value)
        fail_msg("%s: %s", path, error.text);
    *arena_own(&arena, (void (*)(void *))json_decref) = value;
    return value;
}

static void assert_valid(json_t *record)
{
    char why[512] = "";

    if (!schema_allows(schema(), record, why, sizeof why))
        fail_msg("%s", why);
}

static json_t *record_of(bool show_removed)
{
    str line;

    write_finish(&doc);
    line = write_record(&doc, show_removed);
    assert_true(str_find_char(line, '\n') == SIZE_MAX);
    return read_json(line);
}

static void test_record(void **state)
{
    json_t *record, *removed;

    (void)state;
    add_article();
    add_fields();
    record = record_of(false);
    assert_valid(record);
    assert_text(json_text(record, "title"), "Harbour \"opens\"");
    assert_text(json_text(record, "source"), "dump.jsonl");
    assert_text(json_text(record, "raw_sha256"),
                "e89e9158d6ce69cd5bf55712600729171cd4cd791f7ffa23346870220893e1df");
    assert_int_equal(json_array_size(json_object_get(record, "authors")), 2);
    assert_int_equal(json_integer_value(json_object_get(record, "words")), 19);
    assert_true(json_real_value(json_object_get(record, "quality")) == 0.875);
    assert_true(json_is_null(json_object_get(record, "agency")));
    assert_text(json_str(json_array_get(json_object_get(record, "flags"), 0)), "json-repaired");
    removed = json_object_get(record, "removed");
    assert_int_equal(json_object_size(removed), 4);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(removed, "share"), "words")), 5);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(removed, "repeat"), "words")), 1);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(removed, "glued"), "spans")), 1);
}

static void test_show_removed(void **state)
{
    json_t *removed, *record;

    (void)state;
    add_article();
    record = record_of(true);
    assert_valid(record);
    removed = json_object_get(record, "removed");
    assert_text(
        json_str(json_array_get(json_object_get(json_object_get(removed, "share"), "texts"), 0)),
        "Share this on all networks");
    assert_int_equal(json_array_size(json_object_get(json_object_get(removed, "glued"), "texts")),
                     0);
}

static void test_empty_record(void **state)
{
    json_t *record;

    (void)state;
    record = record_of(false);
    assert_valid(record);
    assert_true(json_is_null(json_object_get(record, "authors")));
    assert_true(json_is_null(json_object_get(record, "quality")));
    assert_text(json_text(record, "text"), "");
    doc.quality = 1;
    doc.page_type = "stub";
    assert_true(
        json_number_value(json_object_get(read_json(write_record(&doc, false)), "quality")) == 1.0);
}

static void put_key(struct buf *out, const char *key)
{
    buf_str(out, str_of(key));
    buf_char(out, ' ');
}

/* fields.def has what is found; these stand between and behind it. */
static str wanted_keys(void)
{
    static const char *const where[] = {"source", "offset", "raw_sha256"};
    static const char *const rest[] = {"flags", "page_type", "quality", "text", "words", "removed"};
    struct buf out = buf_new(&arena, 4096);

    for (size_t i = 0; i < FIELD_COUNT; i++) {
        put_key(&out, field_rows[i].key);
        for (size_t k = 0; i == FIELD_SITE && k < sizeof where / sizeof *where; k++)
            put_key(&out, where[k]);
    }
    for (size_t k = 0; k < sizeof rest / sizeof *rest; k++)
        put_key(&out, rest[k]);
    return buf_text(&out);
}

static str keys_of(json_t *object)
{
    struct buf out = buf_new(&arena, 4096);
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value) put_key(&out, key);
    return buf_text(&out);
}

/* The same keys in the same order in the record, its schema and its page. */
static void test_keys(void **state)
{
    const char *folder = getenv("srcdir");
    struct buf rows = buf_new(&arena, 4096);
    const char *want = wanted_keys().p;
    char path[4096], line[1024];
    FILE *f;

    (void)state;
    want = str_zero_ended(&arena, wanted_keys());
    assert_text(keys_of(record_of(false)), want);
    assert_text(keys_of(json_object_get(schema(), "properties")), want);
    snprintf(path, sizeof path, "%s/docs/records.md", folder ? folder : ".");
    f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f) && strncmp(line, "## text", 7) != 0)
        if (strncmp(line, "| `", 3) == 0) {
            line[3 + strcspn(line + 3, "`")] = '\0';
            put_key(&rows, line + 3);
        }
    fclose(f);
    assert_text(buf_text(&rows), want);
}

/* What the tables of the code may say is what the schema allows. */
static void test_schema_knows_flags(void **state)
{
    json_t *flags = json_object_get(json_object_get(schema(), "properties"), "flags");
    json_t *names = json_object_get(json_object_get(flags, "items"), "enum");

    (void)state;
    assert_int_equal(json_array_size(names), FLAG_COUNT);
    for (size_t i = 0; i < FLAG_COUNT; i++)
        assert_text(json_str(json_array_get(names, i)), flag_rows[i].name);
}

static void test_schema_refuses(void **state)
{
    json_t *record;
    char why[512];

    (void)state;
    add_fields();
    record = record_of(false);
    json_object_set_new(record, "words", json_integer(-1));
    assert_false(schema_allows(schema(), record, why, sizeof why));
    json_object_set_new(record, "words", json_integer(1));
    json_object_set_new(record, "lang", (json_string)("EN"));
    assert_false(schema_allows(schema(), record, why, sizeof why));
    json_object_set_new(record, "lang", json_null());
    assert_true(schema_allows(schema(), record, why, sizeof why));
    json_object_set_new(record, "colour", json_null());
    assert_false(schema_allows(schema(), record, why, sizeof why));
    json_object_del(record, "colour");
    json_object_del(record, "id");
    assert_false(schema_allows(schema(), record, why, sizeof why));
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
    const char *names[] = {"output", "ledger", "to"}, *values[] = {output, ledger, to};

    option_defaults(stage_write.options, stage_write.option_count, state, &arena);
    for (size_t i = 0; i < 3; i++)
        assert_null(
            option_set(option_find(stage_write.options, stage_write.option_count, str_of(names[i])),
                       state, values[i], &arena));
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
        cmocka_unit_test_setup_teardown(test_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_show_removed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_schema_knows_flags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_schema_refuses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_id, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_plain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_markdown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ledger, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stage_fails, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
