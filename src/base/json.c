#include "json.h"

#include <string.h>

#include "json_repair.h"
#include "utf8.h"

/* Jansson calls itself once per level, and makes some 250 bytes of the two that an empty object
 * takes. What the web has of real JSON stays far below both. */
enum { DEEPEST = 64, MOST_VALUES = 1 << 18 };

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

static void release(void *value)
{
    json_decref(value);
}

/* Why jansson should not see s, NULL when it may. Strings are told apart as jansson does it up to
 * its first error, so it can meet no more levels or values than are counted here. */
static const char *over_ceiling(str s, size_t *at)
{
    size_t depth = 0, values = 0;
    bool in_string = false;

    for (size_t i = 0; i < s.n; i++) {
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
            if (++depth > DEEPEST)
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

/* What jansson says, without the bytes that it quotes. */
static const char *reason(struct arena *arena, const json_error_t *fault)
{
    str text = str_of(fault->text);
    size_t near = str_find(text, S(" near '"));

    return str_zero_ended(arena, str_slice(text, 0, near));
}

static json_t *load(struct arena *arena, str s, const char **error, size_t *error_at)
{
    json_error_t fault;
    void **place = arena_own(arena, release);

    *error = over_ceiling(s, error_at);
    if (*error)
        return NULL;
    *place = json_loadb(s.n ? s.p : "", s.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &fault);
    if (!*place) {
        *error = reason(arena, &fault);
        *error_at = fault.position > 0 ? (size_t)fault.position : 0;
    }
    return *place;
}

json_t *json_read(struct arena *arena, str s, bool *repaired, const char **error, size_t *error_at)
{
    const char *strict, *ignored;
    size_t strict_at = 0, ignored_at;
    json_t *value = load(arena, s, &strict, &strict_at);

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

str json_str(const json_t *value)
{
    if (!json_is_string(value))
        return (str){NULL, 0};
    return (str){json_string_value(value), json_string_length(value)};
}

str json_text(const json_t *object, const char *key)
{
    return json_str(json_object_get(object, key));
}

void json_put_text(struct buf *out, const char *key, str text)
{
    buf_printf(out, ",\"%s\":", key);
    if (text.n)
        json_put(out, text);
    else
        buf_str(out, S("null"));
}
