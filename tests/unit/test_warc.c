/* WARC: every whole record is kept, whatever is broken around it, however the bytes arrive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "fake_run.h"
#include "pressed.h"
#include "read/in.h"
#include "read/read_warc.h"

enum { MOST = 64, PAGE_BYTES = 1 << 16, RECORDS = 4 };

static const size_t chunks[] = {1, 7, 4096};

static struct arena arena;
static jmp_buf escape;
static struct run run;
static struct doc docs[MOST];
static size_t count;
static uint64_t counts[WARC_TYPES];

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    arena.escape = &escape;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* Reads all documents of an input into docs. */
static void read_bytes(const void *p, size_t n, size_t chunk)
{
    struct in_limits limits = {chunk, 0};
    struct in *in = in_memory(p, n, &limits);
    void *state = calloc(1, reader_warc.size);

    assert_non_null(in);
    assert_non_null(state);
    memset(&run, 0, sizeof run);
    run.config.page_bytes = PAGE_BYTES;
    arena_reset(&arena);
    for (count = 0; count < MOST; count++) {
        doc_init(&docs[count], &arena, NULL);
        if (reader_warc.next(state, NULL, in, &docs[count], &run) != READER_DOC)
            break;
    }
    assert_true(count < MOST);
    memcpy(counts, warc_counts(state), sizeof counts);
    free(state);
    in_close(in);
}

static void raw_is(const struct doc *doc, const char *want)
{
    assert_int_equal(doc->raw.n, strlen(want));
    if (doc->raw.n)
        assert_memory_equal(doc->raw.p, want, doc->raw.n);
}

static void field_is(const struct doc *doc, enum field field, const char *want)
{
    if (!str_eq(doc->fields[field].text, str_of(want)))
        fail_msg("field %d is \"%.*s\"", field, (int)doc->fields[field].text.n,
                 doc->fields[field].text.p);
}

/* A record whose Content-Length is off by `wrong`. */
static void add_record(struct bytes *to, const char *type, const char *uri, const char *extra,
                       const char *block, long wrong)
{
    char head[512];

    snprintf(head, sizeof head,
             "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
             "WARC-Date: 2024-05-06T07:08:09Z\r\n%sContent-Length: %ld\r\n\r\n",
             type, uri, extra, (long)strlen(block) + wrong);
    bytes_text(to, head);
    bytes_text(to, block);
    bytes_text(to, "\r\n\r\n");
}

#define OK   "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
#define HTTP "Content-Type: application/http; msgtype=response\r\n"

static void add_page(struct bytes *to, const char *uri, const char *body)
{
    char block[4096];

    snprintf(block, sizeof block, OK "%s", body);
    add_record(to, "response", uri, HTTP, block, 0);
}

static const char *const bodies[RECORDS] = {
    "<html><p>The first page.</p></html>\n",
    "<html><p>The second page\r\n\r\nhas an empty line.</p></html>",
    "<p>A third one, with the word WARC/1.0 in it.</p>",
    "<p>And the fourth is the last.</p>",
};

/* Four pages with a request before each; starts[i] is where the i-th page's record begins. */
struct dump {
    struct bytes bytes;
    size_t starts[RECORDS + 1]; /* of the request before the page */
    size_t ends[RECORDS];       /* of the page's block */
};

static struct dump make_dump(bool gzip)
{
    struct dump dump = {0};

    for (size_t i = 0; i < RECORDS; i++) {
        struct bytes request = {0}, page = {0};
        char uri[64];

        snprintf(uri, sizeof uri, "http://example.org/%zu", i);
        add_record(&request, "request", uri, "", "GET / HTTP/1.1\r\n\r\n", 0);
        add_page(&page, uri, bodies[i]);
        dump.starts[i] = dump.bytes.n;
        if (gzip) {
            bytes_gzip(&dump.bytes, request.p, request.n, NULL);
            bytes_gzip(&dump.bytes, page.p, page.n, NULL);
        } else {
            bytes_add(&dump.bytes, request.p, request.n);
            bytes_add(&dump.bytes, page.p, page.n);
        }
        dump.ends[i] = dump.bytes.n - (gzip ? 0 : strlen("\r\n\r\n"));
        bytes_free(&request);
        bytes_free(&page);
    }
    dump.starts[RECORDS] = dump.bytes.n;
    return dump;
}

static bool is_whole(const struct doc *doc, size_t record)
{
    return doc->why == WHY_KEPT && str_eq(doc->raw, str_of(bodies[record]));
}

static bool is_there(size_t record)
{
    for (size_t i = 0; i < count; i++)
        if (is_whole(&docs[i], record))
            return true;
    return false;
}

static void check_sound(const struct bytes *bytes)
{
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        read_bytes(bytes->p, bytes->n, chunks[i]);
        assert_int_equal(count, RECORDS);
        assert_int_equal(run.damages, 0);
        assert_int_equal(run.skips, RECORDS);
        assert_int_equal(counts[WARC_REQUEST], RECORDS);
        assert_int_equal(counts[WARC_RESPONSE], RECORDS);
        for (size_t k = 0; k < RECORDS; k++) {
            assert_true(is_whole(&docs[k], k));
            assert_int_equal(docs[k].flags, 0);
            assert_int_equal(docs[k].status, 200);
        }
    }
}

static void test_sound(void **state)
{
    struct dump plain = make_dump(false), gzip = make_dump(true);
    struct bytes whole = {0}, split = {0};

    (void)state;
    check_sound(&plain.bytes);
    check_sound(&gzip.bytes);
    bytes_gzip(&whole, plain.bytes.p, plain.bytes.n, NULL);
    check_sound(&whole);
    for (size_t at = 0; at < plain.bytes.n; at += 100) /* records split over members */
        bytes_gzip(&split, plain.bytes.p + at, plain.bytes.n - at < 100 ? plain.bytes.n - at : 100,
                   NULL);
    check_sound(&split);
    bytes_free(&split);
    bytes_free(&whole);
    bytes_free(&plain.bytes);
    bytes_free(&gzip.bytes);
}

static void test_fields(void **state)
{
    struct dump gzip = make_dump(true), plain = make_dump(false);
    struct bytes bytes = {0};

    (void)state;
    read_bytes(plain.bytes.p, plain.bytes.n, 0);
    field_is(&docs[1], FIELD_URL, "http://example.org/1");
    field_is(&docs[1], FIELD_FETCHED, "2024-05-06T07:08:09Z");
    assert_memory_equal(plain.bytes.p + docs[1].offset, "WARC/1.0\r\nWARC-Type: resp", 25);
    assert_true(str_eq(docs[1].http_type, S("text/html")));
    read_bytes(gzip.bytes.p, gzip.bytes.n, 0);
    assert_memory_equal(gzip.bytes.p + docs[1].offset, "\x1f\x8b\x08", 3);
    read_bytes(gzip.bytes.p + docs[1].offset, gzip.bytes.n - docs[1].offset, 0);
    assert_true(is_whole(&docs[0], 1));
    add_record(&bytes, "RESPONSE", "<https://example.org/a b>", HTTP "WARC-Truncated: length\r\n",
               "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x01\x02", 0);
    bytes_text(&bytes, "warc/0.18\nwarc-type: response\nwarc-target-uri: http://b.example/\n"
                       "warc-date: 2009-03-65T08:43:19-0800\ncontent-length: 47\n\n"
                       "HTTP/1.0 200 OK\nContent-Type: text/plain\n\ntext\n\n\n");
    read_bytes(bytes.p, bytes.n, 7);
    assert_int_equal(count, 2);
    assert_int_equal(run.damages, 0);
    field_is(&docs[0], FIELD_URL, "https://example.org/a b");
    assert_true(str_eq(docs[0].http_coding, S("br")));
    assert_true(doc_has_flag(&docs[0], FLAG_TRUNCATED));
    raw_is(&docs[1], "text\n");
    assert_true(docs[1].is_text);
    assert_false(field_known(&docs[1], FIELD_FETCHED));
    bytes_free(&bytes);
    bytes_free(&gzip.bytes);
    bytes_free(&plain.bytes);
}

static void test_types(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    add_record(&bytes, "warcinfo", "", "", "software: x\r\n", 0);
    add_record(&bytes, "response", "dns:example.org", "Content-Type: text/dns\r\n", "1.2.3.4", 0);
    add_record(&bytes, "revisit", "http://a.example/", HTTP, OK, 0);
    add_record(&bytes, "metadata", "http://a.example/", "", "via: x", 0);
    add_record(&bytes, "continuation", "http://a.example/", "", "<p>more", 0);
    add_record(&bytes, "strange", "http://a.example/", "", "<p>more", 0);
    add_record(&bytes, "resource", "metadata://x/log", "Content-Type: text/plain\r\n", "log", 0);
    add_record(&bytes, "resource", "file:///a.png", "Content-Type: image/png\r\n", "\x89PNG", 0);
    add_record(&bytes, "response", "http://a.example/x.js", HTTP,
               "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\n\r\nvar a", 0);
    assert_int_equal(bytes.n > 0, 1);
    read_bytes(bytes.p, bytes.n, 0);
    assert_int_equal(count, 0);
    assert_int_equal(run.skips, 9);
    assert_int_equal(run.damages, 0);
    assert_int_equal(counts[WARC_OTHER], 1);
    add_record(&bytes, "resource", "file:///a.html", "Content-Type: text/html\r\n", "<p>r", 0);
    add_record(&bytes, "conversion", "http://a.example/", "Content-Type: text/plain\r\n", "t", 0);
    add_record(&bytes, "response", "http://a.example/404", HTTP,
               "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>none", 0);
    add_record(&bytes, "response", "http://a.example/301", HTTP, "HTTP/1.1 301 M\r\n\r\n", 0);
    add_record(&bytes, "response", "http://a.example/bad", HTTP, "SSH-2.0-x\r\n\r\n", 0);
    add_record(&bytes, "response", "http://a.example/bare", HTTP, "\r\n<html>bare", 0);
    read_bytes(bytes.p, bytes.n, 1);
    assert_int_equal(count, 6);
    raw_is(&docs[0], "<p>r");
    assert_false(docs[0].is_text);
    raw_is(&docs[1], "t");
    assert_true(docs[1].is_text);
    assert_int_equal(docs[2].why, WHY_HTTP_STATUS);
    assert_int_equal(docs[3].why, WHY_HTTP_STATUS);
    assert_int_equal(docs[4].why, WHY_BAD_HTTP);
    assert_int_equal(docs[5].why, WHY_KEPT);
    raw_is(&docs[5], "\r\n<html>bare");
    bytes_free(&bytes);
}

/* Cut at every byte: the records before the cut are whole; a document that is not says so. */
static void check_cut(const struct dump *dump, size_t chunk)
{
    for (size_t at = 2; at < dump->bytes.n; at++) {
        size_t whole = 0;

        read_bytes(dump->bytes.p, at, chunk);
        while (whole < RECORDS && dump->ends[whole] <= at)
            whole++;
        assert_in_range(count, whole, whole + 1);
        for (size_t i = 0; i < whole; i++)
            assert_true(is_whole(&docs[i], i) && !docs[i].flags);
        if (count > whole) {
            assert_true(doc_has_flag(&docs[whole], FLAG_TRUNCATED));
            assert_true(docs[whole].why == WHY_CUT ||
                        str_starts(str_of(bodies[whole]), docs[whole].raw));
            assert_int_equal(run.damages, 1);
        }
        assert_true(run.damages <= 1);
    }
}

static void test_cut(void **state)
{
    struct dump plain = make_dump(false), gzip = make_dump(true);

    (void)state;
    check_cut(&plain, 0);
    check_cut(&gzip, 0);
    check_cut(&gzip, 7);
    bytes_free(&plain.bytes);
    bytes_free(&gzip.bytes);
}

/* Each bit flipped: all pages but the one hit, or beside it, are given whole. */
static void check_flips(struct dump *dump, bool gzip)
{
    for (size_t bit = 0; bit < dump->bytes.n * 8; bit++) {
        size_t at = bit / 8, hit = 0;

        while (dump->starts[hit + 1] <= at)
            hit++;
        dump->bytes.p[at] ^= (uint8_t)(1u << bit % 8);
        read_bytes(dump->bytes.p, dump->bytes.n, 0);
        for (size_t i = 0; i < RECORDS; i++)
            if (i != hit && !is_there(i))
                fail_msg("bit %zu of byte %zu, in record %zu, costs record %zu", bit % 8,
                         at - dump->starts[hit], hit, i);
        if (gzip)
            assert_true(is_there(hit) || run.damages);
        dump->bytes.p[at] ^= (uint8_t)(1u << bit % 8);
    }
}

static void test_flips(void **state)
{
    struct dump plain = make_dump(false), gzip = make_dump(true);

    (void)state;
    check_flips(&gzip, true);
    check_flips(&plain, false);
    bytes_free(&plain.bytes);
    bytes_free(&gzip.bytes);
}

static void test_lengths(void **state)
{
    static const long wrong[] = {-40, -5, -2, -1, 1, 2, 3, 4, 5, 40, 100, 500, 100000000};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bytes bytes = {0};

        add_record(&bytes, "response", "http://a.example/", HTTP, OK "<p>One page, of words</p>",
                   wrong[i]);
        add_page(&bytes, "http://example.org/1", bodies[1]);
        add_page(&bytes, "http://example.org/2", bodies[2]);
        for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
            read_bytes(bytes.p, bytes.n, chunks[k]);
            if (count != 3 || run.damages != 1)
                fail_msg("wrong by %ld: %zu documents, %u damages", wrong[i], count, run.damages);
            raw_is(&docs[0], "<p>One page, of words</p>");
            assert_true(is_whole(&docs[1], 1) && is_whole(&docs[2], 2));
        }
        bytes_free(&bytes);
    }
}

static void test_no_length(void **state)
{
    static const char *const lengths[] = {"",
                                          "Content-Length: many\r\n",
                                          "Content-Length: -1\r\n",
                                          "Content-Length: 9223372036854775808\r\n",
                                          "Content-Length: 99999999999999999999999\r\n",
                                          "Content-Length: 4611686018427387903\r\n"};

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct bytes bytes = {0};

        bytes_text(&bytes, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\n");
        bytes_text(&bytes, lengths[i]);
        bytes_text(&bytes, "\r\n" OK "<p>One page</p>\r\n\r\n");
        add_page(&bytes, "http://example.org/1", bodies[1]);
        read_bytes(bytes.p, bytes.n, 7);
        assert_int_equal(count, 2);
        assert_int_equal(run.damages, 1);
        raw_is(&docs[0], "<p>One page</p>");
        assert_true(is_whole(&docs[1], 1));
        bytes_free(&bytes);
    }
}

static void test_garbage(void **state)
{
    struct dump gzip = make_dump(true), plain = make_dump(false);
    struct bytes bytes = {0};

    (void)state;
    bytes_add(&bytes, gzip.bytes.p, gzip.starts[2]);
    bytes_noise(&bytes, 3000, 7);
    bytes_add(&bytes, gzip.bytes.p + gzip.starts[2], gzip.bytes.n - gzip.starts[2]);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        read_bytes(bytes.p, bytes.n, chunks[i]);
        assert_int_equal(count, RECORDS);
        assert_int_equal(run.damages, 1);
        for (size_t k = 0; k < RECORDS; k++)
            assert_true(is_whole(&docs[k], k) && !docs[k].flags);
    }
    bytes_free(&bytes);
    bytes_add(&bytes, plain.bytes.p, plain.starts[2]);
    bytes_noise(&bytes, 200000, 7);
    bytes_text(&bytes, "\n");
    bytes_add(&bytes, plain.bytes.p + plain.starts[2], plain.bytes.n - plain.starts[2]);
    read_bytes(bytes.p, bytes.n, 0);
    assert_int_equal(count, RECORDS);
    assert_int_equal(run.damages, 1);
    bytes_free(&bytes);
    bytes_free(&plain.bytes);
    bytes_free(&gzip.bytes);
}

/* A header over a ceiling is damage; the next record is found. */
static void test_floods(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    bytes_text(&bytes, "WARC/1.0\r\nWARC-Type: response\r\nX: ");
    bytes_noise(&bytes, 100000, 3);
    bytes_text(&bytes, "\r\nContent-Length: 2\r\n\r\nab\r\n\r\n");
    add_page(&bytes, "http://example.org/1", bodies[1]);
    bytes_text(&bytes, "WARC/1.0\r\nWARC-Type: response\r\n");
    for (int i = 0; i < 1001; i++)
        bytes_text(&bytes, "a: b\r\n");
    bytes_text(&bytes, "Content-Length: 2\r\n\r\nab\r\n\r\n");
    add_page(&bytes, "http://example.org/2", bodies[2]);
    read_bytes(bytes.p, bytes.n, 0);
    assert_int_equal(count, 2);
    assert_int_equal(run.damages, 2);
    assert_true(is_whole(&docs[0], 1) && is_whole(&docs[1], 2));
    bytes_free(&bytes);
}

/* A page over page-bytes is cut and flagged, the next record is read; nothing of it is held. */
static void test_large(void **state)
{
    struct bytes block = {0}, bytes = {0};

    (void)state;
    bytes_text(&block, OK);
    bytes_noise(&block, 3000000, 9);
    add_record(&bytes, "response", "http://a.example/", HTTP, (char *)block.p, 0);
    add_page(&bytes, "http://example.org/1", bodies[1]);
    read_bytes(bytes.p, bytes.n, 4096);
    assert_int_equal(count, 2);
    assert_int_equal(run.damages, 0);
    assert_int_equal(docs[0].raw.n, PAGE_BYTES);
    assert_true(doc_has_flag(&docs[0], FLAG_TRUNCATED));
    assert_true(is_whole(&docs[1], 1));
    bytes_free(&bytes);
    add_record(&bytes, "response", "http://a.example/", HTTP, (char *)block.p, 1000000);
    add_page(&bytes, "http://example.org/1", bodies[1]);
    read_bytes(bytes.p, bytes.n, 4096);
    assert_int_equal(count, 2);
    assert_int_equal(run.damages, 1);
    assert_true(is_whole(&docs[1], 1));
    bytes_free(&bytes);
    bytes_free(&block);
}

static void test_bid(void **state)
{
    static const char *const yes[] = {"WARC/1.0\r\n", "WARC/0.18\n", "WARC/1.1\r\nWARC-Type"};
    static const char *const no[] = {
        "", "WARC", "WARC/", "WARC/x.y\r\n", "<html>WARC/1.0\r\n", "WARC/1.0 is a format\r\n"};

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(reader_warc.bid((const uint8_t *)yes[i], strlen(yes[i])) > 0);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_int_equal(reader_warc.bid((const uint8_t *)no[i], strlen(no[i])), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound),     cmocka_unit_test(test_fields),
        cmocka_unit_test(test_types),     cmocka_unit_test(test_cut),
        cmocka_unit_test(test_flips),     cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_no_length), cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_floods),    cmocka_unit_test(test_large),
        cmocka_unit_test(test_bid),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
