/* The bytes are the same however they arrive; damage is said, and costs the damaged member alone.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read_whole.h"

static void test_plain(void **state)
{
    struct bytes plain = {0};

    (void)state;
    check_same(&plain, &plain, 0);
    bytes_text(&plain, "A plain text is shown as it is.\n");
    check_same(&plain, &plain, 0);
    bytes_free(&plain);
}

static void test_members(void **state)
{
    struct members m = make_members(5000);
    struct bytes twice = {0}, thrice = {0};

    (void)state;
    check_same(&m.packed, &m.plain, 0);
    bytes_gzip(&twice, m.packed.p, m.packed.n, NULL);
    check_same(&twice, &m.plain, 0);
    bytes_gzip(&thrice, twice.p, twice.n, NULL);
    check_same(&thrice, &m.packed, 0); /* no deeper than two */
    bytes_free(&twice);
    bytes_free(&thrice);
    free_members(&m);
}

static void test_headers(void **state)
{
    Bytef extra[] = "sl\4\0\1\2\3\4", name[] = "name.warc", comment[] = "a comment";
    gz_header header = {
        .extra = extra, .extra_len = 8, .name = name, .comment = comment, .hcrc = 1, .os = 3};
    struct bytes plain = {0}, packed = {0};

    (void)state;
    bytes_text(&plain, "Optional fields of the header are passed over.");
    bytes_gzip(&packed, plain.p, plain.n, &header);
    check_same(&packed, &plain, 0);
    bytes_free(&plain);
    bytes_free(&packed);
}

static void test_behind_the_last(void **state)
{
    struct members m = make_members(MEMBER_SIZE);
    uint8_t zeros[1000] = {0};

    (void)state;
    bytes_add(&m.packed, zeros, sizeof zeros);
    check_same(&m.packed, &m.plain, 0);
    bytes_text(&m.packed, "x");
    check_same(&m.packed, &m.plain, 1);
    free_members(&m);
}

static void test_garbage_between(void **state)
{
    struct members m = make_members(MEMBER_SIZE);
    struct bytes packed = {0};
    struct result result;

    (void)state;
    bytes_add(&packed, m.packed.p, m.starts[1]);
    bytes_text(&packed, "no member \x1f\x8b\x08 is here");
    bytes_add(&packed, m.packed.p + m.starts[1], m.packed.n - m.starts[1]);
    check_same(&packed, &m.plain, 1);
    result = read_all(packed.p, packed.n, 0);
    assert_int_equal(result.damage_at, m.starts[1]);
    assert_int_equal(result.passed, packed.n - m.packed.n);
    bytes_free(&result.bytes);
    bytes_free(&packed);
    free_members(&m);
}

/* Cut at every byte: what is whole is given, and the cut is said unless it is between members. */
static void test_cut(void **state)
{
    struct members m = make_members(MEMBER_SIZE);

    (void)state;
    for (size_t at = 2; at < m.packed.n; at++) {
        size_t whole = 0;
        struct result result = read_all(m.packed.p, at, 7);
        bool between;

        while (m.starts[whole + 1] <= at)
            whole++;
        between = m.starts[whole] == at;
        assert_int_equal(result.damages, !between);
        assert_true(result.bytes.n >= whole * MEMBER_SIZE);
        assert_memory_equal(result.bytes.p ? result.bytes.p : m.plain.p, m.plain.p, result.bytes.n);
        bytes_free(&result.bytes);
    }
    free_members(&m);
}

/* Each bit flipped: the other two members are always given. */
static void test_flips(void **state)
{
    struct members m = make_members(MEMBER_SIZE);
    unsigned silent = 0;

    (void)state;
    for (size_t bit = 0; bit < m.packed.n * 8; bit++) {
        size_t at = bit / 8, hit = 0;
        struct result result;

        while (m.starts[hit + 1] <= at)
            hit++;
        m.packed.p[at] ^= (uint8_t)(1u << bit % 8);
        result = read_all(m.packed.p, m.packed.n, 4096);
        for (size_t i = 0; i < MEMBERS; i++)
            if (i != hit && !holds(&result.bytes, &m.text[i]))
                fail_msg("bit %zu of member %zu costs member %zu", bit - m.starts[hit] * 8, hit, i);
        if (!result.damages) { /* the time, the OS, the bits behind the last code: of no effect */
            assert_int_equal(result.bytes.n, m.plain.n);
            assert_memory_equal(result.bytes.p, m.plain.p, m.plain.n);
            silent++;
        }
        m.packed.p[at] ^= (uint8_t)(1u << bit % 8);
        bytes_free(&result.bytes);
    }
    assert_true(silent <= MEMBERS * 8 * 8);
    free_members(&m);
}

/* A stack of two, the outer one damaged: it ends, and what came before is right. */
static void test_stack_cut(void **state)
{
    struct members m = make_members(MEMBER_SIZE);
    struct bytes twice = {0};

    (void)state;
    bytes_gzip(&twice, m.packed.p, m.packed.n, NULL);
    for (size_t at = 30; at < twice.n; at++) {
        struct result result = read_all(twice.p, at, 7);

        assert_true(result.damages >= 1);
        assert_memory_equal(result.bytes.p ? result.bytes.p : m.plain.p, m.plain.p, result.bytes.n);
        bytes_free(&result.bytes);
    }
    bytes_free(&twice);
    free_members(&m);
}

/* Bytes that look like members everywhere must not be read again and again without end. */
static void test_false_starts(void **state)
{
    static const uint8_t start[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0xff, 0xff};
    struct bytes packed = {0};

    (void)state;
    for (int i = 0; i < 20000; i++)
        bytes_add(&packed, start, sizeof start);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        struct result result = read_all(packed.p, packed.n, chunks[i]);

        assert_true(result.damages > 0);
        bytes_free(&result.bytes);
    }
    bytes_free(&packed);
}

static void test_places(void **state)
{
    struct members m = make_members(MEMBER_SIZE);
    struct in *in = in_memory(m.packed.p, m.packed.n, NULL);
    size_t got;

    (void)state;
    assert_non_null(in);
    in_peek(in, m.plain.n, &got);
    assert_int_equal(got, m.plain.n);
    for (size_t i = 0; i < MEMBERS; i++) {
        assert_int_equal(in_next_member(in, 0), 0);
        assert_int_equal(in_next_member(in, 1), i + 1 < MEMBERS ? MEMBER_SIZE : SIZE_MAX);
        assert_int_equal(in_member_offset(in), m.starts[i]);
        assert_int_equal(in_offset(in), i * MEMBER_SIZE);
        in_skip(in, 1);
        assert_int_equal(in_member_offset(in), m.starts[i]);
        in_skip(in, MEMBER_SIZE - 1);
    }
    assert_int_equal(in_skip(in, 100), 0);
    assert_int_equal(in_file_offset(in), m.packed.n);
    in_close(in);
    free_members(&m);
}

static void test_ceiling(void **state)
{
    struct members m = make_members(MEMBER_SIZE);
    struct in_limits limits = {16, 64};
    struct in *in = in_memory(m.plain.p, m.plain.n, &limits);
    size_t got;

    (void)state;
    assert_non_null(in);
    in_peek(in, SIZE_MAX, &got);
    assert_in_range(got, 64, 64 + 16);
    assert_int_equal(in_state(in), IN_OPEN);
    assert_int_equal(in_skip(in, 500), 500); /* beyond what was shown */
    assert_memory_equal(in_peek(in, 64, &got), m.plain.p + 500, 64);
    in_close(in);
    free_members(&m);
}

/* ---- files ---- */

static void test_file(void **state)
{
    struct members m = make_members(200000);
    char path[] = "test-in-XXXXXX";
    const char *error = NULL;
    int fd = mkstemp(path);
    struct in *in;
    size_t got;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, m.packed.p, m.packed.n), m.packed.n);
    close(fd);
    in = in_open(path, NULL, &error);
    assert_non_null(in);
    assert_memory_equal(in_peek(in, m.plain.n, &got), m.plain.p, m.plain.n);
    assert_int_equal(got, m.plain.n);
    in_close(in);
    unlink(path);
    free_members(&m);
}

static void test_refused(void **state)
{
    const char *error = NULL;

    (void)state;
    assert_null(in_open("/dev/null", NULL, &error));
    assert_string_equal(error, "is not a regular file");
    assert_null(in_open("/", NULL, &error));
    assert_string_equal(error, "is a folder");
    assert_null(in_open("no-such-file", NULL, &error));
    assert_string_equal(error, "No such file or directory");
}

/* UTF-16 of "aé𝄞", twice, then half a pair and half a unit; big end first or last. */
static void make_utf16(struct bytes *out, bool big)
{
    static const uint16_t units[] = {0xFEFF, 'a',    0xE9,   0xD834, 0xDD1E, 'a',
                                     0xE9,   0xD834, 0xDD1E, 0xDD1E, 'b',    0xD834};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint8_t pair[] = {(uint8_t)(units[i] >> 8), (uint8_t)units[i]};
        if (!big)
            pair[0] = pair[1], pair[1] = (uint8_t)(units[i] >> 8);
        bytes_add(out, pair, 2);
    }
    bytes_add(out, "x", 1);
}

static void check_recoded(const struct bytes *wide, bool big, const char *want, unsigned damages)
{
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        struct in *in = in_recode(opened(wide->p, wide->n, chunks[i]), big);
        struct result result = read_rest(in, wide->n);
        assert_int_equal(result.damages, damages);
        assert_string_equal((char *)result.bytes.p, want);
        bytes_free(&result.bytes);
    }
}

static void test_utf16(void **state)
{
    const char *want = "\uFEFFaé𝄞aé𝄞\uFFFDb\uFFFD";

    (void)state;
    for (int big = 0; big < 2; big++) {
        struct bytes wide = {0}, packed = {0};
        make_utf16(&wide, big);
        check_recoded(&wide, big, want, 0);
        bytes_gzip(&packed, wide.p, wide.n - 5, NULL);
        bytes_text(&packed, "garbage");
        bytes_gzip(&packed, wide.p + wide.n - 5, 4, NULL);
        check_recoded(&packed, big, "\uFEFFaé𝄞aé𝄞\uFFFDb\uFFFD", 1);
        bytes_free(&packed);
        bytes_free(&wide);
    }
}

/* Room for less than a character is no end. */
static void test_utf16_taken(void **state)
{
    struct in *in = in_recode(opened("a\0\xE9\0b\0", 6, 1), false);
    uint8_t got[5] = "";

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(in_take(in, got + i, 1), 1);
    assert_int_equal(in_take(in, got, 1), 0);
    assert_string_equal((char *)got, "aéb");
    assert_int_equal(in_file_offset(in), 6);
    in_close(in);
}

static void test_fifo(void **state)
{
    const char *path = "test-in-fifo", *error = NULL;
    struct in *in;
    size_t got;
    int fd;

    (void)state;
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "through a pipe", 14), 14);
    in = in_open(path, NULL, &error);
    assert_non_null(in);
    close(fd);
    assert_memory_equal(in_peek(in, 100, &got), "through a pipe", 14);
    assert_int_equal(got, 14);
    assert_int_equal(in_state(in), IN_END);
    in_close(in);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),           cmocka_unit_test(test_members),
        cmocka_unit_test(test_headers),         cmocka_unit_test(test_behind_the_last),
        cmocka_unit_test(test_garbage_between), cmocka_unit_test(test_cut),
        cmocka_unit_test(test_flips),           cmocka_unit_test(test_stack_cut),
        cmocka_unit_test(test_false_starts),    cmocka_unit_test(test_places),
        cmocka_unit_test(test_ceiling),         cmocka_unit_test(test_file),
        cmocka_unit_test(test_refused),         cmocka_unit_test(test_fifo),
        cmocka_unit_test(test_utf16),           cmocka_unit_test(test_utf16_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
