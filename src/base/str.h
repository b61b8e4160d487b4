/* str: borrowed text, and a buffer that grows in an arena. */
#ifndef NEWSMILL_BASE_STR_H
#define NEWSMILL_BASE_STR_H

#include <newsmill.h>

#include "arena.h"

typedef newsmill_str str;

/* A str of a literal. */
#define S(literal) ((str){"" literal, sizeof literal - 1})

str str_of(const char *zero_ended); /* {NULL, 0} for NULL */
bool str_eq(str a, str b);
bool str_eq_nocase(str a, str b); /* ASCII letters of either case are the same */
bool str_starts(str s, str prefix);
bool str_starts_nocase(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_ends_nocase(str s, str suffix);
str str_from(str s, size_t at); /* s without its first `at` bytes; empty past the end */
str str_slice(str s, size_t from, size_t to); /* bytes from..to, kept within s */
str str_trim(str s);                          /* without ASCII white space at both ends */
bool is_space(unsigned char c);               /* ASCII white space: space \t \n \f \r \v */

/* Place of the first needle in s, or SIZE_MAX. An empty needle is at 0. */
size_t str_find(str s, str needle);
size_t str_find_nocase(str s, str needle);
size_t str_find_char(str s, char c);
bool str_has_nocase(str s, str needle);

/* Takes what stands before the first `at` from *rest, and `at` itself; false when *rest is used
 * up. Splits "a,,b" into "a", "", "b". */
bool str_split(str *rest, char at, str *part);

/* A copy in the arena, followed by a NUL that does not count. */
str str_dup(struct arena *arena, str s);
char *str_zero_ended(struct arena *arena, str s);
str str_lower(struct arena *arena, str s); /* ASCII letters only */
str str_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reads a whole decimal number without sign; false when s is not one or does not fit. */
bool str_number(str s, uint64_t *number);

/* A text that grows in an arena, up to a ceiling of bytes: what would go past it is left out and
 * `full` is set. buf_text() is what stands in it. */
struct buf {
    struct arena *arena;
    char *p;
    size_t n, room, ceiling;
    bool full;
};
struct buf buf_new(struct arena *arena, size_t ceiling);
void buf_reserve(struct buf *buf, size_t room); /* takes room at once, where it is known */
void buf_put(struct buf *buf, const void *p, size_t n);
void buf_str(struct buf *buf, str s);
void buf_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
str buf_text(const struct buf *buf);

#endif
