/* A stored HTTP message: what its bytes bear out counts, not what its header claims. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "own_arena.h"
#include "read/header.h"
#include "read/http.h"
#include "read/media_type.h"

static void is(str got, const char *want)
{
    assert_int_equal(got.n, strlen(want));
    if (got.n)
        assert_memory_equal(got.p, want, got.n);
}

static struct http parse(const char *message)
{
    struct http http;

    assert_int_equal(http_read(str_of(message), &http), HTTP_READ);
    return http;
}

static void body_is(const char *message, const char *want, bool want_cut)
{
    struct http http = parse(message);
    bool cut;

    is(http_body(&http, &arena, 1000, &cut), want);
    assert_int_equal(cut, want_cut);
}

static void test_header(void **state)
{
    struct http http = parse("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n"
                             "content-TYPE:\ttext/html;\r\n charset=utf-8 \r\nno colon\r\n"
                             "Content-Encoding: gzip\r\nContent-Encoding: br\r\nX: y\r\n\r\nbody");

    (void)state;
    assert_int_equal(http.status, 404);
    is(http.type, "text/html;\r\n charset=utf-8");
    is(http.coding, "gzip");
    is(http.body, "body");
    assert_false(http.chunked);
    http = parse("HTTP/2 200\nContent-Type: a/b\n\n\nbody");
    assert_int_equal(http.status, 200);
    is(http.type, "a/b");
    is(http.body, "\nbody");
    http = parse("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n\r\n");
    assert_int_equal(http.status, 201);
    is(http.body, "");
}

static void test_no_header(void **state)
{
    static const char *const none[] = {"",
                                       "\r\n\r\n",
                                       "<html>",
                                       "HTTP/1.1\r\n\r\n",
                                       "HTTP/1.1 20 OK\r\n\r\n",
                                       "HTTP/1.1 2000 OK\r\n\r\n",
                                       "HTTP/1.1 abc\r\n\r\n"};
    struct http http;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(http_read(str_of(none[i]), &http), HTTP_NONE);
    assert_int_equal(http_read(S("HTTP/1.1 301 Moved\r\nContent-Type: a/b\r\n"), &http), HTTP_CUT);
    assert_int_equal(http.status, 301);
    is(http.type, "a/b");
    is(http.body, "");
}

static void test_ceilings(void **state)
{
    struct buf message = buf_new(&arena, 1 << 20);
    struct http http;

    (void)state;
    buf_str(&message, S("HTTP/1.1 200 OK\r\n"));
    for (int i = 0; i < HEADER_FIELDS; i++)
        buf_str(&message, S("A: b\r\n"));
    buf_str(&message, S("\r\n"));
    assert_int_equal(http_read(buf_text(&message), &http), HTTP_READ);
    message.n -= 2;
    buf_str(&message, S("A: b\r\n\r\n"));
    assert_int_equal(http_read(buf_text(&message), &http), HTTP_FLOOD);
    message = buf_new(&arena, 1 << 20);
    buf_str(&message, S("HTTP/1.1 200 OK\r\nA: "));
    for (int i = 0; i < HEADER_BYTES; i++)
        buf_char(&message, 'x');
    buf_str(&message, S("\r\n\r\n"));
    assert_int_equal(http_read(buf_text(&message), &http), HTTP_FLOOD);
}

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"

static void test_chunks(void **state)
{
    (void)state;
    body_is(CHUNKED "5\r\nhello\r\n6\r\n, you!\r\n0\r\n\r\n", "hello, you!", false);
    body_is(CHUNKED "0000000A;x=\"y\"\r\n0123456789\r\nb ; z\r\nabcdefghijk\r\n0\r\nT: u\r\n\r\n",
            "0123456789abcdefghijk", false);
    body_is(CHUNKED "A\n0123456789\n0\n\n", "0123456789", false);
    body_is(CHUNKED "0\r\n\r\n", "", false);
    body_is(CHUNKED "\r\n5\r\nhello\r\n0\r\n\r\n", "hello", false); /* a line end too many */
}

static void test_cut_chunks(void **state)
{
    const char *whole = CHUNKED "5\r\nhello\r\n6\r\n, you!\r\n0\r\n\r\n";
    size_t head = strlen(CHUNKED), last = strlen(whole) - strlen("\r\n");

    (void)state;
    for (size_t n = head; n < strlen(whole); n++) {
        str message = {whole, n}, body;
        struct http http;
        bool cut;

        assert_int_equal(http_read(message, &http), HTTP_READ);
        body = http_body(&http, &arena, 1000, &cut);
        if (n >= head + 3) /* a chunk can be recognised */
            assert_true(str_starts(S("hello, you!"), body));
        if (n >= head + 9 && body.n < 11)
            assert_true(cut);
        if (n >= last)
            assert_false(cut);
    }
    body_is(CHUNKED "5\r\nhello\r\nzz\r\nmore", "hello", true);
    body_is(CHUNKED "5\r\nhello\r\nffffffffffffff\r\nmore", "hellomore", true);
    body_is(CHUNKED "5\r\nhello\r\nffffffffffffffff\r\nmore", "hello", true);
}

/* Dumps carry the header over bodies that were already decoded. */
static void test_claims(void **state)
{
    (void)state;
    body_is(CHUNKED "<html>text</html>", "<html>text</html>", false);
    body_is(CHUNKED "3\r\nis a line and no size", "3\r\nis a line and no size", false);
    body_is(CHUNKED "", "", false);
    body_is("HTTP/1.1 200 OK\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", false);
}

static void test_most(void **state)
{
    struct http http = parse(CHUNKED "5\r\nhello\r\n6\r\n, you!\r\n0\r\n\r\n");
    bool cut;

    (void)state;
    is(http_body(&http, &arena, 8, &cut), "hello, y");
    assert_true(cut);
    is(http_start(&http), "hello");
    http = parse("HTTP/1.1 200 OK\r\n\r\nhello");
    is(http_body(&http, &arena, 4, &cut), "hell");
    assert_true(cut);
    is(http_body(&http, &arena, 5, &cut), "hello");
    assert_false(cut);
}

static void test_media(void **state)
{
    static const struct {
        const char *type, *start;
        enum media media;
    } rows[] = {
        {"text/html; charset=utf-8", "anything", MEDIA_PAGE},
        {"TEXT/HTML", "", MEDIA_PAGE},
        {"application/xhtml+xml", "", MEDIA_PAGE},
        {"text/plain", "plain", MEDIA_TEXT},
        {"text/plain", "  <!doctype html>", MEDIA_PAGE},
        {"text/plain", "%PDF-1.4", MEDIA_NONE},
        {"text/plain", "a bell \a rings", MEDIA_TEXT},
        {"application/xml", "<?xml version='1.0'?><!DOCTYPE HTML PUBLIC>", MEDIA_PAGE},
        {"text/xml", "<rss><channel>", MEDIA_NONE},
        {"image/png", "<html>", MEDIA_NONE},
        {"application/json", "{}", MEDIA_NONE},
        {"application/pdf", "", MEDIA_NONE},
        {"text/css", "a {}", MEDIA_NONE},
        {"font/woff2", "", MEDIA_NONE},
        {"", "<html>", MEDIA_PAGE},
        {"", "Words.", MEDIA_TEXT},
        {"", "\xef\xbb\xbf <p>", MEDIA_PAGE},
        {"", "\xff\xd8\xff\xe0\x10JFIF", MEDIA_NONE},
        {"", "{\"a\": 1}", MEDIA_NONE},
        {"", "", MEDIA_PAGE},
        {"html", "<html>", MEDIA_PAGE},
        {"application/octet-stream", "GIF89a", MEDIA_NONE},
        {"application/octet-stream", "<!DOCTYPE html>", MEDIA_PAGE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (media_type(str_of(rows[i].type), str_of(rows[i].start)) != rows[i].media)
            fail_msg("%s with %s", rows[i].type, rows[i].start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header),     cmocka_unit_test(test_no_header),
        cmocka_unit_test(test_ceilings),   cmocka_unit_test(test_chunks),
        cmocka_unit_test(test_cut_chunks), cmocka_unit_test(test_claims),
        cmocka_unit_test(test_most),       cmocka_unit_test(test_media),
    };
    return cmocka_run_group_tests(tests, arena_up, arena_down);
}
