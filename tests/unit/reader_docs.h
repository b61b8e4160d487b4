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

#include "fake_run.h"
#include "own_arena.h"
#include "pressed.h"
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

/* A document longer than a page may be is told, and the next, whose text is "x", is read. */
static inline void assert_too_large(const char *before, const char *behind)
{
    static char file[8 * PAGE_BYTES];
    int n = snprintf(file, sizeof file, "%s%*s%s", before, 6 * PAGE_BYTES, "y", behind);

    assert_int_equal(read_all(in_memory(file, (size_t)n, NULL)), READER_END);
    assert_int_equal(count, 2);
    assert_int_equal(docs[0].why, WHY_TOO_LARGE);
    assert_str(docs[1].raw, "x");
}

/* Damage between two documents takes none of them, and stands for one; within one it takes that.
 * Of two gzip members the first holds the document "one", the second "two" and the beginning of a
 * third. */
static inline void assert_damage(const char *first, const char *second)
{
    struct bytes bytes = {0};

    bytes_gzip_text(&bytes, first);
    bytes_text(&bytes, "garbage");
    bytes_gzip_text(&bytes, second);
    bytes_text(&bytes, "garbage");
    assert_int_equal(read_all(in_memory(bytes.p, bytes.n, NULL)), READER_END);
    assert_int_equal(count, 4);
    assert_str(docs[0].raw, "one");
    assert_int_equal(docs[1].why, WHY_CUT);
    assert_str(docs[2].raw, "two");
    assert_int_equal(docs[3].why, WHY_CUT);
    assert_int_equal(run.damages, 2);
    bytes_free(&bytes);
}

#endif
