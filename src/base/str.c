#include "str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

str str_of(const char *zero_ended)
{
    return zero_ended ? (str){zero_ended, strlen(zero_ended)} : (str){NULL, 0};
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static bool same_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lower((unsigned char)a[i]) != lower((unsigned char)b[i]))
            return false;
    return true;
}

bool str_eq(str a, str b)
{
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

bool str_eq_nocase(str a, str b)
{
    return a.n == b.n && same_nocase(a.p, b.p, a.n);
}

bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && (!prefix.n || !memcmp(s.p, prefix.p, prefix.n));
}

bool str_starts_nocase(str s, str prefix)
{
    return s.n >= prefix.n && same_nocase(s.p, prefix.p, prefix.n);
}

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && (!suffix.n || !memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n));
}

bool str_ends_nocase(str s, str suffix)
{
    return s.n >= suffix.n && same_nocase(s.p + s.n - suffix.n, suffix.p, suffix.n);
}

str str_from(str s, size_t at)
{
    return str_slice(s, at, s.n);
}

str str_slice(str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (str){s.p ? s.p + from : NULL, to - from};
}

bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s)
{
    while (s.n && is_space((unsigned char)s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && is_space((unsigned char)s.p[s.n - 1]))
        s.n--;
    return s;
}

size_t str_find(str s, str needle)
{
    const char *p;

    if (!needle.n)
        return 0;
    if (!s.n)
        return SIZE_MAX;
    p = memmem(s.p, s.n, needle.p, needle.n);
    return p ? (size_t)(p - s.p) : SIZE_MAX;
}

size_t str_find_nocase(str s, str needle)
{
    unsigned char first;

    if (!needle.n)
        return 0;
    first = lower((unsigned char)needle.p[0]);
    for (size_t i = 0; i + needle.n <= s.n; i++)
        if (lower((unsigned char)s.p[i]) == first && same_nocase(s.p + i, needle.p, needle.n))
            return i;
    return SIZE_MAX;
}

size_t str_find_char(str s, char c)
{
    const char *p = s.n ? memchr(s.p, c, s.n) : NULL;

    return p ? (size_t)(p - s.p) : SIZE_MAX;
}

bool str_has_nocase(str s, str needle)
{
    return str_find_nocase(s, needle) != SIZE_MAX;
}

bool str_split(str *rest, char at, str *part)
{
    size_t place;

    if (!rest->p)
        return false;
    place = str_find_char(*rest, at);
    if (place == SIZE_MAX) {
        *part = *rest;
        *rest = (str){NULL, 0};
    } else {
        *part = str_slice(*rest, 0, place);
        *rest = str_from(*rest, place + 1);
    }
    return true;
}

char *str_zero_ended(struct arena *arena, str s)
{
    char *copy = arena_alloc(arena, s.n + 1);

    if (s.n)
        memcpy(copy, s.p, s.n);
    copy[s.n] = '\0';
    return copy;
}

str str_dup(struct arena *arena, str s)
{
    return (str){str_zero_ended(arena, s), s.n};
}

str str_lower(struct arena *arena, str s)
{
    char *copy = str_zero_ended(arena, s);

    for (size_t i = 0; i < s.n; i++)
        copy[i] = (char)lower((unsigned char)copy[i]);
    return (str){copy, s.n};
}

bool str_number(str s, uint64_t *number)
{
    uint64_t value = 0;

    if (!s.n)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';
        if (digit > 9 || value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

struct buf buf_new(struct arena *arena, size_t ceiling)
{
    return (struct buf){.arena = arena, .ceiling = ceiling};
}

void buf_reserve(struct buf *buf, size_t room)
{
    if (room <= buf->room)
        return;
    buf->p = arena_grow(buf->arena, buf->p, buf->room, room);
    buf->room = room;
}

void buf_put(struct buf *buf, const void *p, size_t n)
{
    if (n > buf->ceiling - buf->n) {
        n = buf->ceiling - buf->n;
        buf->full = true;
    }
    if (n > buf->room - buf->n) {
        size_t room = buf->room ? buf->room : 64;
        while (room - buf->n < n)
            room *= 2;
        buf_reserve(buf, room);
    }
    if (n)
        memcpy(buf->p + buf->n, p, n);
    buf->n += n;
}

void buf_str(struct buf *buf, str s)
{
    buf_put(buf, s.p, s.n);
}

void buf_char(struct buf *buf, char c)
{
    buf_put(buf, &c, 1);
}

str buf_text(const struct buf *buf)
{
    return (str){buf->p, buf->n};
}

static str format_in(struct arena *arena, const char *format, va_list list)
{
    va_list again;
    char *text;
    int n;

    va_copy(again, list);
    n = vsnprintf(NULL, 0, format, list);
    if (n < 0)
        n = 0;
    text = arena_alloc(arena, (size_t)n + 1);
    text[0] = '\0';
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return (str){text, (size_t)n};
}

str str_printf(struct arena *arena, const char *format, ...)
{
    va_list list;
    str text;

    va_start(list, format);
    text = format_in(arena, format, list);
    va_end(list);
    return text;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list list;
    str text;

    va_start(list, format);
    text = format_in(buf->arena, format, list);
    va_end(list);
    buf_str(buf, text);
}
