/* Real WARC files of other projects, from NEWSMILL_TESTDATA: their records are counted by type as
 * warcio counts them (expect-warcio.json), but for the differences written down below. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "fake_run.h"
#include "read/in.h"
#include "read/read_warc.h"
#include "samples.h"

enum { PAGE_BYTES = 10 << 20 };

/* warcio's own words that are no record types. */
static bool is_artefact(const char *type)
{
    return !strcmp(type, "digest_bad") || !strcmp(type, "arc_header");
}

/* Files whose counts differ, what we count instead, and why. */
static const struct {
    const char *file, *counts, *why;
} differences[] = {
    {"jwat/invalid-warcfile-lonely-request-response-resource-conversion.warc",
     "request 1, response 1, resource 1, conversion 1", "warcio fails where no URI is given"},
    {"jwat/invalid-warcfile-lonely-revisit.warc", "revisit 1",
     "warcio fails where no URI is given"},
    {"jwat/invalid-warcfile-lonely-warcinfo-metadata.warc", "warcinfo 1, metadata 1",
     "warcio takes a record without Content-Length for the rest of the file"},
    {"webarchive-commons/resource/html/link-extraction-test.warc", "warcinfo 1, response 7",
     "warcio ends at a wrong Content-Length; behind it stand more records"},
    {"warcio/example-bad-non-chunked.warc.gz", "warcinfo 2, request 2, response 1, revisit 1",
     "warcio refuses a file that is one gzip member; nothing of it is damaged"},
    {"warcio/example-bad.warc.gz.bad", "warcinfo 1, request 2, response 2, revisit 1",
     "warcio refuses a file that is one gzip member; nothing of it is damaged"},
    {"warcio/example-wrong-chunks.warc.gz", "request 1, response 1",
     "warcio ends at a wrong Content-Length; behind it stand more records"},
};

/* Files whose damage is said, so that the program ends with 1; all others are read without. */
static const char *const damaged[] = {
    "jwat/invalid-warcfile-fields-empty.warc",
    "jwat/invalid-warcfile-fields-invalidformat.warc",
    "jwat/invalid-warcfile-fields-missing.warc",
    "jwat/invalid-warcfile-lonely-continuation.warc",
    "jwat/invalid-warcfile-lonely-monkeys.warc",
    "jwat/invalid-warcfile-lonely-request-response-resource-conversion.warc",
    "jwat/invalid-warcfile-lonely-revisit.warc",
    "jwat/invalid-warcfile-lonely-warcinfo-metadata.warc",
    "jwat/invalid-warcfile-record-then-garbage.warc",
    "webarchive-commons/resource/html/link-extraction-test.warc",
    "warcio/example-trunc.warc",
    "warcio/example-wrong-chunks.warc.gz",
    "fastwarc/clipped.warc.gz",
};
/* JWAT's other invalid-* files break rules that a reader of pages has no need of (a Content-Type
 * that is recommended, digests, fields given twice, an encoding, segment numbers): nothing of them
 * is lost, so nothing is said. */

static struct arena arena;
static jmp_buf escape;
static char text[1000];

/* Reads a file, and puts "type count, ..." in text, in the order of enum warc_type. Gives the
 * number of damages; *bytes: of all documents. */
static unsigned read_file(const char *path)
{
    const char *error = "";
    struct in *in = in_open(path, NULL, &error);
    void *state = calloc(1, reader_warc.size);
    struct run run = {.config = {.page_bytes = PAGE_BYTES}};
    struct doc doc;
    size_t n = 0;

    if (!in || !state)
        fail_msg("%s: %s", path, error);
    do {
        arena_reset(&arena);
        doc_init(&doc, &arena, NULL);
    } while (reader_warc.next(state, NULL, in, &doc, &run) == READER_DOC);
    text[0] = '\0';
    for (unsigned i = 1; i <= WARC_TYPES; i++) {
        unsigned type = i % WARC_TYPES; /* others last */
        uint64_t count = warc_counts(state)[type];

        if (count)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %llu", n ? ", " : "",
                                  warc_type_name((enum warc_type)type), (unsigned long long)count);
    }
    in_close(in);
    free(state);
    return run.damages;
}

/* The same text from a row of the JSON file. */
static void expected(const json_t *row, char *out, size_t room)
{
    uint64_t counts[WARC_TYPES] = {0};
    const char *key;
    json_t *value;
    size_t n = 0;

    json_object_foreach(json_object_get(row, "warcio"), key, value)
    {
        unsigned type = WARC_TYPES - 1;

        if (is_artefact(key))
            continue;
        while (type &&
               !str_eq_nocase(str_trim(str_of(key)), str_of(warc_type_name((enum warc_type)type))))
            type--;
        counts[type] += (uint64_t)json_integer_value(value);
    }
    out[0] = '\0';
    for (unsigned i = 1; i <= WARC_TYPES; i++)
        if (counts[i % WARC_TYPES])
            n += (size_t)snprintf(out + n, room - n, "%s%s %llu", n ? ", " : "",
                                  warc_type_name((enum warc_type)(i % WARC_TYPES)),
                                  (unsigned long long)counts[i % WARC_TYPES]);
}

static const char *difference(const char *file)
{
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
        if (!strcmp(differences[i].file, file))
            return differences[i].counts;
    return NULL;
}

static bool is_damaged(const char *file)
{
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
        if (!strcmp(damaged[i], file))
            return true;
    return false;
}

static bool is_arc(const char *file)
{
    return str_ends(str_of(file), S(".arc")) || str_ends(str_of(file), S(".arc.gz"));
}

static unsigned check_row(const json_t *row)
{
    const char *path = json_string_value(json_object_get(row, "file"));
    const char *file = path + strlen("warc/");
    char want[1000];
    unsigned damages, wrong = 0;

    if (access(path, R_OK) || is_arc(path)) /* ARC is another format */
        return 0;
    damages = read_file(path);
    expected(row, want, sizeof want);
    if (difference(file))
        snprintf(want, sizeof want, "%s", difference(file));
    if (strcmp(text, want)) {
        print_error("%s: we count %s, and not %s\n", file, text, want);
        wrong = 1;
    }
    if ((damages > 0) != is_damaged(file)) {
        print_error("%s: %u damages\n", file, damages);
        wrong = 1;
    }
    return wrong;
}

static void test_counts(void **state)
{
    json_t *rows = json_load_file("warc/expect-warcio.json", 0, NULL), *row;
    unsigned wrong = 0;
    size_t i;

    (void)state;
    assert_true(json_array_size(rows) > 0);
    json_array_foreach(rows, i, row) wrong += check_row(row);
    json_decref(rows);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_counts)};
    int said;

    samples_unpack("warc");
    arena_init(&arena, 0);
    arena.escape = &escape;
    said = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    samples_remove();
    return said;
}
