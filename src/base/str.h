/* str: borrowed text, and a buffer that grows in an arena. */
#ifndef NEWSMILL_BASE_STR_H
#define NEWSMILL_BASE_STR_H

#include <newsmill.h>
#include <string.h>

#include "arena.h"

typedef newsmill_str str;

/* A str of a literal. */
#define S(literal) ((str){"" literal, sizeof literal - 1})

/* The small ones stand here, since loops over every character of a page call them. */

static inline str str_of(const char *zero_ended) /* {NULL, 0} for NULL */
{
    return zero_ended ? (str){zero_ended, strlen(zero_ended)} : (str){NULL, 0};
}

static inline bool str_eq(str a, str b)
{
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

static inline bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && (!prefix.n || !memcmp(s.p, prefix.p, prefix.n));
}

/* Bytes from..to of s, kept within it. */
static inline str str_slice(str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (str){s.p ? s.p + from : NULL, to - from};
}

/* s without its first `at` bytes; empty past the end. */
static inline str str_from(str s, size_t at)
{
    return str_slice(s, at, s.n);
}

/* ASCII white space: space \t \n \f \r \v */
static inline bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Kinds of ASCII: of a byte of either sign or of a code point, so that each takes both. */
static inline bool is_ascii_digit(int64_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_ascii_upper(int64_t c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool is_ascii_lower(int64_t c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool is_ascii_letter(int64_t c)
{
    return is_ascii_lower(c | ('a' - 'A'));
}

/* Below, equal to or above 0, as a stands before, at or behind b in the order of their bytes. */
int str_order(str a, str b);

int hex_digit(char c); /* the value of a digit of either case; -1: it is none */

bool str_eq_nocase(str a, str b); /* ASCII letters of either case are the same */
bool str_starts_nocase(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_ends_nocase(str s, str suffix);
str str_trim(str s); /* without ASCII white space at both ends */

/* Place of the first needle in s, or SIZE_MAX. An empty needle is at 0. */
size_t str_find(str s, str needle);
size_t str_find_nocase(str s, str needle);
size_t str_find_char(str s, char c);
str str_after_last(str s, char c); /* what stands behind the last c; s where there is none */
bool str_has_nocase(str s, str needle);
bool str_has_digit(str s); /* 0 to 9: what no date and no price is without */

/* Takes what stands before the first `at` from *rest, and `at` itself; false when *rest is used
 * up. Splits "a,,b" into "a", "", "b". */
bool str_split(str *rest, char at, str *part);
bool str_lists(str list, char between, str item); /* whether the item is one of the parts */
/* How many parts of a list, of those of `least` bytes and more, the other list has too; *all: how
 * many of those there are. */
size_t str_shared(str list, str other, char between, size_t least, size_t *all);

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
void buf_fit(struct buf *buf); /* gives back the room that is left; nothing is added after it */
void buf_put_slowly(struct buf *buf, const void *p, size_t n); /* buf_put, with or without room */

static inline void buf_put(struct buf *buf, const void *p, size_t n)
{
    if (n > buf->room - buf->n || n > buf->ceiling - buf->n)
        buf_put_slowly(buf, p, n);
    else if (n) {
        memcpy(buf->p + buf->n, p, n);
        buf->n += n;
    }
}

static inline void buf_str(struct buf *buf, str s)
{
    buf_put(buf, s.p, s.n);
}

static inline void buf_char(struct buf *buf, char c)
{
    buf_put(buf, &c, 1);
}

void buf_percent(struct buf *buf, unsigned char c); /* "%2F" (RFC 3986, 2.1) */
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
str buf_text(const struct buf *buf);

#endif
