/* Content codings undone: whole, cut, not of it, over the ceiling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "config.h"

#ifdef HAVE_ZSTD
#include <zstd.h>
#endif

#include "base/coding.h"
#include "own_arena.h"

enum { GZIP = 31, ZLIB = 15, RAW = -15, CEILING = 1 << 20 };

/* A page that compresses about as real ones do. */
static str page(void)
{
    struct buf out = buf_new(&arena, CEILING);

    buf_str(&out, S("<!doctype html><title>The harbour</title>"));
    for (int i = 0; i < 400; i++)
        buf_printf(&out, "<p>Ship number %d came in at %d past %d.</p>\n", i * 37 % 101, i % 60,
                   i * 7 % 24);
    return buf_text(&out);
}

static str deflated(str s, int window)
{
    z_stream z = {0};
    size_t room = s.n + s.n / 8 + 256;
    char *out = arena_alloc(&arena, room);

    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return (str){out, room - z.avail_out};
}

static str joined(str a, str b)
{
    struct buf out = buf_new(&arena, CEILING);

    buf_str(&out, a);
    buf_str(&out, b);
    return buf_text(&out);
}

static str undone(enum coding coding, str bytes, size_t ceiling, enum coding_said want)
{
    str out;
    enum coding_said said = coding_undo(&arena, &arena, coding, bytes, ceiling, &out);

    assert_int_equal(said, want);
    return out;
}

static void assert_str(str got, str want)
{
    assert_int_equal(got.n, want.n);
    assert_memory_equal(got.p, want.p, want.n);
}

static void names(void **state)
{
    (void)state;
    assert_int_equal(coding_named(S("GZip")), CODING_GZIP);
    assert_int_equal(coding_named(S("x-gzip")), CODING_GZIP);
    assert_int_equal(coding_named(S("br")), CODING_BR);
    assert_int_equal(coding_named(S("identity")), CODING_IDENTITY);
    assert_int_equal(coding_named(S("")), CODING_IDENTITY);
    assert_int_equal(coding_named(S("brotli9000")), CODING_UNKNOWN);
}

static void deflate_forms(void **state)
{
    (void)state;
    assert_str(undone(CODING_GZIP, deflated(page(), GZIP), CEILING, CODING_WHOLE), page());
    assert_str(undone(CODING_DEFLATE, deflated(page(), ZLIB), CEILING, CODING_WHOLE), page());
    assert_str(undone(CODING_DEFLATE, deflated(page(), RAW), CEILING, CODING_WHOLE), page());
    assert_str(undone(CODING_GZIP, deflated(S(""), GZIP), CEILING, CODING_WHOLE), S(""));
}

static void gzip_members(void **state)
{
    str one = deflated(S("one "), GZIP), two = deflated(page(), GZIP);

    (void)state;
    assert_str(undone(CODING_GZIP, joined(one, two), CEILING, CODING_WHOLE),
               joined(S("one "), page()));
    /* padding, which tar and some servers leave behind a member */
    assert_str(undone(CODING_GZIP, joined(one, S("\0\0\0\0")), CEILING, CODING_WHOLE), S("one "));
}

/* Whatever the place of the cut, what came is a prefix and never called whole. */
static void cut_anywhere(void **state)
{
    static const struct {
        enum coding coding;
        int window;
    } rows[] = {{CODING_GZIP, GZIP}, {CODING_DEFLATE, ZLIB}, {CODING_DEFLATE, RAW}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str want = page(), all = deflated(want, rows[i].window);
        for (size_t n = 16; n < all.n; n += 37) {
            str got = undone(rows[i].coding, str_slice(all, 0, n), CEILING, CODING_CUT);
            assert_true(got.n <= want.n);
            assert_memory_equal(got.p, want.p, got.n);
        }
    }
}

static void damaged(void **state)
{
    str all = deflated(page(), GZIP);
    char *bytes = str_zero_ended(&arena, all);

    (void)state;
    bytes[all.n - 6] ^= 1; /* the checksum: everything came, but it is not to be trusted */
    undone(CODING_GZIP, (str){bytes, all.n}, CEILING, CODING_CUT);
}

static void not_of_it(void **state)
{
    static const enum coding codings[] = {CODING_GZIP, CODING_DEFLATE, CODING_ZSTD,
#ifdef HAVE_BROTLI
                                          CODING_BR
#endif
    };
    static const char *const texts[] = {
        "<!doctype html><html><body><p>Plain as it is.</p></body></html>",
        "Hello world, this is a plain text of a line or so.\n",
        /* what begins so passes for a raw deflate or a br stream that is cut */
        "Zanzibar saw seven ships come in on Monday, the harbour master said.\n",
        "Lagos saw seven ships come in on Monday, the harbour master said.\n",
        "Aarhus saw seven ships come in on Monday, the harbour master said.\n",
        ("\xEF\xBB\xBF<html lang=de><title>Gr\xC3\xBC\xC3\x9F"
         "e</title>"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            assert_int_equal(undone(codings[i], str_of(texts[j]), CEILING, CODING_NOT).n, 0);
}

static void ceilings(void **state)
{
    str want = page(), all = deflated(want, GZIP);

    (void)state;
    assert_str(undone(CODING_GZIP, all, want.n, CODING_WHOLE), want);
    assert_str(undone(CODING_GZIP, all, want.n - 1, CODING_OVER), str_slice(want, 0, want.n - 1));
    assert_str(undone(CODING_GZIP, all, 100, CODING_OVER), str_slice(want, 0, 100));
}

#ifdef HAVE_ZSTD
static void zstd_frames(void **state)
{
    str want = page(), all;
    size_t room = ZSTD_compressBound(want.n);
    char *out = arena_alloc(&arena, room);

    (void)state;
    all = (str){out, ZSTD_compress(out, room, want.p, want.n, 3)};
    assert_str(undone(CODING_ZSTD, all, CEILING, CODING_WHOLE), want);
    assert_str(undone(CODING_ZSTD, joined(all, all), CEILING, CODING_WHOLE), joined(want, want));
    undone(CODING_ZSTD, str_slice(all, 0, all.n / 2), CEILING, CODING_CUT);
    assert_str(undone(CODING_ZSTD, all, 100, CODING_OVER), str_slice(want, 0, 100));
}
#endif

#ifdef HAVE_BROTLI
/* One stored meta-block and the empty last one (RFC 7932, section 9.2), for want of an encoder. */
static str brotli_stored(str s)
{
    struct buf out = buf_new(&arena, CEILING);
    size_t bits = (s.n - 1) << 4 | (size_t)1 << 20;

    for (int i = 0; i < 3; i++)
        buf_char(&out, (char)(bits >> (8 * i) & 0xFF));
    buf_str(&out, s);
    buf_char(&out, 3);
    return buf_text(&out);
}

static void brotli_stream(void **state)
{
    str want = page(), all = brotli_stored(want);

    (void)state;
    assert_str(undone(CODING_BR, all, CEILING, CODING_WHOLE), want);
    assert_str(undone(CODING_BR, str_slice(all, 0, 503), CEILING, CODING_CUT),
               str_slice(want, 0, 500));
    assert_str(undone(CODING_BR, all, 100, CODING_OVER), str_slice(want, 0, 100));
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),         cmocka_unit_test(deflate_forms),
        cmocka_unit_test(gzip_members),  cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(damaged),       cmocka_unit_test(not_of_it),
        cmocka_unit_test(ceilings),
#ifdef HAVE_ZSTD
        cmocka_unit_test(zstd_frames),
#endif
#ifdef HAVE_BROTLI
        cmocka_unit_test(brotli_stream),
#endif
    };

    return cmocka_run_group_tests(tests, arena_up, arena_down);
}
