#include "str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static unsigned char lower(unsigned char c)
{
    return is_ascii_upper(c) ? (unsigned char)(c + 32) : c;
}

static bool same_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i] && ((a[i] ^ b[i]) != ('a' ^ 'A') || !is_ascii_letter(a[i])))
            return false;
    return true;
}

int str_order(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    return order ? order : (a.n > b.n) - (a.n < b.n);
}

int hex_digit(char c)
{
    if (is_ascii_digit(c))
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool str_eq_nocase(str a, str b)
{
    return a.n == b.n && same_nocase(a.p, b.p, a.n);
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

/* The next place of c from `from` on; the end when there is none. */
static size_t next_char(str s, size_t from, unsigned char c)
{
    const char *p = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;

    return p ? (size_t)(p - s.p) : s.n;
}

/* memmem sets up a table for each search, which short texts and needles do not repay. */
size_t str_find(str s, str needle)
{
    enum { SHORT_NEEDLE = 8 };
    size_t at = 0;

    if (!needle.n)
        return 0;
    if (needle.n > SHORT_NEEDLE && s.n) {
        const char *p = memmem(s.p, s.n, needle.p, needle.n);
        return p ? (size_t)(p - s.p) : SIZE_MAX;
    }
    while ((at = next_char(s, at, (unsigned char)needle.p[0])) < s.n && s.n - at >= needle.n) {
        if (!memcmp(s.p + at, needle.p, needle.n))
            return at;
        at++;
    }
    return SIZE_MAX;
}

/* Hops from one first letter to the next, of either case. */
size_t str_find_nocase(str s, str needle)
{
    unsigned char low, up;
    size_t at_low, at_up;

    if (!needle.n)
        return 0;
    low = lower((unsigned char)needle.p[0]);
    up = is_ascii_lower(low) ? (unsigned char)(low - 32) : low;
    at_low = next_char(s, 0, low);
    at_up = up == low ? s.n : next_char(s, 0, up);
    for (;;) {
        size_t at = at_low < at_up ? at_low : at_up;
        if (at >= s.n || s.n - at < needle.n)
            return SIZE_MAX;
        if (same_nocase(s.p + at, needle.p, needle.n))
            return at;
        if (at == at_low)
            at_low = next_char(s, at + 1, low);
        else
            at_up = next_char(s, at + 1, up);
    }
}

size_t str_find_char(str s, char c)
{
    const char *p = s.n ? memchr(s.p, c, s.n) : NULL;

    return p ? (size_t)(p - s.p) : SIZE_MAX;
}

str str_after_last(str s, char c)
{
    const char *last = s.n ? memrchr(s.p, c, s.n) : NULL;

    return last ? str_from(s, (size_t)(last - s.p) + 1) : s;
}

bool str_has_nocase(str s, str needle)
{
    return str_find_nocase(s, needle) != SIZE_MAX;
}

/* Eight bytes at once: behind the exclusive or digits alone are below ten. */
static bool has_digit(uint64_t bytes)
{
    const uint64_t each = UINT64_MAX / 255;
    uint64_t x = bytes ^ each * '0';

    return (x - each * 10) & ~x & each * 0x80;
}

bool str_has_digit(str s)
{
    size_t at = 0;
    uint64_t bytes;

    for (; s.n - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, s.p + at, sizeof bytes);
        if (has_digit(bytes))
            return true;
    }
    while (at < s.n && (s.p[at] < '0' || s.p[at] > '9'))
        at++;
    return at < s.n;
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

bool str_lists(str list, char between, str item)
{
    str part;

    while (str_split(&list, between, &part))
        if (str_eq(part, item))
            return true;
    return false;
}

size_t str_shared(str list, str other, char between, size_t least, size_t *all)
{
    size_t shared = 0;
    str part;

    *all = 0;
    while (str_split(&list, between, &part))
        if (part.n >= least) {
            ++*all;
            shared += str_lists(other, between, part);
        }
    return shared;
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

void buf_fit(struct buf *buf)
{
    if (buf->n)
        arena_grow(buf->arena, buf->p, buf->room, buf->n);
    else
        buf->p = NULL;
    buf->room = buf->n;
}

void buf_put_slowly(struct buf *buf, const void *p, size_t n)
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

void buf_percent(struct buf *buf, unsigned char c)
{
    static const char hex[] = "0123456789ABCDEF";
    const char text[] = {'%', hex[c >> 4], hex[c & 15]};

    buf_put(buf, text, sizeof text);
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
