/* Whose turn it is: hosts by time, URLs of a host in their order, one at a time, robots.txt first.
 */
#include <stdio.h>
#include <stdlib.h>

#include "own_arena.h"

#include "read/fetch_queue.h"

enum { MANY = 500 };

static struct queue queue;

static int up(void **state)
{
    queue = (struct queue){0};
    return arena_up(state);
}

static int down(void **state)
{
    queue_free(&queue);
    return arena_down(state);
}

static struct origin *origin_of(const char *url)
{
    bool new_host;
    struct origin *origin = queue_origin(&queue, &arena, str_of(url), &new_host);

    assert_non_null(origin);
    return origin;
}

static struct job *put(const char *url, bool in_front)
{
    struct job *job = job_new(str_of(url), str_of(url), S("a list"), S(""));

    assert_non_null(job);
    job->origin = origin_of(url);
    job->origin->state = ROBOTS_KNOWN;
    assert_true(queue_put(&queue, job, in_front));
    return job;
}

/* Takes the next job as a transfer would, and ends it. */
static void expect(const char *url)
{
    int64_t next;
    struct host *host = queue_turn(&queue, INT64_MAX - 1, &next);
    struct job *job = host ? queue_take(&queue, host) : NULL;

    assert_non_null(job);
    assert_string_equal(job->url, url);
    job_free(job);
    assert_true(queue_wake(&queue, host));
}

static void test_origins(void **state)
{
    (void)state;
    assert_ptr_equal(origin_of("https://a.test/x"), origin_of("https://A.test/y?z#"));
    assert_ptr_equal(origin_of("https://a.test"), origin_of("https://a.test?q"));
    assert_ptr_not_equal(origin_of("https://a.test/"), origin_of("http://a.test/"));
    assert_ptr_equal(origin_of("https://a.test/")->host, origin_of("http://a.test:8080/")->host);
    assert_ptr_not_equal(origin_of("https://a.test/")->host, origin_of("https://b.test/")->host);
    assert_ptr_equal(origin_of("http://[::1]:80/")->host, origin_of("http://[::1]/")->host);
    assert_ptr_not_equal(origin_of("http://[::1]/")->host, origin_of("http://[::2]/")->host);
    assert_string_equal(origin_of("http://[fd00::1]:8000/x")->host->name, "[fd00::1]");
    assert_string_equal(origin_of("http://a1:80/x")->host->name, "a1");
}

static void test_order(void **state)
{
    int64_t next;

    (void)state;
    put("https://a.test/1", false);
    put("https://a.test/2", false);
    put("https://a.test/0", true);
    assert_int_equal(queue.jobs, 3);
    expect("https://a.test/0");
    expect("https://a.test/1");
    expect("https://a.test/2");
    assert_int_equal(queue.jobs, 0);
    assert_null(queue_turn(&queue, 0, &next));
    assert_true(next == INT64_MAX);
}

static void test_times(void **state)
{
    struct host *a = put("https://a.test/1", false)->origin->host, *b;
    int64_t next;

    (void)state;
    b = put("https://b.test/1", false)->origin->host;
    assert_ptr_equal(queue_turn(&queue, 100, &next), a);
    a->ready = 500;
    assert_true(queue_wake(&queue, a));
    assert_ptr_equal(queue_turn(&queue, 100, &next), b);
    b->ready = 300;
    assert_true(queue_wake(&queue, b));
    assert_null(queue_turn(&queue, 299, &next));
    assert_int_equal(next, 300);
    assert_ptr_equal(queue_turn(&queue, 300, &next), b);
    assert_null(queue_turn(&queue, 499, &next));
    assert_ptr_equal(queue_turn(&queue, 500, &next), a);
}

/* A host with a transfer has no turn, whatever is put into its line. */
static void test_one_transfer(void **state)
{
    struct host *host = put("https://a.test/1", false)->origin->host;
    int64_t next;

    (void)state;
    assert_ptr_equal(queue_turn(&queue, 0, &next), host);
    job_free(queue_take(&queue, host));
    host->active = true;
    put("https://a.test/2", false);
    put("https://a.test/0", true);
    assert_null(queue_turn(&queue, INT64_MAX - 1, &next));
    assert_null(queue_take(&queue, host));
    host->active = false;
    assert_true(queue_wake(&queue, host));
    expect("https://a.test/0");
}

static void test_robots(void **state)
{
    struct origin *origin = put("https://a.test/1", false)->origin;
    struct job *rules = job_new(S(""), S("https://a.test/robots.txt"), S(""), S(""));
    int64_t next;

    (void)state;
    queue_turn(&queue, 0, &next);
    origin->state = ROBOTS_ASKED;
    assert_true(queue_wake(&queue, origin->host));
    assert_null(queue_turn(&queue, INT64_MAX - 1, &next)); /* what stands behind it waits */
    assert_non_null(rules);
    rules->origin = rules->robots_of = origin;
    assert_true(queue_put(&queue, rules, false));
    expect("https://a.test/robots.txt");
    origin->state = ROBOTS_KNOWN;
    assert_true(queue_wake(&queue, origin->host));
    expect("https://a.test/1");
}

/* Hosts come out by their times, however they were put in. */
static void test_heap(void **state)
{
    int64_t last = -1, next;
    uint32_t chance = 7;
    struct host *host;
    size_t count = 0;

    (void)state;
    for (int i = 0; i < MANY; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://host%d.test/", i);
        chance = chance * 1664525 + 1013904223;
        origin_of(url)->host->ready = chance >> 22;
        put(url, false);
    }
    assert_int_equal(queue.hosts.count, MANY);
    while ((host = queue_turn(&queue, INT64_MAX - 1, &next))) {
        assert_true(host->ready >= last && host->ready == next);
        last = host->ready;
        count++;
        if (count % 3 == 0 && count < MANY) { /* comes back later */
            host->ready += 100;
            assert_true(queue_wake(&queue, host));
        }
    }
    assert_true(count > MANY);
}

static void test_moved(void **state)
{
    struct job *job = job_new(S("key"), S("https://a.test/1"), S("via"), S("feed"));

    (void)state;
    assert_non_null(job);
    assert_true(job_move(job, S("https://b.test/2")));
    assert_true(job_move(job, S("https://c.test/3")));
    assert_string_equal(job->first, "https://a.test/1");
    assert_string_equal(job->url, "https://c.test/3");
    job_free(job);
    job_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_origins, up, down),
        cmocka_unit_test_setup_teardown(test_order, up, down),
        cmocka_unit_test_setup_teardown(test_times, up, down),
        cmocka_unit_test_setup_teardown(test_one_transfer, up, down),
        cmocka_unit_test_setup_teardown(test_robots, up, down),
        cmocka_unit_test_setup_teardown(test_heap, up, down),
        cmocka_unit_test_setup_teardown(test_moved, up, down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
