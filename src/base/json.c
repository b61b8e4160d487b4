#include "json.h"

#include <string.h>

#include "json_lex.h"
#include "json_repair.h"
#include "utf8.h"

/* Two bytes of an empty object become some forty. What the web has of real JSON stays far below. */
enum { MOST_VALUES = 1 << 18 };

/* ---- writing ---- */

/* Bytes that stand for themselves, whatever follows: ASCII without controls, " and \. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* Characters that some reader takes for an end of line or refuses: C1 controls (YAML), U+2028 and
 * U+2029 (JavaScript), noncharacters. */
static bool is_escaped(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFFFE ||
           c == 0xFFFF;
}

static void put_char(struct buf *out, uint32_t c)
{
    static const char hex[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', '0', '0', '0', '0'};
    const char *shorthand = c && c < 0x80 ? strchr("\"\"\\\\\bb\ff\nn\rr\tt", (int)c) : NULL;

    if (shorthand && (c < 0x20 || c == '"' || c == '\\')) {
        escape[1] = shorthand[1];
        buf_put(out, escape, 2);
    } else if (is_escaped(c)) {
        for (int i = 0; i < 4; i++)
            escape[5 - i] = hex[c >> (4 * i) & 15];
        buf_put(out, escape, sizeof escape);
    } else {
        buf_utf8(out, c);
    }
}

void json_put(struct buf *out, str s)
{
    size_t at = 0, from;

    buf_char(out, '"');
    while (at < s.n) {
        for (from = at; at < s.n && is_plain((unsigned char)s.p[at]);)
            at++;
        buf_str(out, str_slice(s, from, at));
        if (at < s.n)
            put_char(out, utf8_next(s, &at));
    }
    buf_char(out, '"');
}

/* ---- reading ---- */

/* Why s should not be read, NULL when it may. Strings are told apart as a strict reader does it up
 * to its first error, so that meets no more levels or values than are counted here. */
static const char *over_ceiling(str s, size_t *at)
{
    size_t depth = 0, values = 0;
    bool in_string = false;

    for (size_t i = 0; (i = in_string ? json_lex_plain(s, i) : i) < s.n; i++) {
        char c = s.p[i];
        *at = i;
        if (in_string) {
            if (c == '\\')
                i++;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            values++;
            if (++depth > JSON_DEEPEST)
                return "is nested deeper than 64 levels";
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
        } else if (c == ',') {
            values++;
        }
        if (values > MOST_VALUES)
            return "holds more than 262144 values";
    }
    return NULL;
}

static const struct json *load(struct arena *arena, str s, const char **error, size_t *error_at)
{
    *error = over_ceiling(s, error_at);
    return *error ? NULL : json_tree(arena, s, error, error_at);
}

const struct json *json_read(struct arena *arena, str s, bool *repaired, const char **error,
                             size_t *error_at)
{
    const char *strict, *ignored;
    size_t strict_at = 0, ignored_at;
    const struct json *value = load(arena, s, &strict, &strict_at);

    *repaired = false;
    if (!value)
        value = load(arena, json_repair(arena, s), &ignored, &ignored_at);
    if (!value && str_find(s, S("&quot;")) != SIZE_MAX)
        value =
            load(arena, json_repair(arena, json_unescape_html(arena, s)), &ignored, &ignored_at);
    if (value) {
        *repaired = strict != NULL;
        return value;
    }
    if (error)
        *error = strict;
    if (error_at)
        *error_at = strict_at;
    return NULL;
}

void json_put_text(struct buf *out, const char *key, str text)
{
    buf_printf(out, ",\"%s\":", key);
    if (text.n)
        json_put(out, text);
    else
        buf_str(out, S("null"));
}
