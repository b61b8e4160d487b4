/* in_marks: where the gzip members or zstd frames begin, of the bytes that in.c holds. */
#ifndef NEWSMILL_READ_IN_MARKS_H
#define NEWSMILL_READ_IN_MARKS_H

#include <stddef.h>
#include <stdint.h>

enum { MARKS = 1024 }; /* that are remembered */

struct marks {
    /* A member begins at `at` of the bytes given out, and at `member` of the file. */
    struct mark {
        uint64_t at, member;
    } rows[MARKS];
    size_t count;
};

/* Bytes of that member begin at `at`: the next call's are not before them. */
void marks_add(struct marks *marks, uint64_t at, uint64_t member);
/* Forgets members that end before `at`. */
void marks_pass(struct marks *marks, uint64_t at);

/* Of the byte at `at`; NULL: nothing is known. */
const struct mark *marks_find(const struct marks *marks, uint64_t at);
/* The first member that begins at `at` or behind it; NULL: none. */
const struct mark *marks_next(const struct marks *marks, uint64_t at);

#endif
