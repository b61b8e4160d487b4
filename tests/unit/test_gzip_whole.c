/* What is taken in one call gives the same bytes and the same damage as what is inflated step by
 * step: which a file within a file always is. Without libdeflate both are the same way. */
#include "config.h"

#include "read/gzip_whole.h"
#include "read_whole.h"

enum { LARGE = 400000, BOMB = 5 << 20, HEADER = 10, TRAILER = 8 };

static void check_as_stepwise(const struct bytes *packed)
{
    struct bytes outer = {0};
    struct result at_once = read_all(packed->p, packed->n, 0), stepwise;

    bytes_gzip(&outer, packed->p, packed->n, NULL);
    stepwise = read_all(outer.p, outer.n, 0);
    assert_int_equal(at_once.damages, stepwise.damages);
    assert_string_equal(at_once.damage, stepwise.damage);
    assert_int_equal(at_once.bytes.n, stepwise.bytes.n);
    if (stepwise.bytes.n)
        assert_memory_equal(at_once.bytes.p, stepwise.bytes.p, stepwise.bytes.n);
    bytes_free(&at_once.bytes);
    bytes_free(&stepwise.bytes);
    bytes_free(&outer);
}

static void test_flips(void **state)
{
    struct members m = make_members(MEMBER_SIZE);

    (void)state;
    for (size_t bit = 16; bit < m.packed.n * 8; bit++) { /* the first two bytes are the outer's */
        m.packed.p[bit / 8] ^= (uint8_t)(1u << bit % 8);
        check_as_stepwise(&m.packed);
        m.packed.p[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    free_members(&m);
}

static void test_cuts(void **state)
{
    struct members m = make_members(MEMBER_SIZE);

    (void)state;
    for (size_t n = m.packed.n; n > HEADER; n--) {
        m.packed.n = n;
        check_as_stepwise(&m.packed);
    }
    free_members(&m);
}

static void test_header_sum(void **state)
{
    gz_header header = {.hcrc = 1, .os = 3};
    struct bytes packed = {0};

    (void)state;
    bytes_gzip(&packed, "text", 4, &header);
    check_as_stepwise(&packed);
    packed.p[4] ^= 1; /* of the time: only the checksum tells */
    check_as_stepwise(&packed);
    bytes_free(&packed);
}

/* Members too large to be taken, before, between and behind those that are not. */
static void test_sizes(void **state)
{
    static const size_t sizes[] = {0, 300, LARGE, BOMB, LARGE, BOMB, 0, 300, 70000, LARGE, 300};
    struct bytes packed = {0}, noise = {0}, zeros = {calloc(1, BOMB), BOMB, BOMB};

    (void)state;
    assert_non_null(zeros.p);
    bytes_noise(&noise, LARGE, 1);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        bytes_gzip(&packed, sizes[i] == BOMB ? zeros.p : noise.p, sizes[i], NULL);
    check_as_stepwise(&packed);
    packed.p[packed.n - TRAILER] ^= 1; /* the checksum of the last */
    check_as_stepwise(&packed);
    packed.n -= TRAILER / 2;
    check_as_stepwise(&packed);
    bytes_free(&packed);
    bytes_free(&noise);
    bytes_free(&zeros);
}

static bool is_taken(const void *p, size_t n)
{
    struct in_limits limits = {0, 0};
    struct bytes packed = {0};
    struct gzip_whole *whole = gzip_whole_new();
    struct in *in;
    bool taken;

    bytes_text(&packed, "x"); /* so that it is not undone on its way */
    bytes_gzip(&packed, p, n, NULL);
    in = in_memory(packed.p, packed.n, &limits);
    assert_non_null(in);
    in_skip(in, 1);
    taken = gzip_whole_begin(whole, in);
    assert_int_equal(in_offset(in), taken ? packed.n : 1);
    in_close(in);
    gzip_whole_free(whole);
    bytes_free(&packed);
    return taken;
}

static void test_taken(void **state)
{
    struct bytes noise = {0}, zeros = {calloc(1, BOMB), BOMB, BOMB};
#ifdef HAVE_LIBDEFLATE
    const bool built_in = true;
#else
    const bool built_in = false;
#endif

    (void)state;
    assert_non_null(zeros.p);
    bytes_noise(&noise, LARGE * 2, 1);
    assert_int_equal(is_taken("", 0), built_in);
    assert_int_equal(is_taken(noise.p, LARGE / 4), built_in);
    assert_false(is_taken(noise.p, LARGE * 2));
    assert_false(is_taken(zeros.p, BOMB));
    bytes_free(&noise);
    bytes_free(&zeros);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flips),      cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_header_sum), cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
