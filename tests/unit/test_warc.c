/* WARC: each record that holds a page gives a document, however the bytes arrive. */
#include "warc_made.h"

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
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_bid),
    };
    return cmocka_run_group_tests(tests, arena_up, arena_down);
}
