/* The index in a folder: it finds what the index in memory finds, whenever it is closed, cut short
 * and opened again; and it expires by its windows. */
#include "index_made.h"

static struct index *in_memory(void)
{
    struct index_config config = {.memory_docs = LARGE};
    char error[100];
    struct index *index = index_open(NULL, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);

    assert_non_null(index);
    return index;
}

/* ---- the same as in memory ---- */

static void assert_same_row(const struct index_row *a, const struct index_row *b)
{
    assert_memory_equal(a->exact, b->exact, sizeof a->exact);
    assert_true(a->site == b->site && a->published == b->published && a->seen == b->seen);
    assert_true(a->of == b->of && a->words == b->words && a->flags == b->flags);
    assert_true(a->key_count == b->key_count && a->token_count == b->token_count);
    assert_true(str_eq(a->id, b->id) && str_eq(a->cluster, b->cluster));
}

static void assert_same_doc(struct index *a, struct index *b, uint32_t docno)
{
    struct index_row one, other;
    const uint16_t *tokens, *others;
    size_t n = 0, m = 0;

    assert_true(index_row(a, docno, &one) && index_row(b, docno, &other));
    assert_same_row(&one, &other);
    assert_true(index_tokens(a, docno, &tokens, &n) && index_tokens(b, docno, &others, &m));
    assert_int_equal(n, m);
    if (n)
        assert_memory_equal(tokens, others, n * sizeof *tokens);
}

static void assert_same_answers(struct index *a, struct index *b, uint64_t number)
{
    struct index_candidate found[MOST_FOUND], others[MOST_FOUND];
    struct index_row row, other;
    uint32_t docno, other_docno;
    struct made made;
    size_t n;

    make_doc(&made, number);
    n = index_candidates(a, made.keys, made.key_count, NULL, found, MOST_FOUND);
    assert_int_equal(n, index_candidates(b, made.keys, made.key_count, NULL, others, MOST_FOUND));
    if (n)
        assert_memory_equal(found, others, n * sizeof *found);
    for (unsigned kind = 0; kind < INDEX_EXACTS; kind++) {
        bool there = index_exact(a, kind, made.row.exact[kind], &docno, &row);
        assert_int_equal(there, index_exact(b, kind, made.row.exact[kind], &other_docno, &other));
        if (there) {
            assert_int_equal(docno, other_docno);
            assert_same_row(&row, &other);
        }
    }
}

static void assert_same_all(struct index *a, struct index *b)
{
    assert_int_equal(index_next(a), index_next(b));
    for (uint32_t docno = 0; docno < index_next(a); docno++) {
        assert_same_doc(a, b, docno);
        assert_same_answers(a, b, docno);
    }
}

/* Settles, closes and opens again at odd places; never asks for more than an index in memory. */
static void finds_what_memory_finds(void **state)
{
    enum { DOCS = 3000 };
    struct index *memory = in_memory(), *index = opened(INDEX_AS_MANIFEST);

    (void)state;
    for (uint64_t i = 0; i < DOCS; i++) {
        assert_same_answers(memory, index, i);
        assert_true(add_made(memory, i) && add_made(index, i));
        if (mixed(i) % 37 == 0)
            settle(index);
        if (mixed(i) % 411 == 0) {
            uint64_t docs;
            assert_true(index_sync(index, &docs));
            index_close(index);
            index = opened(docs);
        }
    }
    assert_same_all(memory, index);
    settle(index);
    index_close(index);
    index = opened(INDEX_AS_MANIFEST);
    assert_same_all(memory, index);
    index_close(index);
    index_close(memory);
}

/* What no commit names is gone; what one names stays, in whatever segments it was meanwhile. */
static void keeps_what_was_committed(void **state)
{
    struct index *memory = in_memory(), *index = opened(INDEX_AS_MANIFEST);
    uint64_t docs = 0;

    (void)state;
    for (uint64_t round = 0; round < 60; round++) {
        uint64_t keep = mixed(round) % 40, more = mixed(round + 100) % 150;
        for (uint64_t i = 0; i < keep; i++)
            assert_true(add_made(memory, docs + i) && add_made(index, docs + i));
        assert_true(index_sync(index, &docs));
        if (round % 3 == 0)
            assert_true(index_settle(index));
        for (uint64_t i = 0; i < more; i++) /* others than will come at these places */
            assert_true(add_made(index, 1000000 + docs + i));
        if (round % 4 == 0) /* durable, but no commit came */
            assert_true(index_sync(index, &(uint64_t){0}));
        index_close(index);
        index = opened(docs);
    }
    assert_same_all(memory, index);
    index_close(index);
    index_close(memory);
}

static void another_run_may_add(void **state)
{
    struct index *index = opened(INDEX_AS_MANIFEST);

    (void)state;
    for (uint64_t i = 0; i < 30; i++)
        assert_true(add_made(index, i));
    settle(index);
    index_close(index);
    index = opened(20); /* a commit of before */
    assert_int_equal(index_next(index), 30);
    index_close(index);
}

/* Durable and named by a commit, but not by the manifest: they wait for the run that goes on. */
static void what_a_run_has_committed_waits_for_it(void **state)
{
    struct index_config config = {.segment_docs = SEGMENT, .made_with = "tests", .state = dir};
    char error[512] = "", commit[100];
    struct index *index = index_open(dir, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);
    uint64_t docs;
    bool locked;

    (void)state;
    assert_non_null(index);
    for (uint64_t i = 0; i < 30; i++)
        assert_true(add_made(index, i));
    assert_true(index_sync(index, &docs));
    snprintf(commit, sizeof commit, "%s/commit", dir);
    fclose(fopen(commit, "w"));
    index_close(index); /* as if it had been killed */
    config.state = NULL;
    assert_null(index_open(dir, &config, INDEX_AS_MANIFEST, &locked, error, sizeof error));
    assert_true(locked);
    assert_non_null(strstr(error, "has to go on first"));
    config.state = dir;
    index = index_open(dir, &config, docs, NULL, error, sizeof error);
    assert_non_null(index);
    assert_int_equal(index_next(index), 30);
    settle(index);
    index_close(index);
    config.state = NULL;
    index = index_open(dir, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);
    assert_non_null(index);
    index_close(index);
}

/* A run that ends badly has segments of documents that no commit has named: its manifest, which the
 * commits have left behind, is not made to name them. */
static void what_a_failed_run_has_cut_is_not_named(void **state)
{
    struct index_config config = {.segment_docs = SEGMENT, .made_with = "tests", .state = dir};
    char error[512] = "";
    struct index *index = index_open(dir, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);

    (void)state;
    assert_non_null(index);
    for (uint64_t i = 0; i < 3; i++)
        assert_true(add_made(index, i));
    settle(index);
    for (uint64_t i = 3; i < 2 * SEGMENT + 1; i++)
        assert_true(add_made(index, i));
    index_close(index);
    index = index_open(dir, &config, 3, NULL, error, sizeof error);
    assert_string_equal(error, "");
    assert_int_equal(index_next(index), 3);
    index_close(index);
}

/* ---- segments ---- */

struct counted {
    const char *prefix;
    size_t n;
};

static void count(const char *path, const char *name, void *with)
{
    struct counted *counted = with;

    (void)path;
    counted->n += strncmp(name, counted->prefix, strlen(counted->prefix)) == 0;
}

static size_t files_of(const char *prefix)
{
    struct counted counted = {prefix, 0};

    each_file(dir, count, &counted);
    return counted.n;
}

/* Keys are asked of every segment and so are merged early; tokens are copied once. */
static void tokens_are_merged_once(void **state)
{
    enum { TOGETHER = 64 };
    struct index *index = opened(INDEX_AS_MANIFEST);

    (void)state;
    for (uint64_t i = 0; i < (TOGETHER - 1) * SEGMENT; i++)
        assert_true(add_made(index, i));
    settle(index);
    assert_int_equal(files_of("tokens-"), TOGETHER - 1);
    assert_int_equal(files_of("near-"), 9); /* 63 is 333 to the base of four */
    for (uint64_t i = 0; i < SEGMENT; i++)
        assert_true(add_made(index, (TOGETHER - 1) * SEGMENT + i));
    settle(index);
    assert_int_equal(files_of("tokens-"), 1);
    assert_int_equal(files_of("near-"), 1);
    index_close(index);
}

/* ---- windows ---- */

static void expires_by_its_windows(void **state)
{
    enum { DOCS = 5000, EACH = DAY / 60 / 4 /* four documents a day and a half hour */ };
    struct index *index = opened_as(SEGMENT, 30 * DAY, INDEX_AS_MANIFEST);
    struct index_row row;
    const uint16_t *tokens;
    uint32_t first_near = 0, first_row = 0;
    size_t n;

    (void)state;
    for (uint64_t i = 0; i < DOCS; i++)
        assert_true(add_made(index, i * EACH));
    while (!index_tokens(index, first_near, &tokens, &n))
        first_near++;
    while (!index_row(index, first_row, &row))
        first_row++;
    /* A window of 120 documents, and a quarter more for what stands in one segment with others. */
    assert_in_range(DOCS - first_near, 120, 160);
    assert_in_range(DOCS - first_row, 480, 640);
    settle(index);
    index_close(index);
}

/* The files of a kind go with its window, and what stays is sound. */
static void expires_when_asked(void **state)
{
    struct index *index = opened_as(SEGMENT, DAY, INDEX_AS_MANIFEST);
    struct index_report report;
    char error[512] = "";

    (void)state;
    for (uint64_t i = 0; i < 4 * SEGMENT + 1; i++)
        assert_true(add_made(index, i));
    settle(index);
    index_close(index);
    assert_int_equal(index_expire(dir, 2 * DAY, error, sizeof error), CARE_DONE);
    assert_int_equal(files_of("near-"), 0);
    assert_int_equal(files_of("tokens-"), 0);
    assert_int_equal(files_of("exact-"), 1);
    assert_int_equal(index_verify(dir, &report, error, sizeof error), CARE_DONE);
}

static void nothing_is_later_than_the_run(void **state)
{
    struct index_config config = {.segment_docs = SEGMENT, .window = DAY, .now = 100 * DAY};
    char error[512];
    struct index *index = index_open(dir, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);
    const uint16_t *tokens;
    struct made made;
    size_t n;

    (void)state;
    assert_non_null(index);
    for (uint64_t i = 0; i < 100; i++) {
        make_doc(&made, i);
        made.row.seen = i == 50 ? INT64_C(1) << 50 : (int64_t)(99 * DAY + 60 * (int64_t)i);
        assert_true(
            index_add(index, &made.row, made.keys, made.key_count, made.tokens, made.token_count));
    }
    assert_true(index_tokens(index, 0, &tokens, &n));
    index_close(index);
}

static void one_at_a_time(void **state)
{
    struct index *index = opened(INDEX_AS_MANIFEST);
    struct index_config config = {.made_with = "tests"};
    char error[512] = "";
    bool locked = false;

    (void)state;
    assert_null(index_open(dir, &config, INDEX_AS_MANIFEST, &locked, error, sizeof error));
    assert_true(locked);
    assert_non_null(strstr(error, "locked by process"));
    index_close(index);
    config.made_with = "others";
    assert_null(index_open(dir, &config, INDEX_AS_MANIFEST, &locked, error, sizeof error));
    assert_false(locked);
    assert_non_null(strstr(error, "other rules"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(finds_what_memory_finds),
        FOLDER_TEST(keeps_what_was_committed),
        FOLDER_TEST(another_run_may_add),
        FOLDER_TEST(what_a_run_has_committed_waits_for_it),
        FOLDER_TEST(what_a_failed_run_has_cut_is_not_named),
        FOLDER_TEST(tokens_are_merged_once),
        FOLDER_TEST(expires_by_its_windows),
        FOLDER_TEST(expires_when_asked),
        FOLDER_TEST(nothing_is_later_than_the_run),
        FOLDER_TEST(one_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
