/* cases: the lines of a JSON Lines file of expectations, one after the other. Included once by a
 * test program, behind own_arena.h. */
#ifndef NEWSMILL_TEST_CASES_H
#define NEWSMILL_TEST_CASES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

/* The whole file in the arena; fails the test when it cannot be read. */
static inline str file_bytes(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct buf buf = buf_new(&arena, 64 << 20);
    char piece[1 << 14];
    size_t n;

    if (!file)
        fail_msg("%s cannot be read", path);
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        buf_put(&buf, piece, n);
    fclose(file);
    return buf_text(&buf);
}

/* Python writes a byte that is no UTF-8 as the lone surrogate \udcXX, which JSON cannot hold: it
 * passes as U+E0XX. */
static inline const struct json *case_read(str line)
{
    str copy = str_dup(&arena, line);
    char *p = (char *)(uintptr_t)copy.p;
    bool repaired;
    const struct json *value;

    for (size_t i = 0; i + 4 < copy.n; i++)
        if (!memcmp(p + i, "\\udc", 4) && !(i >= 6 && !memcmp(p + i - 6, "\\ud", 3)))
            memcpy(p + i, "\\ue0", 4);
    value = json_read(&arena, copy, &repaired, NULL, NULL);
    assert_non_null(value);
    return value;
}

/* A member's text with those bytes back. */
static inline str case_bytes(const struct json *value, const char *key)
{
    str text = str_dup(&arena, json_text(value, key));
    char *p = (char *)(uintptr_t)text.p;
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        const unsigned char *c = (const unsigned char *)text.p + i;
        if (i + 2 < text.n && c[0] == 0xEE && (c[1] == 0x82 || c[1] == 0x83)) {
            p[n++] = (char)((c[1] & 3) << 6 | (c[2] & 0x3F));
            i += 2;
        } else {
            p[n++] = text.p[i];
        }
    }
    return (str){p, n};
}

#endif
