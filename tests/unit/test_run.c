/* The public interface from end to end: counts, options, memory inputs. */
#include <stdlib.h>
#include <unistd.h>

#include <zlib.h>

#include "mill_pages.h"

static void test_counts_add_up(void **state)
{
    newsmill *mill = new_mill("2");
    const newsmill_doc *doc;
    newsmill_counts counts;
    newsmill_tally tally;
    uint64_t sum = 0;

    (void)state;
    newsmill_input_bytes(mill, pages[0], strlen(pages[0]), "good");
    newsmill_input_bytes(mill, "<html></html>", 13, "empty");
    newsmill_input_bytes(mill, "{\"text\": 7}\n{bad\n", 17, "lines");
    newsmill_input(mill, "/nonexistent/file");
    while (newsmill_next(mill, &doc) == NEWSMILL_OK) {
        newsmill_count(mill, &counts);
        assert_int_equal(counts.read,
                         counts.kept + counts.duplicate + counts.rejected + counts.failed);
    }
    newsmill_count(mill, &counts);
    assert_int_equal(counts.read, 5);
    assert_int_equal(counts.kept, 1);
    assert_int_equal(counts.rejected, 1);
    assert_int_equal(counts.failed, 3);
    for (size_t i = 0; newsmill_tally_at(mill, i, &tally) == NEWSMILL_OK; i++)
        sum += tally.documents;
    assert_int_equal(sum, counts.read);
    assert_int_equal(newsmill_exit_code(mill), 1);
    newsmill_free(mill);
}

static uint64_t part_count(const char *kind)
{
    newsmill_part part;
    uint64_t count = 0;

    for (size_t i = 0; newsmill_part_at(i, &part) == NEWSMILL_OK; i++)
        count += strcmp(part.kind, kind) == 0;
    return count;
}

static void test_timings_when_asked(void **state)
{
    newsmill *mill = new_mill("2");
    const newsmill_doc *doc;
    newsmill_timing timing;
    double seconds = 0;
    size_t i = 0;

    (void)state;
    assert_int_equal(newsmill_timing_at(mill, 0, &timing), NEWSMILL_FAILED);
    assert_int_equal(newsmill_set(mill, "timings", "yes"), NEWSMILL_OK);
    for (i = 0; i < PAGES; i++)
        newsmill_input_bytes(mill, pages[i], strlen(pages[i]), names[i]);
    while (newsmill_next(mill, &doc) == NEWSMILL_OK)
        continue;
    for (i = 0; newsmill_timing_at(mill, i, &timing) == NEWSMILL_OK; i++) {
        assert_true(timing.seconds >= 0);
        seconds += timing.seconds;
        if (i == 0) {
            assert_string_equal(timing.name, "read");
            assert_true(timing.calls > PAGES); /* the end is read, too */
        } else {
            assert_int_equal(timing.calls, PAGES);
        }
    }
    assert_int_equal(i, 1 + part_count("stage"));
    assert_true(seconds > 0);
    newsmill_free(mill);
}

static void test_limit_stops_the_run(void **state)
{
    newsmill *mill = new_mill("2");
    const newsmill_doc *doc;
    size_t n = 0;

    (void)state;
    newsmill_set(mill, "limit", "7");
    for (int i = 0; i < PAGES; i++)
        newsmill_input_bytes(mill, pages[i], strlen(pages[i]), names[i]);
    while (newsmill_next(mill, &doc) == NEWSMILL_OK)
        n++;
    assert_int_equal(n, 7);
    newsmill_free(mill);
}

static void test_options_are_refused_with_a_message(void **state)
{
    newsmill *mill = newsmill_new();
    const newsmill_doc *doc;
    newsmill_option option;

    (void)state;
    assert_int_equal(newsmill_set(mill, "no-such-thing", "1"), NEWSMILL_FAILED);
    assert_non_null(strstr(newsmill_message(mill), "no-such-thing"));
    assert_int_equal(newsmill_exit_code(mill), 2);
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_FAILED);
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_FAILED); /* and it stays so */
    newsmill_free(mill);
    for (size_t i = 0; newsmill_option_at(i, &option) == NEWSMILL_OK; i++)
        for (size_t j = 0; j < i; j++) {
            newsmill_option before;
            newsmill_option_at(j, &before);
            assert_string_not_equal(before.name, option.name);
        }
}

static void test_every_default_can_be_set(void **state)
{
    newsmill *mill = newsmill_new();
    newsmill_option option;

    (void)state;
    for (size_t i = 0; newsmill_option_at(i, &option) == NEWSMILL_OK; i++)
        if (option.usual)
            assert_int_equal(newsmill_set(mill, option.name, option.usual), NEWSMILL_OK);
    newsmill_free(mill);
}

static void test_views_of_a_document(void **state)
{
    newsmill *mill = new_mill("1");
    const newsmill_doc *doc;
    newsmill_block block;
    size_t blocks = 0;

    (void)state;
    newsmill_input_bytes(mill, pages[3], strlen(pages[3]), "three");
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_OK);
    assert_string_equal(newsmill_outcome(doc), "kept");
    assert_true(newsmill_text(doc).n > 100);
    assert_memory_equal(newsmill_field(doc, "title").p, "Story 3", 7);
    assert_non_null(newsmill_field_from(doc, "title"));
    assert_null(newsmill_field(doc, "no such field").p);
    assert_null(newsmill_field_from(doc, "no such field"));
    while (newsmill_block_at(doc, blocks, &block) == NEWSMILL_OK)
        blocks++;
    assert_true(blocks >= 2);
    newsmill_free(mill); /* in the middle of a run */
}

/* A run that breaks while threads are at work: they end before what they use does. */
static void test_full_disk_ends_a_run(void **state)
{
    newsmill *mill = new_mill("8");
    const newsmill_doc *doc;
    int said;

    (void)state;
    newsmill_set(mill, "output", "/dev/full");
    for (int i = 0; i < PAGES; i++)
        newsmill_input_bytes(mill, pages[i], strlen(pages[i]), names[i]);
    while ((said = newsmill_next(mill, &doc)) == NEWSMILL_OK)
        ;
    assert_int_equal(said, NEWSMILL_FAILED);
    assert_int_equal(newsmill_exit_code(mill), 3);
    assert_non_null(strstr(newsmill_message(mill), "/dev/full"));
    newsmill_free(mill);
}

/* "WARC/1.0 ..." twice, a gzip member each, with `flip` inverted. The caller frees. */
static unsigned char *damaged_warc(size_t flip, size_t *n)
{
    char record[1024], page[512];
    unsigned char *bytes = malloc(8192);

    *n = 0;
    for (int i = 0; i < 3; i++) {
        z_stream z = {0};
        int size = snprintf(page, sizeof page,
                            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
                            "<p>Story %d of the old harbour and its boats, told once more.",
                            i);
        int length = snprintf(record, sizeof record,
                              "WARC/1.0\r\nWARC-Type: response\r\n"
                              "WARC-Target-URI: http://example.org/%d\r\n"
                              "Content-Type: application/http; msgtype=response\r\n"
                              "Content-Length: %d\r\n\r\n%s\r\n\r\n",
                              i, size, page);
        deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
        z.next_in = (unsigned char *)record;
        z.avail_in = (unsigned)length;
        z.next_out = bytes + *n;
        z.avail_out = (unsigned)(8192 - *n);
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        *n += z.total_out;
        deflateEnd(&z);
    }
    bytes[flip] ^= 0xFF;
    return bytes;
}

static void test_a_damaged_first_member_costs_one_record(void **state)
{
    static const size_t flips[] = {2, 10, 12, 40};

    (void)state;
    for (size_t i = 0; i < sizeof flips / sizeof *flips; i++) {
        newsmill *mill = new_mill("1");
        const newsmill_doc *doc;
        newsmill_counts counts;
        size_t n;
        unsigned char *bytes = damaged_warc(flips[i], &n);

        newsmill_input_bytes(mill, bytes, n, "damaged.warc.gz");
        while (newsmill_next(mill, &doc) == NEWSMILL_OK)
            ;
        newsmill_count(mill, &counts);
        assert_in_range(counts.kept, 2, 3);
        assert_int_equal(newsmill_exit_code(mill), 1);
        newsmill_free(mill);
        free(bytes);
    }
}

static void test_nothing_to_read(void **state)
{
    newsmill *mill = newsmill_new();
    const newsmill_doc *doc;

    (void)state;
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_END);
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_END);
    newsmill_free(mill);
    newsmill_free(NULL);
}

/* Without state nothing is kept: the output is taken back. */
static void test_interrupted_takes_back(void **state)
{
    char path[] = "/tmp/newsmill-run-XXXXXX";
    int fd = mkstemp(path);
    newsmill *mill = new_mill("1");
    const newsmill_doc *doc;

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    unlink(path);
    newsmill_set(mill, "output", path);
    for (int i = 0; i < 3; i++)
        newsmill_input_bytes(mill, pages[i], strlen(pages[i]), names[i]);
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_OK);
    newsmill_interrupt(mill);
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_INTERRUPTED);
    assert_int_equal(newsmill_next(mill, &doc), NEWSMILL_INTERRUPTED);
    assert_int_equal(newsmill_exit_code(mill), 5);
    newsmill_free(mill);
    assert_int_not_equal(access(path, F_OK), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_add_up),
        cmocka_unit_test(test_timings_when_asked),
        cmocka_unit_test(test_limit_stops_the_run),
        cmocka_unit_test(test_options_are_refused_with_a_message),
        cmocka_unit_test(test_every_default_can_be_set),
        cmocka_unit_test(test_views_of_a_document),
        cmocka_unit_test(test_full_disk_ends_a_run),
        cmocka_unit_test(test_a_damaged_first_member_costs_one_record),
        cmocka_unit_test(test_nothing_to_read),
        cmocka_unit_test(test_interrupted_takes_back),
    };
    return cmocka_run_group_tests(tests, make_pages, NULL);
}
