/* warc_made: WARC dumps made in memory, and what the reader gives of them. */
#ifndef NEWSMILL_TEST_WARC_MADE_H
#define NEWSMILL_TEST_WARC_MADE_H

#include <stdio.h>

#include "fake_run.h"
#include "own_arena.h"
#include "pressed.h"
#include "read/in.h"
#include "read/read_warc.h"

enum { MOST = 64, PAGE_BYTES = 1 << 16, RECORDS = 4 };

static const size_t chunks[] = {1, 7, 4096};

static struct run run;
static struct doc docs[MOST];
static size_t count;
static size_t stretches; /* documents that stand for damage between records */
static uint64_t counts[WARC_TYPES];

static inline bool is_stretch(const struct doc *doc)
{
    return doc->why == WHY_CUT && str_starts(doc->detail, S("at byte ")) && !doc->raw.n;
}

/* Reads all documents of an input into docs, but for stretches. */
static inline void read_bytes(const void *p, size_t n, size_t chunk)
{
    struct in_limits limits = {chunk, 0};
    struct in *in = in_memory(p, n, &limits);
    void *state = calloc(1, reader_warc.size);

    assert_non_null(in);
    assert_non_null(state);
    memset(&run, 0, sizeof run);
    run.config.page_bytes = PAGE_BYTES;
    arena_reset(&arena);
    for (count = stretches = 0; count < MOST; count++) {
        doc_init(&docs[count], &arena, NULL);
        if (reader_warc.next(state, NULL, in, &docs[count], &run) != READER_DOC)
            break;
        if (is_stretch(&docs[count])) {
            stretches++;
            count--;
        }
    }
    assert_true(count < MOST);
    memcpy(counts, warc_counts(state), sizeof counts);
    free(state);
    in_close(in);
}

static inline void raw_is(const struct doc *doc, const char *want)
{
    assert_int_equal(doc->raw.n, strlen(want));
    if (doc->raw.n)
        assert_memory_equal(doc->raw.p, want, doc->raw.n);
}

static inline void field_is(const struct doc *doc, enum field field, const char *want)
{
    if (!str_eq(doc->fields[field].text, str_of(want)))
        fail_msg("field %d is \"%.*s\"", field, (int)doc->fields[field].text.n,
                 doc->fields[field].text.p);
}

/* A record whose Content-Length is off by `wrong`. */
static inline void add_record(struct bytes *to, const char *type, const char *uri,
                              const char *extra, const char *block, long wrong)
{
    char head[512];

    snprintf(head, sizeof head,
             "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
             "WARC-Date: 2024-05-06T07:08:09Z\r\n%sContent-Length: %ld\r\n\r\n",
             type, uri, extra, (long)strlen(block) + wrong);
    bytes_text(to, head);
    bytes_text(to, block);
    bytes_text(to, "\r\n\r\n");
}

#define OK   "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
#define HTTP "Content-Type: application/http; msgtype=response\r\n"

static inline void add_page(struct bytes *to, const char *uri, const char *body)
{
    char block[4096];

    snprintf(block, sizeof block, OK "%s", body);
    add_record(to, "response", uri, HTTP, block, 0);
}

static const char *const bodies[RECORDS] = {
    "<html><p>The first page.</p></html>\n",
    "<html><p>The second page\r\n\r\nhas an empty line.</p></html>",
    "<p>A third one, with the word WARC/1.0 in it.</p>",
    "<p>And the fourth is the last.</p>",
};

/* Four pages with a request before each; starts[i] is where the i-th page's record begins. */
struct dump {
    struct bytes bytes;
    size_t starts[RECORDS + 1]; /* of the request before the page */
    size_t ends[RECORDS];       /* of the page's block */
};

static struct dump make_dump(bool gzip)
{
    struct dump dump = {0};

    for (size_t i = 0; i < RECORDS; i++) {
        struct bytes request = {0}, page = {0};
        char uri[64];

        snprintf(uri, sizeof uri, "http://example.org/%zu", i);
        add_record(&request, "request", uri, "", "GET / HTTP/1.1\r\n\r\n", 0);
        add_page(&page, uri, bodies[i]);
        dump.starts[i] = dump.bytes.n;
        if (gzip) {
            bytes_gzip(&dump.bytes, request.p, request.n, NULL);
            bytes_gzip(&dump.bytes, page.p, page.n, NULL);
        } else {
            bytes_add(&dump.bytes, request.p, request.n);
            bytes_add(&dump.bytes, page.p, page.n);
        }
        dump.ends[i] = dump.bytes.n - (gzip ? 0 : strlen("\r\n\r\n"));
        bytes_free(&request);
        bytes_free(&page);
    }
    dump.starts[RECORDS] = dump.bytes.n;
    return dump;
}

static inline bool is_whole(const struct doc *doc, size_t record)
{
    return doc->why == WHY_KEPT && str_eq(doc->raw, str_of(bodies[record]));
}

#endif
