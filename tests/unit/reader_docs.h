/* Records read into documents by the reader that READER names, in pieces of any length, and what
 * the tests say of them. */
#ifndef NEWSMILL_TESTS_READER_DOCS_H
#define NEWSMILL_TESTS_READER_DOCS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "fake_run.h"
#include "own_arena.h"
#include "read/in.h"
#include "stage.h"

extern const struct reader READER;

enum { MOST = 64, PAGE_BYTES = 4096 };

static struct arena config_arena;
static struct run run;
static void *config;
static struct doc docs[MOST];
static size_t count;

static inline int set_up(void **state)
{
    arena_up(state);
    arena_init(&config_arena, 0);
    memset(&run, 0, sizeof run);
    run.config.page_bytes = PAGE_BYTES;
    config = calloc(1, READER.config_size + 1);
    option_defaults(READER.options, READER.option_count, config, &config_arena);
    return 0;
}

static inline int tear_down(void **state)
{
    free(config);
    arena_free(&config_arena);
    return arena_down(state);
}

static inline void take_field(const char *renamed)
{
    static const struct option row = {.name = "field", .type = OPTION_LIST};

    assert_null(option_set(&row, &run.config.fields, renamed, &config_arena));
}

static inline void set(const char *name, const char *value)
{
    const struct option *row = option_find(READER.options, READER.option_count, str_of(name));

    assert_non_null(row);
    assert_null(option_set(row, config, value, &config_arena));
}

static inline enum reader_said read_all(struct in *in)
{

    void *state = calloc(1, READER.size);
    enum reader_said said = READER_DOC;

    for (count = 0; count < MOST; count++) {
        doc_init(&docs[count], &arena, NULL);
        said = READER.next(state, config, in, &docs[count], &run);
        if (said != READER_DOC)
            break;
    }
    READER.close(state);
    free(state);
    in_close(in);
    return said;
}

/* "k": kept; "f": failed; a capital: flagged as repaired. */
static inline void assert_outcomes(str s, const char *want)
{
    static const size_t chunks[] = {1, 7, 4096};
    char got[MOST + 1] = "";

    for (size_t i = 0; i < 3; i++) {
        struct in_limits limits = {.chunk = chunks[i], .peek = 4096};
        assert_int_equal(read_all(in_memory(s.p, s.n, &limits)), READER_END);
        for (size_t d = 0; d < count; d++) {
            got[d] = docs[d].why == WHY_KEPT ? 'k' : 'f';
            if (doc_has_flag(&docs[d], FLAG_JSON_REPAIRED))
                got[d] = (char)(got[d] - 'a' + 'A');
        }
        got[count] = '\0';
        assert_string_equal(got, want);
    }
}

/* A gzip member of the text; gives its length. */
static inline size_t member(const char *text, uint8_t *out, size_t room)
{
    z_stream z = {0};

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (uint8_t *)(uintptr_t)text;
    z.avail_in = (unsigned)strlen(text);
    z.next_out = out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static inline void assert_str(str s, const char *want)
{
    if (!str_eq(s, str_of(want)))
        fail_msg("'%.*s' is not '%s'", (int)s.n, s.p, want);
}

static inline void assert_field(size_t d, enum field field, const char *want)
{
    assert_str(docs[d].fields[field].text, want);
    if (*want)
        assert_string_equal(docs[d].fields[field].from, "input");
}

#endif
