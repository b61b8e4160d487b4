/* inputs_ahead: what other threads open is what would have been opened. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/thread.h"
#include "inputs_ahead.h"
#include "read/in.h"

enum { PATH = 128, FILES = 40, MOST = 3 };

static char folder[PATH];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/newsmill-ahead-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char command[PATH + 10];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

/* The path holds until the next call. */
static const char *path_of(const char *name)
{
    static char path[2 * PATH];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* Renamed into place, so that it is another file each time. */
static const char *put(const char *name, const char *text)
{
    char apart[2 * PATH];
    gzFile out;

    snprintf(apart, sizeof apart, "%s/new", folder);
    out = gzopen(apart, "wb");
    gzputs(out, text);
    gzclose(out);
    assert_int_equal(rename(apart, path_of(name)), 0);
    return path_of(name);
}

static void check_shows(struct in *in, const char *text)
{
    const uint8_t *p;
    size_t n;

    assert_non_null(in);
    p = in_peek(in, 1, &n);
    assert_int_equal(n, strlen(text));
    assert_memory_equal(p, text, n);
    in_close(in);
}

static void test_shows_what_was_opened(void **state)
{
    struct inputs_ahead *ahead = inputs_ahead_new(MOST, NULL);

    (void)state;
    inputs_ahead_tell(ahead, put("a", "one"));
    inputs_ahead_tell(ahead, put("b", "other"));
    assert_false(inputs_ahead_wants(ahead, path_of("b")));
    inputs_ahead_tell(ahead, path_of("b")); /* is known */
    assert_true(inputs_ahead_work(ahead));
    assert_true(inputs_ahead_work(ahead));
    assert_false(inputs_ahead_work(ahead));
    check_shows(inputs_ahead_take(ahead, path_of("a")), "one");
    assert_null(inputs_ahead_take(ahead, path_of("a")));
    check_shows(inputs_ahead_take(ahead, path_of("b")), "other");
    inputs_ahead_free(ahead);
    inputs_ahead_free(NULL);
}

/* Whoever reads opens it then, and says what is wrong with it. */
static void test_gives_nothing_else(void **state)
{
    struct inputs_ahead *ahead = inputs_ahead_new(MOST, NULL);

    (void)state;
    inputs_ahead_tell(ahead, put("untouched", "nobody had time"));
    assert_null(inputs_ahead_take(ahead, path_of("untouched")));

    inputs_ahead_tell(ahead, put("replaced", "before"));
    inputs_ahead_work(ahead);
    put("replaced", "after!");
    assert_null(inputs_ahead_take(ahead, path_of("replaced")));

    inputs_ahead_tell(ahead, path_of("missing"));
    inputs_ahead_work(ahead);
    assert_null(inputs_ahead_take(ahead, path_of("missing")));

    assert_int_equal(mkfifo(path_of("pipe"), 0600), 0); /* to open it would wait for a writer */
    inputs_ahead_tell(ahead, path_of("pipe"));
    inputs_ahead_work(ahead);
    assert_null(inputs_ahead_take(ahead, path_of("pipe")));

    inputs_ahead_tell(ahead, put("passed", "not asked for"));
    inputs_ahead_tell(ahead, put("wanted", "asked for"));
    inputs_ahead_work(ahead);
    inputs_ahead_work(ahead);
    check_shows(inputs_ahead_take(ahead, path_of("wanted")), "asked for");
    assert_null(inputs_ahead_take(ahead, path_of("passed")));
    inputs_ahead_free(ahead);
}

static void test_holds_no_more_than_it_may(void **state)
{
    struct inputs_ahead *ahead = inputs_ahead_new(MOST, NULL);
    char name[16];
    int opened = 0;

    (void)state;
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "many-%d", i);
        inputs_ahead_tell(ahead, put(name, name));
    }
    while (inputs_ahead_work(ahead))
        opened++;
    assert_int_equal(opened, MOST);
    inputs_ahead_free(ahead);
}

struct helping {
    struct inputs_ahead *ahead;
    bool stop;
    pthread_mutex_t lock;
};

static bool is_stopped(struct helping *helping)
{
    bool stop;

    pthread_mutex_lock(&helping->lock);
    stop = helping->stop;
    pthread_mutex_unlock(&helping->lock);
    return stop;
}

static void *help(void *with)
{
    while (!is_stopped(with))
        inputs_ahead_work(((struct helping *)with)->ahead);
    return NULL;
}

static void test_several_threads_open(void **state)
{
    struct helping helping = {inputs_ahead_new(MOST, NULL), false, PTHREAD_MUTEX_INITIALIZER};
    pthread_t threads[MOST];
    char name[16];

    (void)state;
    for (int i = 0; i < MOST; i++)
        assert_true(thread_start(&threads[i], help, &helping));
    for (int i = 0; i < FILES; i++) {
        struct in *in;
        for (int k = i; k < i + MOST; k++) {
            snprintf(name, sizeof name, "many-%d", k);
            inputs_ahead_tell(helping.ahead, path_of(name));
        }
        snprintf(name, sizeof name, "many-%d", i);
        in = inputs_ahead_take(helping.ahead, path_of(name));
        check_shows(in ? in : in_open(path_of(name), NULL, &(const char *){NULL}), name);
    }
    pthread_mutex_lock(&helping.lock);
    helping.stop = true;
    pthread_mutex_unlock(&helping.lock);
    for (int i = 0; i < MOST; i++)
        pthread_join(threads[i], NULL);
    inputs_ahead_free(helping.ahead);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shows_what_was_opened),
        cmocka_unit_test(test_gives_nothing_else),
        cmocka_unit_test(test_holds_no_more_than_it_may),
        cmocka_unit_test(test_several_threads_open),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
