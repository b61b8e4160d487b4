/* zstd frames are read as gzip members are. Skipped by a build without zstd. */
#include "config.h"
#include "read_whole.h"
#ifdef HAVE_ZSTD
#include <zstd.h>

static void add_frame(struct bytes *bytes, const struct bytes *plain,
                      const struct bytes *dictionary)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t room = ZSTD_compressBound(plain->n), n;
    uint8_t *out = malloc(room);

    assert_non_null(context);
    assert_non_null(out);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    if (dictionary)
        ZSTD_CCtx_loadDictionary(context, dictionary->p, dictionary->n);
    n = ZSTD_compress2(context, out, room, plain->p, plain->n);
    assert_false(ZSTD_isError(n));
    bytes_add(bytes, out, n);
    ZSTD_freeCCtx(context);
    free(out);
}

static void add_skippable(struct bytes *bytes, uint8_t low, const void *p, size_t n)
{
    uint8_t head[] = {low, 0x2a, 0x4d, 0x18, (uint8_t)n, (uint8_t)(n >> 8), (uint8_t)(n >> 16), 0};

    bytes_add(bytes, head, sizeof head);
    bytes_add(bytes, p, n);
}

static void test_frames(void **state)
{
    struct members m = make_members(5000);
    struct bytes packed = {0};

    (void)state;
    add_frame(&packed, &m.text[0], NULL);
    add_skippable(&packed, 0x50, "skipped", 7);
    add_frame(&packed, &m.text[1], NULL);
    bytes_gzip(&packed, m.text[2].p, m.text[2].n, NULL); /* and a member among frames */
    check_same(&packed, &m.plain, 0);
    for (size_t at = 5; at < packed.n; at += 13) {
        struct result result = read_all(packed.p, at, 7);

        assert_memory_equal(result.bytes.p ? result.bytes.p : m.plain.p, m.plain.p, result.bytes.n);
        bytes_free(&result.bytes);
    }
    bytes_free(&packed);
    free_members(&m);
}

static void test_flipped_frame(void **state)
{
    struct members m = make_members(5000);
    struct bytes packed = {0};
    size_t first;

    (void)state;
    add_frame(&packed, &m.text[0], NULL);
    first = packed.n;
    add_frame(&packed, &m.text[1], NULL);
    for (size_t at = 4; at < first; at += 3) {
        struct result result;

        packed.p[at] ^= 0x10;
        result = read_all(packed.p, packed.n, 4096);
        assert_true(result.damages > 0 || holds(&result.bytes, &m.text[0]));
        assert_true(holds(&result.bytes, &m.text[1]));
        packed.p[at] ^= 0x10;
        bytes_free(&result.bytes);
    }
    bytes_free(&packed);
    free_members(&m);
}

/* A .warc.zst may begin with its dictionary, in a skippable frame, compressed or not. */
static void test_dictionary(void **state)
{
    struct bytes plain = {0}, dictionary = {0}, packed = {0}, small = {0};
    struct result result;

    (void)state;
    bytes_noise(&dictionary, 4000, 5);
    bytes_add(&plain, dictionary.p + 1000, 2000);
    add_skippable(&packed, 0x5d, dictionary.p, dictionary.n);
    add_frame(&packed, &plain, &dictionary);
    check_same(&packed, &plain, 0);
    bytes_free(&packed);
    add_frame(&small, &dictionary, NULL);
    add_skippable(&packed, 0x5d, small.p, small.n);
    add_frame(&packed, &plain, &dictionary);
    check_same(&packed, &plain, 0);
    result = read_all(packed.p + 8 + small.n, packed.n - 8 - small.n, 0);
    assert_true(result.damages > 0); /* without it */
    bytes_free(&result.bytes);
    bytes_free(&packed);
    bytes_free(&small);
    bytes_free(&plain);
    bytes_free(&dictionary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_frames),
                                       cmocka_unit_test(test_flipped_frame),
                                       cmocka_unit_test(test_dictionary)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#else
int main(void)
{
    puts("skipped: zstd is not built in");
    return 77;
}
#endif
