/* What an HTTP answer says: status, framing, codings, opt-outs, Retry-After; and how it is stored.
 */
#include <curl/curl.h>

#include "own_arena.h"

#include "read/fetch_answer.h"

enum { NOW = 1795341600, MOST = 1000 }; /* Sun, 22 Nov 2026 10:00:00 GMT */

#define OK "HTTP/1.1 200 OK\r\n"

static const struct {
    const char *block;
    unsigned status; /* 0: no header at all */
    bool faulty, reserved;
} heads[] = {
    {OK "Content-Length: 5\r\n\r\n", 200, false, false},
    {"HTTP/2 204 \r\n\r\n", 204, false, false},
    {"HTTP/1.1 200\r\n\r\n", 200, false, false},
    {"HTTP/1.1 2000 OK\r\n\r\n", 0, false, false},
    {"HTTP/1.1 20 OK\r\n\r\n", 0, false, false},
    {"HTTP/1.1\r\n\r\n", 0, false, false},
    {"<html>", 0, false, false},
    {"", 0, false, false},
    /* Framing (RFC 9112, 6). */
    {OK "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 200, false, false},
    {OK "Content-Length: 5, 5\r\n\r\n", 200, false, false},
    {OK "Content-Length: 5, 6\r\n\r\n", 200, true, false},
    {OK "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 200, true, false},
    {OK "Content-Length: -5\r\n\r\n", 200, true, false},
    {OK "Content-Length: +5\r\n\r\n", 200, true, false},
    {OK "Content-Length: 99999999999999999999\r\n\r\n", 200, true, false},
    {OK "Content-Length: 9223372036854775808\r\n\r\n", 200, true, false},
    {OK "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 200, true, false},
    {OK "Transfer-Encoding: gzip, chunked\r\n\r\n", 200, true, false},
    {OK "transfer-encoding: Chunked\r\n\r\n", 200, false, false},
    /* Opt-outs, for everybody or for us. */
    {OK "X-Robots-Tag: noai\r\n\r\n", 200, false, true},
    {OK "x-robots-tag: noindex, NoAI\r\n\r\n", 200, false, true},
    {OK "X-Robots-Tag: otherbot: noai\r\n\r\n", 200, false, false},
    {OK "X-Robots-Tag: otherbot: noindex, noai\r\n\r\n", 200, false, false},
    {OK "X-Robots-Tag: otherbot: noai, newsmill: noai\r\n\r\n", 200, false, true},
    {OK "X-Robots-Tag: max-snippet: 20, noai\r\n\r\n", 200, false, true},
    {OK "X-Robots-Tag: noaiming\r\n\r\n", 200, false, false},
    {OK "TDM-Reservation: 1\r\n\r\n", 200, false, true},
    {OK "TDM-Reservation: 0\r\n\r\n", 200, false, false},
};

static void test_heads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct answer_head head;
        bool read = answer_head_read(str_of(heads[i].block), S("newsmill"), &head);
        print_message("%.60s\n", heads[i].block);
        assert_int_equal(read, heads[i].status != 0);
        if (!read)
            continue;
        assert_int_equal(head.status, heads[i].status);
        assert_int_equal(head.fault != NULL, heads[i].faulty);
        assert_int_equal(head.reserved, heads[i].reserved);
    }
}

static void test_fields(void **state)
{
    struct answer_head head;

    (void)state;
    assert_true(answer_head_read(S(OK "Content-Type: a/b\r\nContent-Type: text/html\r\n"
                                      "Content-Encoding : gzip\r\nLocation: /x y\r\nETag: \"1\"\n"
                                      "Last-Modified:\r\nRetry-After: 5\r\nContent-Length: 7\r\n"
                                      "\r\nETag: \"body\"\r\n"),
                                 S("newsmill"), &head));
    assert_true(str_eq(head.type, S("text/html")));
    assert_true(str_eq(head.coding, S("gzip")));
    assert_true(str_eq(head.location, S("/x y")));
    assert_true(str_eq(head.etag, S("\"1\"")));
    assert_true(str_eq(head.retry_after, S("5")));
    assert_int_equal(head.modified.n, 0);
    assert_true(head.has_length && head.length == 7 && !head.chunked);
}

static const struct {
    const char *block, *stored;
} stored[] = {
    {OK "A: b\r\n\r\n", OK "A: b\r\n\r\n"},
    {"HTTP/2 200 \r\na: b\r\n\r\n", "HTTP/1.1 200 \r\na: b\r\n\r\n"},
    {"HTTP/1.0 200 OK\nA: b\n\n", "HTTP/1.0 200 OK\r\nA: b\r\n\r\n"},
    {OK "Transfer-Encoding: chunked\r\n\r\n", OK "X-Crawl-Transfer-Encoding: chunked\r\n\r\n"},
    {OK "transfer-encoding : chunked\r\n\r\n", OK "X-Crawl-transfer-encoding : chunked\r\n\r\n"},
    {OK "X: Transfer-Encoding: a\r\n\r\n", OK "X: Transfer-Encoding: a\r\n\r\n"},
};

static void test_stored(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stored / sizeof *stored; i++)
        assert_true(
            str_eq(answer_head_stored(&arena, str_of(stored[i].block)), str_of(stored[i].stored)));
}

/* gzip of "hello hello hello" (zlib); the last bytes are its check and its length. */
static const char packed[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x57"
                             "\xc8\x40\x90\x00\x80\x88\xf9\xe5\x11\x00\x00\x00";

static enum reason body(const char *coding, str bytes, size_t most, str *plain)
{
    struct answer_head head = {.coding = str_of(coding)};
    struct arena scratch;
    jmp_buf way_out;
    enum reason why;

    arena_init(&scratch, 0);
    scratch.escape = &way_out;
    assert_int_equal(setjmp(way_out), 0);
    why = answer_body(&arena, &scratch, &head, bytes, most, plain);
    arena_free(&scratch);
    return why;
}

static void test_body(void **state)
{
    str gzip = {packed, sizeof packed - 1}, plain;

    (void)state;
    assert_int_equal(body("", S("<p>x"), MOST, &plain), WHY_KEPT);
    assert_int_equal(body("identity", S("<p>x"), MOST, &plain), WHY_KEPT);
    assert_int_equal(body("gzip", gzip, MOST, &plain), WHY_KEPT);
    assert_true(str_eq(plain, S("hello hello hello")));
    assert_int_equal(body("X-GZIP", gzip, MOST, &plain), WHY_KEPT);
    assert_int_equal(body("gzip", S(""), MOST, &plain), WHY_KEPT);
    assert_int_equal(body("gzip", str_slice(gzip, 0, gzip.n - 1), MOST, &plain), WHY_CUT_ANSWER);
    assert_int_equal(body("gzip", str_slice(gzip, 0, 14), MOST, &plain), WHY_CUT_ANSWER);
    assert_int_equal(body("gzip", gzip, 10, &plain), WHY_TOO_LARGE);
    assert_int_equal(body("", S("0123456789x"), 10, &plain), WHY_TOO_LARGE);
    assert_int_equal(body("gzip", S("<p>not gzip"), MOST, &plain), WHY_KEPT);
    assert_true(str_eq(plain, S("<p>not gzip")));
    assert_int_equal(body("gzip", S("\1\2\3"), MOST, &plain), WHY_CUT_ANSWER);
    assert_int_equal(body("pack200", gzip, MOST, &plain), WHY_BAD_CODING);
    assert_int_equal(body("gzip, gzip, gzip", gzip, MOST, &plain), WHY_BAD_CODING);
}

static void test_page_reserved(void **state)
{
    static const char *const yes[] = {
        "<meta name=robots content=noai>",
        "<META content='noindex, NOAI' NAME=Robots>",
        "<p>x<meta name=\"newsmill\" content=\"noai\">",
        "<meta name=tdm-reservation content=1>",
        "<meta><meta name=robots content='&#110;oai'>",
    };
    static const char *const no[] = {
        "",
        "<meta",
        "<meta name=robots content=noindex>",
        "<meta name=otherbot content=noai>",
        "<meta name=tdm-reservation content=0>",
        "<metal name=robots content=noai",
    };

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(answer_page_reserved(&arena, str_of(yes[i]), S("newsmill")));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(answer_page_reserved(&arena, str_of(no[i]), S("newsmill")));
}

static void test_retry_after(void **state)
{
    static const struct {
        const char *value;
        uint64_t seconds;
    } rows[] = {
        {"", 0},
        {"0", 0},
        {" 120 ", 120},
        {"31536000", 31536000},
        {"-5", 0},
        {"1.5", 0},
        {"tomorrow", 0},
        {"Sun, 22 Nov 2026 10:02:00 GMT", 120},
        {"Sunday, 22-Nov-26 10:02:00 GMT", 120},
        {"Sun Nov 22 10:02:00 2026", 120},
        {"Sun, 22 Nov 2026 09:59:00 GMT", 0},
        {"Mon, 22 Nov 2027 10:00:00 GMT", 31536000},
        {"Sun, 99 Nov 2026 10:02:00 GMT", 0},
        {"99999999999999999999999", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        print_message("%s\n", rows[i].value);
        assert_int_equal(answer_retry_after(&arena, str_of(rows[i].value), NOW, curl_getdate),
                         rows[i].seconds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_heads, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_fields, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_stored, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_body, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_page_reserved, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_retry_after, arena_up, arena_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
