/* Outputs: there when whole, gone when not, and every refusal of the system is said. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "base/file.h"

enum { LARGE = 1 << 20 };

static char folder[64], path[96], other[96];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/newsmill-file-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/out", folder);
    snprintf(other, sizeof other, "%s/out.part", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    unlink(other);
    assert_int_equal(rmdir(folder), 0); /* nothing else may be left */
    return 0;
}

static size_t read_back(const char *from, char *to, size_t room)
{
    FILE *f = fopen(from, "rb");
    size_t n;

    assert_non_null(f);
    n = fread(to, 1, room, f);
    fclose(f);
    return n;
}

static struct file *opened(const char *name, bool gz)
{
    const char *error = NULL;
    struct file *file = file_open(name, gz, &error);

    if (!file)
        fail_msg("%s: %s", name, error);
    return file;
}

static void test_commit(void **state)
{
    const char *error;
    char got[64];
    struct file *file = opened(path, false);

    (void)state;
    assert_true(file_write(file, S("one\n")));
    assert_true(file_flush(file));
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(access(other, F_OK), 0);
    assert_true(file_write(file, S("two\n")));
    assert_true(file_commit(file, &error));
    assert_int_equal(read_back(path, got, sizeof got), 8);
    assert_memory_equal(got, "one\ntwo\n", 8);
    assert_int_not_equal(access(other, F_OK), 0);
}

static void test_drop_keeps_the_old(void **state)
{
    const char *error;
    char got[64];
    struct file *file = opened(path, false);

    (void)state;
    file_write(file, S("old"));
    assert_true(file_commit(file, &error));
    file = opened(path, false);
    file_write(file, S("newer"));
    file_drop(file);
    file_drop(NULL);
    assert_int_equal(read_back(path, got, sizeof got), 3);
}

static void test_mode(void **state)
{
    const char *error;
    struct stat st;
    mode_t was = umask(027);

    (void)state;
    assert_true(file_commit(opened(path, false), &error));
    umask(was);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(chmod(path, 0600), 0);
    assert_true(file_commit(opened(path, false), &error));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

/* Two runs that write the same name at once do not write into each other. */
static void test_two_at_once(void **state)
{
    const char *error;
    char got[8];
    struct file *a = opened(path, false), *b = opened(path, false);

    (void)state;
    file_write(a, S("a"));
    file_write(b, S("b"));
    assert_true(file_commit(a, &error));
    assert_true(file_commit(b, &error));
    assert_int_equal(read_back(path, got, sizeof got), 1);
    assert_int_equal(got[0], 'b');
}

static void test_link(void **state)
{
    const char *error;
    struct stat st;

    (void)state;
    assert_true(file_commit(opened(path, false), &error));
    assert_int_equal(symlink(path, other), 0);
    assert_true(file_commit(opened(other, false), &error));
    assert_int_equal(lstat(other, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

static void test_gzip(void **state)
{
    static char text[LARGE], first[LARGE], again[LARGE], back[LARGE];
    const char *error;
    size_t n, m;
    gzFile gz;

    (void)state;
    for (size_t i = 0; i < LARGE; i++)
        text[i] = (char)('a' + (i * i / 7) % 26);
    for (int round = 0; round < 2; round++) {
        struct file *file = opened(path, true);
        for (size_t i = 0; i < LARGE; i += 1000)
            assert_true(file_write(file, str_slice((str){text, LARGE}, i, i + 1000)));
        assert_true(file_commit(file, &error));
        n = read_back(path, round ? again : first, LARGE);
    }
    m = n;
    assert_memory_equal(first, again, m);
    assert_memory_equal(first, "\x1F\x8B\x08\0\0\0\0\0", 8);
    assert_int_equal((unsigned char)first[9], 255);
    gz = gzopen(path, "rb");
    assert_int_equal(gzread(gz, back, LARGE), LARGE);
    gzclose(gz);
    assert_memory_equal(back, text, LARGE);
}

static void test_refused(void **state)
{
    const char *error = NULL;
    char missing[96];

    (void)state;
    snprintf(missing, sizeof missing, "%s/none/out", folder);
    assert_null(file_open(missing, false, &error));
    assert_string_equal(error, "No such file or directory");
    assert_null(file_open(folder, false, &error));
    assert_string_equal(error, "Is a directory");
}

/* Writes until the system refuses; what it said must come back from every later call. */
static void assert_breaks(struct file *file, const char *want)
{
    const char *error = NULL;
    bool sound = true;

    for (int i = 0; sound && i < 1000; i++)
        sound =
            file_write(file, S("0123456789012345678901234567890123456789\n")) && file_flush(file);
    assert_false(sound);
    assert_string_equal(file_error(file), want);
    assert_false(file_write(file, S("x")));
    assert_false(file_flush(file));
    assert_false(file_commit(file, &error));
    assert_string_equal(error, want);
}

static void test_full_disk(void **state)
{
    const char *error = NULL;
    struct file *file = opened("/dev/full", false);

    (void)state;
    assert_breaks(file, "No space left on device");
    file = opened("/dev/full", true); /* found out at the end only */
    assert_true(file_write(file, S("little")));
    assert_false(file_commit(file, &error));
    assert_string_equal(error, "No space left on device");
}

static void test_file_size_limit(void **state)
{
    struct rlimit was, low;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);

    (void)state;
    getrlimit(RLIMIT_FSIZE, &was);
    low = was;
    low.rlim_cur = 4096;
    setrlimit(RLIMIT_FSIZE, &low);
    assert_breaks(opened(path, false), "File too large");
    setrlimit(RLIMIT_FSIZE, &was);
    signal(SIGXFSZ, handler);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void test_closed_pipe(void **state)
{
    void (*handler)(int) = signal(SIGPIPE, SIG_IGN);
    int ends[2], was = dup(STDOUT_FILENO);
    struct file *file;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    dup2(ends[1], STDOUT_FILENO);
    file = opened("-", false);
    dup2(was, STDOUT_FILENO);
    close(was);
    close(ends[1]);
    close(ends[0]);
    assert_breaks(file, "Broken pipe");
    signal(SIGPIPE, handler);
}

static void test_pipe_sees_whole_records(void **state)
{
    int ends[2], was = dup(STDOUT_FILENO);
    const char *error;
    struct file *file;
    char got[16];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    dup2(ends[1], STDOUT_FILENO);
    file = opened("-", false);
    dup2(was, STDOUT_FILENO);
    close(was);
    close(ends[1]);
    assert_true(file_write(file, S("record\n")) && file_flush(file));
    assert_int_equal(read(ends[0], got, sizeof got), 7);
    assert_true(file_commit(file, &error));
    assert_int_equal(read(ends[0], got, sizeof got), 0);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_drop_keeps_the_old, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mode, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_two_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_link, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_gzip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_full_disk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file_size_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_closed_pipe, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pipe_sees_whole_records, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
