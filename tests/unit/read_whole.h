/* read_whole: reads all that an input in memory gives, damage or not; and three gzip members to
 * read. */
#ifndef NEWSMILL_TEST_READ_WHOLE_H
#define NEWSMILL_TEST_READ_WHOLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "pressed.h"
#include "read/in.h"

enum { MEMBERS = 3, MEMBER_SIZE = 300 };

static const size_t chunks[] = {1, 7, 4096};

/* What a whole run over an input gives. */
struct result {
    struct bytes bytes;
    unsigned damages;
    uint64_t damage_at;
    char damage[100];
    uint64_t passed;
};

static inline struct in *opened(const void *p, size_t n, size_t chunk)
{
    struct in_limits limits = {chunk, 0};

    return in_memory(p, n, &limits);
}

/* Of n bytes. */
static inline struct result read_rest(struct in *in, size_t n)
{
    struct result result = {0};
    size_t got;

    assert_non_null(in);
    for (;;) {
        const uint8_t *shown = in_peek(in, 1, &got);

        assert_non_null(shown);
        if (got) {
            bytes_add(&result.bytes, shown, got);
            assert_int_equal(in_skip(in, got), got);
        } else if (in_state(in) == IN_DAMAGED) {
            snprintf(result.damage, sizeof result.damage, "%s", in_damage(in, &result.damage_at));
            result.damages++;
            result.passed += in_resume(in);
            assert_true(result.damages <= n + 1);
        } else {
            break;
        }
    }
    assert_int_equal(in_state(in), IN_END);
    in_close(in);
    return result;
}

static inline struct result read_all(const void *p, size_t n, size_t chunk)
{
    return read_rest(opened(p, n, chunk), n);
}

static inline bool holds(const struct bytes *all, const struct bytes *part)
{
    return memmem(all->p, all->n, part->p, part->n) != NULL;
}

static inline void check_same(const struct bytes *packed, const struct bytes *plain,
                              unsigned damages)
{
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        struct result result = read_all(packed->p, packed->n, chunks[i]);

        assert_int_equal(result.damages, damages);
        assert_int_equal(result.bytes.n, plain->n);
        if (plain->n)
            assert_memory_equal(result.bytes.p, plain->p, plain->n);
        bytes_free(&result.bytes);
    }
}

/* Three texts, each a gzip member of `packed`, which begins at starts[i]; starts[3] is the end. */
struct members {
    struct bytes text[MEMBERS], plain, packed;
    size_t starts[MEMBERS + 1];
};

static inline struct members make_members(size_t size)
{
    static const int systems[MEMBERS] = {3, 19, 77}; /* Unix, Darwin, none */
    struct members m = {0};

    for (unsigned i = 0; i < MEMBERS; i++) {
        gz_header header = {.os = systems[i]};

        bytes_noise(&m.text[i], size, i + 1);
        bytes_add(&m.plain, m.text[i].p, m.text[i].n);
        m.starts[i] = m.packed.n;
        bytes_gzip(&m.packed, m.text[i].p, m.text[i].n, &header);
    }
    m.starts[MEMBERS] = m.packed.n;
    return m;
}

static inline void free_members(struct members *m)
{
    for (int i = 0; i < MEMBERS; i++)
        bytes_free(&m->text[i]);
    bytes_free(&m->plain);
    bytes_free(&m->packed);
}

#endif
