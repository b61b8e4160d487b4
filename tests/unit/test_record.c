/* Records: what stands in them, and that they obey docs/record.schema.json and docs/records.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json_schema.h"
#include "stage/dedup.h"
#include "stage/write_record.h"
#include "written_doc.h"

static json_t *read_json(str s)
{
    void **owned = arena_own(&arena, (void (*)(void *))json_decref);
    json_t *value = json_loadb(s.p, s.n, JSON_ALLOW_NUL, NULL);

    assert_non_null(value);
    *owned = value;
    return value;
}

static str text_in(const json_t *value)
{
    return json_is_string(value) ? (str){json_string_value(value), json_string_length(value)}
                                 : (str){NULL, 0};
}

static str text_of(const json_t *object, const char *key)
{
    return text_in(json_object_get(object, key));
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
    assert_text(text_of(record, "title"), "Harbour \"opens\"");
    assert_text(text_of(record, "source"), "dump.jsonl");
    assert_text(text_of(record, "raw_sha256"),
                "e89e9158d6ce69cd5bf55712600729171cd4cd791f7ffa23346870220893e1df");
    assert_int_equal(json_array_size(json_object_get(record, "authors")), 2);
    assert_int_equal(json_integer_value(json_object_get(record, "words")), 19);
    assert_true(json_real_value(json_object_get(record, "quality")) == 0.875);
    assert_true(json_is_null(json_object_get(record, "agency")));
    assert_text(text_in(json_array_get(json_object_get(record, "flags"), 0)), "json-repaired");
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
        text_in(json_array_get(json_object_get(json_object_get(removed, "share"), "texts"), 0)),
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
    assert_text(text_of(record, "text"), "");
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
static str wanted_keys(bool deduped)
{
    static const char *const dedup[] = {"cluster",    "duplicate_of", "duplicate_kind",
                                        "similarity", "replaces",     "sketch"};
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
    for (size_t k = 0; deduped && k < sizeof dedup / sizeof *dedup; k++)
        put_key(&out, dedup[k]);
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
    struct duplicate duplicate = {.cluster = S("c")};
    struct sketch sketch = {.is_shown = true};
    const char *want = str_zero_ended(&arena, wanted_keys(true));
    char path[4096], line[1024];
    FILE *f;

    (void)state;
    assert_text(keys_of(record_of(false)), str_zero_ended(&arena, wanted_keys(false)));
    doc.duplicate = &duplicate;
    doc.sketch = &sketch;
    assert_text(keys_of(record_of(false)), want);
    assert_valid(record_of(false));
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
        assert_text(text_in(json_array_get(names, i)), flag_rows[i].name);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_record, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_show_removed, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_empty_record, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_keys, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_schema_knows_flags, set_up, doc_down),
        cmocka_unit_test_setup_teardown(test_schema_refuses, set_up, doc_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
