/* The simple readers and the walk of a folder: who takes what, and what becomes of what is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "fake_run.h"
#include "own_arena.h"
#include "read/folder.h"
#include "read/in.h"
#include "stage.h"

extern const struct reader reader_html, reader_text;

enum { PAGE_BYTES = 10000, NAMES = 32 };

static struct run run;
static struct doc doc;

static int set_up(void **state)
{
    memset(&run, 0, sizeof run);
    run.config.page_bytes = PAGE_BYTES;
    return arena_up(state);
}

static unsigned bid(const struct reader *reader, str s)
{
    return reader->bid((const uint8_t *)s.p, s.n);
}

static void test_html_bids(void **state)
{
    static const str pages[] = {{"<!DOCTYPE html><p>", 18},
                                {"\n\t <HTML lang=en>", 17},
                                {"\xEF\xBB\xBF<head>", 9},
                                {"<body class=x>", 14},
                                {"<!-- saved -->", 14},
                                {"<?xml version='1.0'?>", 21},
                                {"<p>A", 4},
                                {"</div>", 6},
                                {"<\0h\0t\0m\0l\0", 10},
                                {"\xFE\xFF\0<\0p", 6},
                                {"\xFF\xFE<\0h\0t\0m\0", 10},
                                {"\0<\0h\0t\0m\0l", 10},
                                {"Warning: x\n<!doctype html>", 26}};
    static const str others[] = {{"", 0},
                                 {"A text", 6},
                                 {"<3 this", 7},
                                 {"a < b", 5},
                                 {"< p", 3},
                                 {"{\"html\":\"<p>\"}", 14},
                                 {"WARC/1.0\r\n", 10},
                                 {"It speaks of <html> tags.", 25},
                                 {"<", 1},
                                 {"\xFF\xFE", 2}};

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (bid(&reader_html, pages[i]) <= bid(&reader_text, pages[i]))
            fail_msg("page %zu is not taken", i);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (bid(&reader_html, others[i]))
            fail_msg("%zu is taken for a page", i);
}

static void read_with(const struct reader *reader, struct in *in)
{
    char state[64] = {0};

    assert_true(reader->size <= sizeof state);
    doc_init(&doc, &arena, NULL);
    assert_int_equal(reader->next(state, NULL, in, &doc, &run), READER_DOC);
    assert_int_equal(reader->next(state, NULL, in, &doc, &run), READER_END);
    in_close(in);
}

/* A file that holds n letters, read in chunks: the page is put together from them. */
static void test_whole_file(void **state)
{
    static const size_t chunks[] = {1, 7, 4096}, sizes[] = {0, 1, PAGE_BYTES, PAGE_BYTES + 1};
    static char text[PAGE_BYTES + 1];
    char path[] = "test-readers-XXXXXX";
    const char *error;
    int fd = mkstemp(path);

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    for (size_t i = 0; i < 3 * 4; i++) {
        struct in_limits limits = {.chunk = chunks[i % 3], .peek = 64};
        size_t size = sizes[i / 3], kept = size < PAGE_BYTES ? size : PAGE_BYTES;
        assert_int_equal(pwrite(fd, text, size, 0), size);
        read_with(&reader_html, in_open(path, &limits, &error));
        assert_true(str_eq(doc.raw, (str){text, kept}));
        assert_int_equal(doc_has_flag(&doc, FLAG_TRUNCATED), size > kept);
    }
    close(fd);
    unlink(path);
}

static void test_whole(void **state)
{
    static const size_t chunks[] = {1, 7, 4096};
    static char text[PAGE_BYTES + 1];

    (void)state;
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < 3; i++) {
        struct in_limits limits = {.chunk = chunks[i], .peek = 64};
        read_with(&reader_text, in_memory(text, PAGE_BYTES, &limits));
        assert_ptr_equal(doc.raw.p, text); /* a page in memory is not copied */
        assert_int_equal(doc.raw.n, PAGE_BYTES);
        assert_int_equal(doc.flags, 0);
        assert_true(doc.is_text);
        read_with(&reader_html, in_memory(text, PAGE_BYTES + 1, &limits));
        assert_int_equal(doc.raw.n, PAGE_BYTES);
        assert_true(doc_has_flag(&doc, FLAG_TRUNCATED));
        assert_false(doc.is_text);
        assert_int_equal(doc.why, WHY_KEPT);
    }
    read_with(&reader_text, in_memory("", 0, NULL));
    assert_int_equal(doc.raw.n, 0);
    assert_int_equal(doc.why, WHY_KEPT);
}

static void assert_refused_as(enum reason why, const struct reader *reader, str s,
                              const char *detail)
{
    read_with(reader, in_memory(s.p, s.n, NULL));
    assert_int_equal(doc.why, why);
    if (!str_eq(doc.detail, str_of(detail)))
        fail_msg("'%.*s' is not '%s'", (int)doc.detail.n, doc.detail.p, detail);
}

static void assert_refused(const struct reader *reader, str s, const char *detail)
{
    assert_refused_as(WHY_NOT_TEXT, reader, s, detail);
}

static void test_not_text(void **state)
{
    static const str texts[] = {{"Plain text, 50 % \xC3\xA9.\n", 22},
                                {"\xFF\xFEW\0o\0r\0d\0", 10},
                                {"\0W\0o\0r\0d\0s", 10},
                                {"\x1B$B%F%9%H\x1B(B", 12},
                                {"\x83\x65\x83\x58\x83\x67", 6},
                                {"MZ is a name", 12}};

    (void)state;
    assert_refused(&reader_text, S("%PDF-1.7\n%\xE2\xE3"), "is a PDF document");
    assert_refused(&reader_text, S("\x89PNG\r\n\x1A\n"), "is a PNG picture");
    assert_refused_as(WHY_PACKED, &reader_text, S("From: <Saved by Blink>\r\nSubject: x\r\n"),
                      "is an MHTML page: unpack it, and give what is in it");
    assert_refused_as(WHY_PACKED, &reader_text, S("PK\3\4\x14\0"),
                      "is a zip archive: unpack it, and give what is in it");
    assert_refused(&reader_text,
                   S("\x7F"
                     "ELF\2\1\1"),
                   "is a program");
    assert_refused(&reader_text, S("abc\0\0\0\1\2\3\0\0\4def"), "is full of control characters");
    assert_refused(&reader_html, S("<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>"),
                   "is an RSS feed");
    assert_refused(&reader_html, S("<urlset xmlns='x'>"), "is a sitemap");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        read_with(&reader_text, in_memory(texts[i].p, texts[i].n, NULL));
        if (doc.why != WHY_KEPT)
            fail_msg("text %zu %.*s", i, (int)doc.detail.n, doc.detail.p);
    }
}

static size_t gzipped(str s, uint8_t *out, size_t room)
{
    z_stream z = {0};

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (uint8_t *)(uintptr_t)s.p;
    z.avail_in = (unsigned)s.n;
    z.next_out = out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static void test_damage(void **state)
{
    static char page[8000];
    static uint8_t bytes[16000];
    unsigned seed = 1;
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof page; i++) {
        seed = seed * 1103515245 + 12345;
        page[i] = (char)('a' + (seed >> 16) % 26);
    }
    n = gzipped((str){page, sizeof page}, bytes, sizeof bytes);
    read_with(&reader_html, in_memory(bytes, n, NULL));
    assert_int_equal(run.damages, 0);
    read_with(&reader_html, in_memory(bytes, n / 2, NULL));
    assert_int_equal(run.damages, 1);
    assert_int_equal(doc.why, WHY_KEPT);
    assert_true(doc_has_flag(&doc, FLAG_TRUNCATED));
    assert_true(doc.raw.n > 1000 && doc.raw.n < sizeof page);
    assert_memory_equal(doc.raw.p, page, doc.raw.n);
    read_with(&reader_text, in_memory(bytes, 12, NULL));
    assert_int_equal(run.damages, 2);
    assert_int_equal(doc.why, WHY_CUT);
    assert_true(doc.detail.n > 0);
}

/* ---- folders ---- */

static char folder[64];

static void put_file(const char *name)
{
    char path[256];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    fclose(f);
}

static void put_folder(const char *name)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void put_link(const char *name, const char *target)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(symlink(target, path), 0);
}

static void test_folder(void **state)
{
    static const char *const want[] = {"A", "a-b", "a.txt", "a/deep/z", "a/x", "b", "\xC3\xA9"};
    const char *path, *error;
    struct folder *walk;
    char command[128], ahead[128];
    size_t n = 0, aheads = 0;

    (void)state;
    snprintf(folder, sizeof folder, "/tmp/newsmill-folder-XXXXXX");
    assert_non_null(mkdtemp(folder));
    put_folder("a");
    put_folder("a/deep");
    put_folder("empty");
    put_folder(".hidden");
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        put_file(want[i]);
    put_file(".dot");
    put_file(".hidden/x");
    put_link("link", "b");
    put_link("a/up", "..");
    walk = folder_open(folder, NULL, 0);
    assert_non_null(walk);
    while (folder_next(walk, &path, &error) == FOLDER_FILE) {
        assert_true(n < sizeof want / sizeof *want);
        assert_string_equal(path + strlen(folder) + 1, want[n++]);
        if (folder_ahead(walk, 0, ahead, sizeof ahead)) {
            aheads++;
            assert_string_equal(ahead + strlen(folder) + 1, want[n]);
            assert_false(folder_ahead(walk, 0, ahead, strlen(ahead)));
        }
    }
    assert_in_range(aheads, 1, n - 1);
    assert_int_equal(n, sizeof want / sizeof *want);
    assert_int_equal(folder_next(walk, &path, &error), FOLDER_END);
    folder_close(walk);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void test_folder_unreadable(void **state)
{
    struct folder *walk = folder_open("/newsmill/no/such/folder", NULL, 0);
    const char *path, *error = "";

    (void)state;
    assert_int_equal(folder_next(walk, &path, &error), FOLDER_UNREADABLE);
    assert_string_equal(path, "/newsmill/no/such/folder");
    assert_string_equal(error, "No such file or directory");
    assert_int_equal(folder_next(walk, &path, &error), FOLDER_END);
    folder_close(walk);
    folder_close(NULL);
}

/* Deeper than the ceiling: said, and no end to what can be read beside it. */
static void test_folder_deep(void **state)
{
    const char *path, *error = "";
    enum folder_said said;
    bool told = false;
    struct folder *walk;
    char command[128];

    (void)state;
    snprintf(folder, sizeof folder, "/tmp/newsmill-folder-XXXXXX");
    assert_non_null(mkdtemp(folder));
    put_file("z");
    snprintf(command, sizeof command,
             "cd %s && for i in $(seq 150); do mkdir d && cd d || exit 1; done", folder);
    assert_int_equal(system(command), 0);
    walk = folder_open(folder, NULL, 0);
    while ((said = folder_next(walk, &path, &error)) == FOLDER_UNREADABLE) {
        assert_string_equal(error, "lies too deep");
        told = true;
    }
    assert_int_equal(said, FOLDER_FILE);
    assert_true(told);
    folder_close(walk);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_html_bids, set_up, arena_down),
        cmocka_unit_test_setup_teardown(test_whole, set_up, arena_down),
        cmocka_unit_test_setup_teardown(test_whole_file, set_up, arena_down),
        cmocka_unit_test_setup_teardown(test_not_text, set_up, arena_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, arena_down),
        cmocka_unit_test(test_folder),
        cmocka_unit_test(test_folder_unreadable),
        cmocka_unit_test(test_folder_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
