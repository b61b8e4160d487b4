/* The index without a folder: what it finds, in which order, and what it forgets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants these first */
#include <cmocka.h>
#include <string.h>

#include "store/index.h"

static struct index *opened(uint64_t generation)
{
    struct index_config config = {.memory_docs = generation};
    char error[100] = "";
    struct index *index = index_open(NULL, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);

    assert_non_null(index);
    return index;
}

static void add(struct index *index, const char *id, uint64_t body, const uint64_t *keys, size_t n)
{
    const uint16_t tokens[] = {1, 2, (uint16_t)n};
    struct index_row row = {.id = str_of(id), .cluster = S("first")};

    row.exact[INDEX_BODY] = (struct hash128){body, body + 1};
    assert_true(index_add(index, &row, keys, n, tokens, 3));
}

static void finds_the_latest_of_a_hash(void **state)
{
    struct index *index = opened(0);
    struct index_row row;
    uint32_t docno;

    (void)state;
    add(index, "a", 5, NULL, 0);
    add(index, "b", 5, NULL, 0);
    add(index, "c", 6, NULL, 0);
    assert_true(index_exact(index, INDEX_BODY, (struct hash128){5, 6}, &docno, &row));
    assert_int_equal(docno, 1);
    assert_true(str_eq(row.id, S("b")) && str_eq(row.cluster, S("first")));
    assert_false(index_exact(index, INDEX_BODY, (struct hash128){5, 7}, &docno, &row));
    assert_false(index_exact(index, INDEX_URL, (struct hash128){5, 6}, &docno, &row));
    assert_false(index_exact(index, INDEX_URL, (struct hash128){0, 0}, &docno, &row));
    index_close(index);
}

static void ranks_by_shared_keys_then_age(void **state)
{
    struct index *index = opened(0);
    struct index_candidate found[3];

    (void)state;
    add(index, "a", 1, (uint64_t[]){1, 2}, 2);
    add(index, "b", 2, (uint64_t[]){1, 2, 3}, 3);
    add(index, "c", 3, (uint64_t[]){3, 0}, 2);
    add(index, "d", 4, (uint64_t[]){1, 2, 9}, 3);
    assert_int_equal(index_candidates(index, (uint64_t[]){0, 1, 2, 3}, 4, NULL, found, 3), 3);
    assert_int_equal(found[0].docno, 1);
    assert_int_equal(found[0].shared, 3);
    assert_int_equal(found[1].docno, 0);
    assert_int_equal(found[2].docno, 2);
    assert_int_equal(index_candidates(index, (uint64_t[]){77}, 1, NULL, found, 3), 0);
    index_close(index);
}

/* A long text that shares little by chance is a stranger; a short one with as much is not. */
static void leaves_strangers_out(void **state)
{
    enum { LONG = 400, SHORT = 100 };
    static const uint16_t tokens[LONG] = {0};
    struct index *index = opened(0);
    struct index_row row = {.id = S("x")};
    struct index_least least = {LONG, 0.01f};
    struct index_candidate found[3];

    (void)state;
    assert_true(index_add(index, &row, (uint64_t[]){1, 2, 3, 4}, 4, tokens, LONG));
    assert_true(index_add(index, &row, (uint64_t[]){1, 2, 3}, 3, tokens, LONG));
    assert_true(index_add(index, &row, (uint64_t[]){1}, 1, tokens, SHORT));
    assert_int_equal(index_candidates(index, (uint64_t[]){1, 2, 3, 4}, 4, &least, found, 3), 2);
    assert_int_equal(found[0].docno, 0);
    assert_int_equal(found[1].docno, 2);
    least.tokens = SHORT; /* then all are long enough beside it */
    assert_int_equal(index_candidates(index, (uint64_t[]){1, 2, 3, 4}, 4, &least, found, 3), 3);
    index_close(index);
}

static void sees_the_latest_holders_alone(void **state)
{
    struct index *index = opened(40);
    struct index_candidate found[2 * INDEX_HOLDERS];
    size_t n;

    (void)state;
    for (uint64_t i = 0; i < 60; i++)
        add(index, "x", i + 1, (uint64_t[]){7}, 1);
    n = index_candidates(index, (uint64_t[]){7}, 1, NULL, found, 2 * INDEX_HOLDERS);
    assert_int_equal(n, INDEX_HOLDERS);
    assert_int_equal(found[0].docno, 60 - INDEX_HOLDERS);
    assert_int_equal(found[n - 1].docno, 59);
    index_close(index);
}

static void forgets_all_but_two_generations(void **state)
{
    struct index *index = opened(4);
    struct index_row row;
    const uint16_t *tokens;
    uint32_t docno;
    size_t n;

    (void)state;
    for (uint64_t i = 0; i < 10; i++)
        add(index, "x", i + 1, (uint64_t[]){7, 8}, 2);
    assert_int_equal(index_next(index), 10);
    assert_false(index_row(index, 3, &row));
    assert_false(index_tokens(index, 3, &tokens, &n));
    assert_false(index_exact(index, INDEX_BODY, (struct hash128){4, 5}, &docno, &row));
    assert_true(index_row(index, 4, &row));
    assert_int_equal(row.key_count, 2);
    assert_true(index_tokens(index, 9, &tokens, &n));
    assert_int_equal(n, 3);
    assert_int_equal(tokens[2], 2);
    assert_false(index_row(index, 10, &row));
    index_close(index);
}

/* As many keys and documents as make every table and array grow several times. */
static void holds_many(void **state)
{
    enum { DOCS = 3000, KEYS = 20 };
    struct index *index = opened(0);
    struct index_candidate found[2];

    (void)state;
    for (uint64_t i = 0; i < DOCS; i++) {
        uint64_t keys[KEYS];
        for (uint64_t k = 0; k < KEYS; k++)
            keys[k] = i * KEYS + k;
        add(index, "x", i + 1, keys, KEYS);
    }
    for (uint32_t i = 0; i < DOCS; i++) {
        uint64_t keys[] = {i * KEYS + 3, i * KEYS + 4};
        assert_int_equal(index_candidates(index, keys, 2, NULL, found, 2), 1);
        assert_int_equal(found[0].docno, i);
        assert_int_equal(found[0].shared, 2);
    }
    index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_latest_of_a_hash),
        cmocka_unit_test(ranks_by_shared_keys_then_age),
        cmocka_unit_test(leaves_strangers_out),
        cmocka_unit_test(sees_the_latest_holders_alone),
        cmocka_unit_test(forgets_all_but_two_generations),
        cmocka_unit_test(holds_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
