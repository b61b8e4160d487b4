/* WARC: every whole record is kept, whatever is broken around it. */
#include "warc_made.h"

static bool is_there(size_t record)
{
    for (size_t i = 0; i < count; i++)
        if (is_whole(&docs[i], record))
            return true;
    return false;
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

/* One line end between two records instead of two. */
static void test_line_ends(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    add_page(&bytes, "http://example.org/3", bodies[3]);
    bytes.n -= strlen("\r\n");
    add_page(&bytes, "http://example.org/1", bodies[1]);
    add_page(&bytes, "http://example.org/2", bodies[2]);
    read_bytes(bytes.p, bytes.n, 0);
    assert_int_equal(count, 3);
    assert_int_equal(run.damages, 1);
    assert_true(is_there(3) && is_there(1) && is_there(2));
    bytes_free(&bytes);
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
        assert_int_equal(stretches, 1);
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
    assert_int_equal(stretches, 1);
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
    assert_int_equal(stretches, 2);
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

/* A header ends before the first line of another record: a flood of first lines is read once, not
 * to the ceiling of a header for each of them. */
static void test_flood_of_first_lines(void **state)
{
    enum { LINES = 1000 };
    struct bytes bytes = {0};

    (void)state;
    for (int i = 0; i < LINES; i++)
        bytes_text(&bytes, "WARC/1.0\r\n");
    add_page(&bytes, "http://example.org/1", bodies[1]);
    read_bytes(bytes.p, bytes.n, 0);
    assert_int_equal(count, 1);
    assert_int_equal(run.damages, LINES);
    assert_int_equal(stretches, LINES);
    assert_true(is_whole(&docs[0], 1));
    bytes_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut),       cmocka_unit_test(test_flips),
        cmocka_unit_test(test_lengths),   cmocka_unit_test(test_no_length),
        cmocka_unit_test(test_line_ends), cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_floods),    cmocka_unit_test(test_flood_of_first_lines),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, arena_up, arena_down);
}
