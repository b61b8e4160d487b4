#include "jsonl_split.h"

#include <string.h>

#include "../base/json_lex.h"

enum { REMEMBERED = 64 }; /* levels of which it is known whether they are objects */

static void begin_value(struct split *split, uint8_t first)
{
    split->skip_part = false;
    split->is_container = first == '{' || first == '[';
    split->escaped = split->fresh = false;
    split->quote = 0;
    split->objects = 0;
    split->depth = 0;
    split->last = 0;
}

/* ---- between values ---- */

/* White space, NULs that a crash left, separators of RFC 7464, byte order marks. */
static bool is_filler(uint8_t c)
{
    return c <= ' ' || c == 0xEF || c == 0xBB || c == 0xBF;
}

static void pass(struct split *split, uint8_t c)
{
    if (c == '\n') {
        split->line++;
        split->skip_line = false;
        if (split->by_lines)
            split->in_array = false;
    } else if (c == '[') {
        split->in_array = true;
    } else if (c == ']') {
        split->in_array = false;
    }
}

size_t split_gap(struct split *split, const uint8_t *p, size_t n, bool *begins)
{
    size_t i = 0;

    *begins = false;
    for (; i < n; i++) {
        uint8_t c = p[i];
        bool between = split->skip_line || (split->skip_part && c != '{') || is_filler(c) ||
                       c == ',' || (c == '[' && !split->in_array) || (c == ']' && split->in_array);
        if (!between) {
            begin_value(split, c);
            *begins = true;
            break;
        }
        pass(split, c);
    }
    return i;
}

/* ---- in a value ---- */

/* A byte in a string. An object that begins a line there, where strict JSON has no raw line ends,
 * is the next value: the quote that would close this string is lost. */
static bool in_string(struct split *split, uint8_t c)
{
    if (split->fresh && c == '{')
        return true;
    split->fresh = c == '\n' || (split->fresh && (c <= ' ' || c == ','));
    if (split->escaped)
        split->escaped = false;
    else if (c == '\\')
        split->escaped = true;
    else if (c == split->quote)
        split->quote = split->fresh = 0;
    return false;
}

/* A single quote does, as Python writes strings, where one may begin. */
static bool opens_string(const struct split *split, uint8_t c)
{
    return c == '"' || (c == '\'' && split->last && strchr("{[:,", split->last));
}

/* Inside an object an object only follows a colon: elsewhere it is the next value. */
static bool is_next_value(const struct split *split, uint8_t c)
{
    return c == '{' && split->depth && split->depth <= REMEMBERED && (split->objects & 1) &&
           split->last != ':';
}

static void open_or_close(struct split *split, uint8_t c)
{
    if (c == '{' || c == '[') {
        split->objects = split->objects << 1 | (c == '{');
        split->depth++;
    } else if ((c == '}' || c == ']') && split->depth) {
        split->objects >>= 1;
        split->depth--;
    }
    if (c > ' ')
        split->last = c;
}

/* Whether byte c, outside strings, stands behind the value. */
static bool is_behind(const struct split *split, uint8_t c)
{
    if (c == '\n' && (split->by_lines || !split->is_container))
        return true;
    if (split->is_container)
        return is_next_value(split, c);
    return split->in_array && !split->by_lines && (c == ',' || c == ']');
}

/* Past what changes nothing in a string: most of all bytes. */
static size_t pass_plain(const struct split *split, const uint8_t *p, size_t at, size_t n)
{
    bool may = split->quote == '"' && !split->escaped && !split->fresh;

    return may ? json_lex_plain((str){(const char *)p, n}, at) : at;
}

size_t split_value(struct split *split, const uint8_t *p, size_t n, bool *ends)
{
    *ends = true;
    for (size_t i = 0; (i = pass_plain(split, p, i, n)) < n; i++) {
        uint8_t c = p[i];
        if (split->quote) {
            if ((c == '\n' && split->by_lines) || (in_string(split, c) && !split->by_lines))
                return i;
        } else {
            if (is_behind(split, c))
                return i;
            split->quote = opens_string(split, c) ? c : 0;
            open_or_close(split, c);
            if (split->is_container && !split->depth)
                return i + 1;
        }
        if (c == '\n')
            split->line++;
    }
    *ends = false;
    return n;
}

void split_broken(struct split *split)
{
    split->skip_line = split->by_lines;
}

void split_lost(struct split *split)
{
    split->skip_line = split->by_lines;
    split->skip_part = !split->by_lines;
}

/* ---- what kind of input ---- */

/* The first line holds the beginning of an object and the next one goes on inside it: it was
 * printed for people. */
static bool is_printed(const uint8_t *p, size_t n)
{
    struct split split = {.by_lines = true};
    bool ends;
    size_t used;

    begin_value(&split, p[0]);
    used = split_value(&split, p, n, &ends);
    if (!ends || !split.depth || split.quote)
        return false;
    while (used < n && p[used] <= ' ')
        used++;
    return used < n && p[used] != '{' && p[used] != '[';
}

void split_start(struct split *split, const uint8_t *head, size_t n)
{
    size_t at = 0;

    memset(split, 0, sizeof *split);
    split->line = 1;
    while (at < n && is_filler(head[at]))
        at++;
    split->by_lines = at == n || (head[at] != '[' && !is_printed(head + at, n - at));
}
