/* WARC files that are packed on threads: the same bytes and places for any number of threads, and
 * whatever was not synced is cut. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "own_arena.h"

#include "base/coding.h"
#include "store/warc_write.h"

enum { RECORDS = 300, FILE_BYTES = 60000, SYNC_EACH = 7, LARGEST = 9000 };

static char folder[] = "/tmp/newsmill-warc-XXXXXX";

static struct warc_write *open_warc(const struct warc_place *place, size_t threads)
{
    struct warc_write_config config = {folder, FILE_BYTES, threads, S("software: test\r\n")};
    char error[256] = "";
    struct warc_write *warc = warc_write_open(&config, place, error, sizeof error);

    assert_string_equal(error, "");
    return warc;
}

static void add(struct warc_write *warc, unsigned number)
{
    static char body[LARGEST];
    struct warc_out record = {.type = "response", .content_type = "text/plain"};
    char id[WARC_ID + 1], uri[64];
    uint32_t chance = number;

    for (size_t i = 0; i < sizeof body; i++) {
        chance = chance * 1664525 + 1013904223;
        body[i] = (char)('a' + (chance >> 28));
    }
    snprintf(uri, sizeof uri, "https://a.test/%u", number);
    warc_id(str_of(uri), S("now"), id);
    record.id = str_of(id);
    record.uri = str_of(uri);
    record.date = S("2026-11-22T08:00:00Z");
    record.head = S("HTTP/1.1 200 OK\r\n\r\n");
    record.body = (str){body, number * 7919 % LARGEST};
    assert_true(warc_write_add(warc, &record));
}

static void take_all(struct warc_write *warc, struct warc_place *places, size_t *taken, bool wait)
{
    while (warc_write_take(warc, wait, &places[*taken]) == WARC_TAKEN)
        ++*taken;
}

/* Where each record stands, and in how many files. */
static uint64_t make(size_t threads, struct warc_place *places)
{
    struct warc_place place = {0};
    struct warc_write *warc = open_warc(&place, threads);
    size_t taken = 0;

    warc_write_begin(warc, threads + 1);
    for (unsigned i = 0; i < RECORDS; i++) {
        while (!warc_write_has_room(warc, 1))
            assert_int_equal(warc_write_take(warc, true, &places[taken++]), WARC_TAKEN);
        add(warc, i);
        if (i % SYNC_EACH == 0)
            take_all(warc, places, &taken, false);
        if (warc_write_is_full(warc)) {
            assert_true(warc_write_sync(warc, &place));
            assert_true(warc_write_settle(warc));
        }
    }
    take_all(warc, places, &taken, true);
    assert_int_equal(taken, RECORDS);
    assert_int_equal(warc_write_added(warc), RECORDS);
    assert_true(warc_write_finish(warc, &place));
    assert_true(warc_write_settle(warc));
    warc_write_close(warc);
    return place.file;
}

static str file_of(const struct warc_place *place)
{
    char name[WARC_NAME], path[256];
    struct stat status;
    char *text;
    int fd;

    warc_write_name(place, name);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    fd = open(path, O_RDONLY);
    assert_true(fd >= 0 && fstat(fd, &status) == 0);
    text = arena_alloc(&arena, (size_t)status.st_size);
    assert_int_equal(read(fd, text, (size_t)status.st_size), status.st_size);
    close(fd);
    return (str){text, (size_t)status.st_size};
}

/* The first record of a file stands behind one that names the file and the day. */
static void compare(const struct warc_place *places, const struct warc_place *others)
{
    size_t first = 0;

    for (size_t i = 0; i < RECORDS; i++) {
        first = i && places[i].file != places[i - 1].file ? i : first;
        assert_int_equal(places[i].file, others[i].file);
        assert_int_equal(places[i].offset - places[first].offset,
                         others[i].offset - others[first].offset);
    }
}

static void test_threads(void **state)
{
    static const size_t threads[] = {0, 1, 3};
    static struct warc_place places[3][RECORDS];
    uint64_t files[3];

    (void)state;
    for (size_t t = 0; t < 3; t++)
        files[t] = make(threads[t], places[t]);
    assert_true(files[0] > 3);
    for (size_t t = 1; t < 3; t++) {
        assert_int_equal(files[t], files[0]);
        compare(places[t], places[0]);
    }
}

/* The member at each place is the record that was added as the i-th. */
static void test_places(void **state)
{
    static struct warc_place places[RECORDS];
    struct arena scratch;

    (void)state;
    arena_init(&scratch, 0);
    make(4, places);
    for (unsigned i = 0; i < RECORDS; i += 11) {
        str file = file_of(&places[i]), text;
        char uri[64];
        coding_undo(&arena, &scratch, CODING_GZIP, str_from(file, places[i].offset), 1 << 20,
                    &text);
        snprintf(uri, sizeof uri, "WARC-Target-URI: https://a.test/%u\r\n", i);
        assert_true(str_starts(text, S("WARC/1.1\r\nWARC-Type: response\r\n")));
        assert_true(str_has_nocase(str_slice(text, 0, 400), str_of(uri)));
    }
    arena_free(&scratch);
}

static void test_cut(void **state)
{
    struct warc_place place = {0}, synced, at;
    struct warc_write *warc = open_warc(&place, 2);
    char path[256];
    struct stat status;

    (void)state;
    warc_write_begin(warc, 9);
    add(warc, 1);
    assert_true(warc_write_sync(warc, &synced)); /* waits for what is being packed */
    assert_true(synced.offset > 0);
    add(warc, 2);
    assert_int_equal(warc_write_take(warc, true, &at), WARC_TAKEN);
    assert_true(at.offset < synced.offset);
    assert_int_equal(warc_write_take(warc, true, &at), WARC_TAKEN);
    assert_int_equal(at.offset, synced.offset);
    assert_int_equal(warc_write_take(warc, true, &at), WARC_NONE);
    add(warc, 3); /* is never taken: closing waits for its thread */
    warc_write_close(warc);

    warc_write_close(open_warc(&synced, 2));
    snprintf(path, sizeof path, "%s/newsmill-000009-00000.warc.gz.part", folder);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_size, synced.offset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_threads, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_places, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_cut, arena_up, arena_down),
    };
    char command[64];
    int failed;

    if (!mkdtemp(folder))
        return 99;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) == 0 ? failed : 99;
}
