/* lock: whoever finds it held hears who holds it, even when the holder has not said so yet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "store/lock.h"

static const char path[] = "test-lock-file";

static int hold(void)
{
    int fd;

    unlink(path);
    fd = open(path, O_RDWR | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    return fd;
}

static void *sign_late(void *fd)
{
    struct timespec late = {.tv_nsec = 50000000};

    nanosleep(&late, NULL);
    assert_int_equal(pwrite(*(int *)fd, "process 7 since then\n", 21, 0), 21);
    return NULL;
}

static void test_held(void **state)
{
    int holder = hold(), fd;
    struct fault fault = {0};
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, sign_late, &holder), 0);
    assert_int_equal(lock_take(path, &fd, &fault), LOCK_HELD);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(fd, -1);
    assert_string_equal(fault.line, "test-lock-file: is locked by process 7 since then");
    close(holder);
    unlink(path);
}

/* A holder that never says who it is is not waited for. */
static void test_never_signed(void **state)
{
    int holder = hold(), fd;
    struct fault fault = {0};

    (void)state;
    assert_int_equal(lock_take(path, &fd, &fault), LOCK_HELD);
    assert_string_equal(fault.line, "test-lock-file: is locked by another process");
    close(holder);
    assert_int_equal(lock_take(path, &fd, &fault), LOCK_TAKEN);
    close(fd);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_held),
        cmocka_unit_test(test_never_signed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
