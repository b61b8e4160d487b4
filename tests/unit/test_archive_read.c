/* Archives read back: what is asked for comes, and nothing of what is damaged ever does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "own_archive.h"

enum { FLIPS = 500, LINES = OWN_LINES };

static struct own_archive own;
static char all[LINES][512]; /* the records, in order */

static const struct own_kind lines_gzip = {".jsonl.gz", PACK_GZIP, false};
static const struct own_kind others[] = {
    {".jsonl.zst", PACK_ZSTD, false},
    {".warc.gz", PACK_GZIP, true},
    {".warc.zst", PACK_ZSTD, true},
};
enum { OTHERS = sizeof others / sizeof *others };

static int set_up_kind(const struct own_kind *kind)
{
    own_make(&own, kind);
    for (int m = 0; m < OWN_GROUPS; m++)
        for (int i = 0; i < OWN_RECORDS; i++)
            own_record(all[m * OWN_RECORDS + i], sizeof *all, m, i, false);
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    return set_up_kind(&lines_gzip);
}

static int tear_down(void **state)
{
    (void)state;
    own_remove(&own);
    return 0;
}

static newsmill_archive *opened(const char *name, const char *value)
{
    newsmill_archive *archive = newsmill_archive_new();

    assert_non_null(archive);
    assert_int_equal(newsmill_archive_add(archive, own.folder), NEWSMILL_OK);
    if (name)
        assert_int_equal(newsmill_archive_set(archive, name, value), NEWSMILL_OK);
    return archive;
}

/* Which records are given: a bit for each. Fails for what is no record of ours. */
static unsigned given(newsmill_archive *archive)
{
    newsmill_str record;
    unsigned bits = 0;

    while (newsmill_archive_next(archive, &record) == NEWSMILL_OK) {
        int i = 0;
        while (i < LINES && !str_eq(record, str_of(all[i])))
            i++;
        if (i == LINES || bits & 1u << i)
            fail_msg("a wrong record: %.*s", (int)record.n, record.p);
        bits |= 1u << i;
    }
    return bits;
}

static unsigned asked(const char *name, const char *value)
{
    newsmill_archive *archive = opened(name, value);
    unsigned bits = given(archive);

    assert_int_equal(newsmill_archive_exit_code(archive), 0);
    newsmill_archive_free(archive);
    return bits;
}

static bool verifies(bool rebuild)
{
    newsmill_archive *archive = opened(NULL, NULL);
    newsmill_verified verified;
    bool sound = newsmill_archive_verify(archive, rebuild, &verified) == NEWSMILL_OK;

    assert_int_equal(newsmill_archive_exit_code(archive), sound ? 0 : 1);
    assert_int_equal(newsmill_archive_message(archive)[0] == '\0', sound);
    newsmill_archive_free(archive);
    return sound;
}

static void test_what_is_asked_for(void **state)
{
    (void)state;
    assert_int_equal(asked(NULL, NULL), 0xFFF);
    assert_int_equal(asked("site", "quay.example"), 0xAAA);
    assert_int_equal(asked("date", "2026-02"), 0x0F0);
    assert_int_equal(asked("date", "2026-02-01..2026-03-11"), 0xFF0);
    assert_int_equal(asked("date", "..2026-01-10"), 0);
    assert_int_equal(asked("archived", "2026-11-22"), 0xFFF);
    assert_int_equal(asked("archived", "2026-11-23.."), 0);
    assert_int_equal(asked("id", "2-1"), 0x200);
    assert_true(verifies(true));
    assert_int_equal(asked("id", "2-1"), 0x200); /* now by its index */
    assert_int_equal(asked("id", "2-9"), 0);
}

static void test_wrong_options(void **state)
{
    newsmill_archive *archive = opened(NULL, NULL);
    newsmill_str record;

    (void)state;
    assert_int_equal(newsmill_archive_set(archive, "date", "yesterday"), NEWSMILL_FAILED);
    assert_int_equal(newsmill_archive_next(archive, &record), NEWSMILL_FAILED);
    assert_int_equal(newsmill_archive_exit_code(archive), 2);
    newsmill_archive_free(archive);
}

static void test_forms(void **state)
{
    newsmill_archive *archive = opened("id", "0-0");
    newsmill_str text;

    (void)state;
    assert_int_equal(newsmill_archive_set(archive, "to", "text"), NEWSMILL_OK);
    assert_int_equal(newsmill_archive_next(archive, &text), NEWSMILL_OK);
    assert_true(str_eq(text, S("A \"quay\" 0\nAda Moss, Bo \xC2\xB7 2026-01-11T08:00:00Z\n\n"
                               "The lamps were lit.\n\n- one\n- two\n\f\n")));
    newsmill_archive_free(archive);
    archive = opened("id", "0-0");
    assert_int_equal(newsmill_archive_set(archive, "to", "markdown"), NEWSMILL_OK);
    assert_int_equal(newsmill_archive_next(archive, &text), NEWSMILL_OK);
    assert_true(str_ends(text, S("# A \"quay\" 0\n\nThe lamps were lit.\n\n- one\n- two\n\n")));
    newsmill_archive_free(archive);
}

static void test_stat(void **state)
{
    newsmill_archive *archive = opened(NULL, NULL);
    newsmill_totals totals;
    newsmill_stat row;

    (void)state;
    assert_int_equal(newsmill_archive_stat(archive, &totals), NEWSMILL_OK);
    assert_int_equal(totals.records, LINES);
    assert_int_equal(totals.words, 6 * LINES);
    assert_int_equal(totals.bytes, own.n);
    assert_int_equal(totals.plain, own.plain);
    assert_int_equal(totals.runs, 1);
    assert_int_equal(totals.counts.read, 14);
    assert_int_equal(newsmill_archive_stat_at(archive, 2, &row), NEWSMILL_OK);
    assert_true(str_eq(row.group, S("removed")) && str_eq(row.name, S("cookie")));
    assert_int_equal(row.count, 3 * LINES);
    assert_int_equal(row.words, 7 * LINES);
    assert_int_equal(newsmill_archive_stat_at(archive, 5, &row), NEWSMILL_FAILED);
    newsmill_archive_free(archive);
}

/* ---- damage ---- */

/* What comes of a damaged shard: verify says it, and every member that was not touched is given. */
static void expect(size_t from, size_t to, const char *what, size_t at)
{
    newsmill_archive *archive = opened(NULL, NULL);
    unsigned bits = given(archive), wanted = 0;

    for (size_t m = 0; m < own.members; m++)
        if (own.ends[m] <= from || (m && own.ends[m - 1] >= to))
            wanted |= own.holds[m];
    if ((bits & wanted) != wanted)
        fail_msg("%s: %s at %zu: sound members are lost: %03x of %03x", own.name, what, at, bits,
                 wanted);
    newsmill_archive_free(archive);
    if (verifies(false))
        fail_msg("%s: %s at %zu: verify says nothing", own.name, what, at);
}

/* Every step-th byte is the end. */
static void try_cuts(size_t step)
{
    assert_true(verifies(true));
    for (size_t n = 0; n < own.n; n += step) {
        own_write(own.shard, own.bytes, n);
        expect(n, own.n, "cut", n);
    }
}

static void try_flips(int flips)
{
    unsigned char bytes[OWN_SIZE];
    uint64_t seed = 1;

    assert_true(verifies(true));
    for (int i = 0; i < flips; i++) {
        size_t at;
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        at = (size_t)(seed >> 33) % own.n;
        memcpy(bytes, own.bytes, own.n);
        bytes[at] ^= (unsigned char)(1u << (seed >> 30 & 7));
        own_write(own.shard, bytes, own.n);
        expect(at, at + 1, "flip", at);
    }
}

static void test_every_cut(void **state)
{
    (void)state;
    try_cuts(1);
}

static void test_flips(void **state)
{
    (void)state;
    try_flips(FLIPS);
}

/* Of shards in the other forms: what is asked for, by its index too, then damage; all of it where
 * the environment asks for it. */
static void test_other_forms(void **state)
{
    bool at_length = getenv("TORTURE") != NULL;

    (void)state;
    for (size_t i = 0; i < OTHERS; i++) {
        if (!pack_built_in(others[i].form))
            continue;
        set_up_kind(&others[i]);
        assert_int_equal(asked(NULL, NULL), 0xFFF);
        assert_int_equal(asked("site", "quay.example"), 0xAAA);
        assert_int_equal(asked("date", "2026-02"), 0x0F0);
        assert_int_equal(asked("id", "2-1"), 0x200);
        try_cuts(at_length ? 1 : 37);
        own_write(own.shard, own.bytes, own.n);
        assert_int_equal(asked("id", "2-1"), 0x200);
        assert_int_equal(asked("id", "2-9"), 0);
        try_flips(at_length ? FLIPS : FLIPS / 10);
        own_remove(&own);
    }
}

/* A shard of WARC records whose members are sound and whose records are not. */
static void test_wrong_warc(void **state)
{
    static const struct {
        const char *was, *now;
    } changes[] = {
        {"The lamps were lit.", "The lamps were lot."}, /* not what the digest says */
        {"Content-Length: 32", "Content-Length: 31"},
        {"WARC/1.1", "WARC/1.0"},
        {"\"words\":6", "\"words\":x"},
        {"WARC-Type: conversion", "WARC-Type: conversian"},
        {"WARC-Type: conversion", "WARC-Type: warcinfo\r\n"},
        {"WARC-JSON-Metadata", "WARC-JSON-Metedata"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char head[512], text[2048];
        own_make(&own, &others[1]);
        own.n = own.ends[0];
        own.members = 1;
        own_record(head, sizeof head, 0, 0, true);
        own_warc(text, sizeof text, "conversion", head, "The lamps were lit.\n\n- one\n- two");
        assert_non_null(strstr(text, changes[i].was));
        memcpy(strstr(text, changes[i].was), changes[i].now, strlen(changes[i].now));
        own_member(&own, text, 1);
        own_write(own.shard, own.bytes, own.n);
        remove(own.manifest);
        if (verifies(true))
            fail_msg("%s: verify says nothing", changes[i].now);
        own_remove(&own);
    }
}

static size_t read_back(const char *path, unsigned char *to)
{
    FILE *f = fopen(path, "rb");
    size_t n = fread(to, 1, OWN_SIZE, f);

    fclose(f);
    return n;
}

/* An index that is damaged anywhere hides no record and leads to no wrong one. */
static void try_index(size_t at)
{
    if (verifies(false))
        fail_msg("byte %zu of the index: verify says nothing", at);
    assert_int_equal(asked("id", "1-2"), 0x040);
    assert_int_equal(asked("id", "0-0"), 0x001);
}

static void test_index(void **state)
{
    unsigned char whole[OWN_SIZE], bytes[OWN_SIZE];
    size_t n;

    (void)state;
    assert_false(verifies(false)); /* it is not there */
    assert_true(verifies(true));
    n = read_back(own.index, whole);
    for (size_t at = 0; at < n; at++) {
        memcpy(bytes, whole, n);
        bytes[at] ^= (unsigned char)(1u << at % 8);
        own_write(own.index, bytes, n);
        try_index(at);
        own_write(own.index, whole, at);
        try_index(at);
    }
    assert_true(verifies(true));
    assert_int_equal(read_back(own.index, bytes), n);
    assert_memory_equal(bytes, whole, n);
}

static void test_manifest(void **state)
{
    unsigned char whole[OWN_SIZE], bytes[OWN_SIZE];
    size_t n = read_back(own.manifest, whole);

    (void)state;
    assert_true(verifies(true));
    for (size_t at = 0; at < n; at++) {
        memcpy(bytes, whole, n);
        bytes[at] ^= (unsigned char)(1u << at % 8);
        own_write(own.manifest, bytes, n);
        if (verifies(false))
            fail_msg("byte %zu of MANIFEST: verify says nothing", at);
    }
    own_write(own.manifest, whole, n);
    remove(own.shard);
    assert_false(verifies(true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_options, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_forms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stat, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flips, set_up, tear_down),
        cmocka_unit_test(test_other_forms),
        cmocka_unit_test(test_wrong_warc),
        cmocka_unit_test_setup_teardown(test_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_manifest, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("archive_read", tests, NULL, NULL);
}
