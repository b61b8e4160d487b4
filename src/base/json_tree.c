#include "json_tree.h"

#include <stdlib.h>
#include <string.h>

#include "json_lex.h"
#include "utf8.h"

enum {
    FIRST_ROOM = 32,
    FEW = 32,           /* members that are compared each with each */
    WHOLE_DIGITS = 18,  /* any number of so many is below 2^63 */
    DOUBLE_DIGITS = 309 /* of the largest double, before its point */
};

/* Numbers past it are no doubles (IEEE 754): 1.797693134862315807e308 is the first that is not. */
static const str double_digits = {"179769313486231580", 18};

/* An array or object that is open. */
struct level {
    str key;
    size_t from; /* of its parts in `parts` */
    bool object;
};

struct build {
    struct arena *arena;
    struct json_lex lex;
    struct level levels[JSON_DEEPEST];
    size_t depth;
    struct json *parts; /* of all levels that are open */
    size_t count, room;
    const char *error;
};

static bool fail(struct build *build, const char *error)
{
    build->error = build->lex.at < build->lex.s.n ? error : "premature end of input";
    return false;
}

static void add(struct build *build, struct json part)
{
    if (build->count == build->room) {
        size_t room = build->room ? 2 * build->room : FIRST_ROOM;
        build->parts =
            arena_grow(build->arena, build->parts, build->room * sizeof part, room * sizeof part);
        build->room = room;
    }
    build->parts[build->count++] = part;
}

/* ---- numbers ---- */

/* A number's digits without its point, from the first that is not 0, and how many of them stand
 * before the point: 0.0012 is 12 and -2. */
struct decimal {
    char digits[WHOLE_DIGITS];
    size_t n;
    int64_t before;
};

static int64_t exponent_of(str number, size_t *end)
{
    size_t at = str_find_char(number, 'e');
    bool negative;
    uint64_t power;

    if (at == SIZE_MAX)
        at = str_find_char(number, 'E');
    *end = at == SIZE_MAX ? number.n : at;
    number = str_from(number, *end + 1);
    negative = str_starts(number, S("-"));
    number = str_from(number, negative || str_starts(number, S("+")));
    if (!number.n)
        return 0;
    if (!str_number(number, &power) || power > INT32_MAX)
        power = INT32_MAX;
    return negative ? -(int64_t)power : (int64_t)power;
}

static struct decimal decimal_of(str number)
{
    struct decimal decimal = {.n = 0};
    bool begun = false, fraction = false;
    size_t end;

    decimal.before = exponent_of(number, &end);
    for (size_t i = 0; i < end; i++) {
        char c = number.p[i];
        if (c == '.')
            fraction = true;
        if (!is_ascii_digit(c))
            continue;
        begun = begun || c != '0';
        if (begun && decimal.n < WHOLE_DIGITS)
            decimal.digits[decimal.n++] = c;
        decimal.before += begun && !fraction;
        decimal.before -= !begun && fraction;
    }
    return decimal;
}

static bool fits_double(str number)
{
    struct decimal decimal = decimal_of(number);
    size_t n = decimal.n < double_digits.n ? decimal.n : double_digits.n;

    return !n || decimal.before < DOUBLE_DIGITS ||
           (decimal.before == DOUBLE_DIGITS && memcmp(decimal.digits, double_digits.p, n) < 0);
}

/* false: it does not fit 64 bits. */
static bool integer_of(str number, int64_t *integer)
{
    bool negative = number.p[0] == '-';
    uint64_t size;

    if (!str_number(str_from(number, negative), &size) ||
        size > (uint64_t)INT64_MAX + (negative ? 1 : 0))
        return false;
    *integer = negative ? (int64_t)(0 - size) : (int64_t)size;
    return true;
}

static bool number_of(struct build *build, str number, struct json *part)
{
    bool real = false;

    for (size_t i = 0; i < number.n; i++)
        real = real || number.p[i] == '.' || number.p[i] == 'e' || number.p[i] == 'E';
    part->kind = real ? JSON_KIND_REAL : JSON_KIND_INTEGER;
    if (!real)
        return integer_of(number, &part->integer) || fail(build, "too big integer");
    part->text = str_dup(build->arena, number);
    return fits_double(number) || fail(build, "real number overflow");
}

bool json_whole(const struct json *value, uint64_t *whole)
{
    struct decimal decimal;

    *whole = 0;
    if (json_is(value, JSON_KIND_INTEGER)) {
        *whole = (uint64_t)value->integer;
        return value->integer >= 0;
    }
    if (!json_is(value, JSON_KIND_REAL) || value->text.p[0] == '-')
        return false;
    decimal = decimal_of(value->text);
    if (decimal.n && decimal.before > WHOLE_DIGITS)
        return false;
    for (int64_t i = 0; decimal.n && i < decimal.before; i++)
        *whole = *whole * 10 + (i < (int64_t)decimal.n ? (uint64_t)(decimal.digits[i] - '0') : 0);
    return true;
}

/* ---- values ---- */

static bool add_scalar(struct build *build, str key)
{
    size_t from = build->lex.at;
    struct json part = {.key = key};
    str token;

    if (!json_lex_scalar(&build->lex))
        return fail(build, "invalid token");
    token = str_slice(build->lex.s, from, build->lex.at);
    switch (token.p[0]) {
    case '"':
        part.kind = JSON_KIND_STRING;
        part.text = json_lex_text(build->arena, str_slice(token, 1, token.n - 1));
        break;
    case 't':
    case 'f':
        part.kind = token.p[0] == 't' ? JSON_KIND_TRUE : JSON_KIND_FALSE;
        break;
    case 'n':
        part.kind = JSON_KIND_NULL;
        break;
    default:
        if (!number_of(build, token, &part))
            return false;
    }
    add(build, part);
    return true;
}

static bool take_key(struct build *build, str *key)
{
    size_t from;

    json_lex_space(&build->lex);
    from = build->lex.at;
    if (!json_lex_string(&build->lex))
        return fail(build, "string or '}' expected");
    *key = json_lex_text(build->arena, str_slice(build->lex.s, from + 1, build->lex.at - 1));
    json_lex_space(&build->lex);
    return json_lex_take(&build->lex, ':') || fail(build, "':' expected");
}

static int by_key_and_place(const void *a, const void *b)
{
    const struct json *left = *(const struct json *const *)a,
                      *right = *(const struct json *const *)b;
    int order = str_order(left->key, right->key);

    return order ? order : (left > right) - (left < right);
}

/* The value of `later` goes to the member before it that has the same name. */
static void take_over(struct json *first, struct json *later)
{
    str key = first->key;

    *first = *later;
    first->key = key;
    later->kind = JSON_KIND_NONE;
}

static void join_same(struct build *build, struct json *members, size_t n)
{
    struct json **sorted;

    if (n <= FEW) {
        for (size_t i = 1; i < n; i++)
            for (size_t k = 0; k < i; k++)
                if (members[k].kind && str_eq(members[k].key, members[i].key)) {
                    take_over(&members[k], &members[i]);
                    break;
                }
        return;
    }
    sorted = ARENA_ARRAY(build->arena, struct json *, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &members[i];
    qsort(sorted, n, sizeof *sorted, by_key_and_place);
    for (size_t i = 1, first = 0; i < n; i++)
        if (str_eq(sorted[first]->key, sorted[i]->key))
            take_over(sorted[first], sorted[i]);
        else
            first = i;
}

static void close_level(struct build *build)
{
    struct level level = build->levels[--build->depth];
    struct json whole = {.kind = level.object ? JSON_KIND_OBJECT : JSON_KIND_ARRAY,
                         .key = level.key};
    size_t n = build->count - level.from;
    struct json *from = n ? build->parts + level.from : NULL, *parts;

    if (level.object)
        join_same(build, from, n);
    parts = n ? ARENA_ARRAY(build->arena, struct json, n) : NULL;
    for (size_t i = 0; i < n; i++)
        if (from[i].kind)
            parts[whole.count++] = from[i];
    whole.parts = parts;
    build->count = level.from;
    add(build, whole);
}

/* Opens what opens here; false: nothing does, or (error) too many are open. */
static bool open_level(struct build *build, str key)
{
    bool object = json_lex_here(&build->lex) == '{';

    if (!object && json_lex_here(&build->lex) != '[')
        return false;
    if (build->depth == JSON_DEEPEST)
        return fail(build, "is nested deeper than 64 levels");
    build->lex.at++;
    build->levels[build->depth++] = (struct level){key, build->count, object};
    return true;
}

/* Behind a value: a comma leads to the next, or what is open ends. false: all is closed, or
 * (error) neither stands here. */
static bool next_value(struct build *build)
{
    while (build->depth) {
        bool object = build->levels[build->depth - 1].object;

        json_lex_space(&build->lex);
        if (json_lex_take(&build->lex, ','))
            return true;
        if (!json_lex_take(&build->lex, object ? '}' : ']'))
            return fail(build, object ? "'}' expected" : "']' expected");
        close_level(build);
    }
    return false;
}

/* An opened level that is empty ends at once. */
static bool ends_at_once(struct build *build)
{
    json_lex_space(&build->lex);
    if (!json_lex_take(&build->lex, build->levels[build->depth - 1].object ? '}' : ']'))
        return false;
    close_level(build);
    return true;
}

static bool build_value(struct build *build)
{
    str key = {NULL, 0};

    for (;;) {
        if (build->depth && build->levels[build->depth - 1].object && !take_key(build, &key))
            return false;
        json_lex_space(&build->lex);
        if (open_level(build, key)) {
            key = (str){NULL, 0};
            if (!ends_at_once(build))
                continue;
        } else if (build->error || !add_scalar(build, key)) {
            return false;
        }
        if (!next_value(build))
            break;
        key = (str){NULL, 0};
    }
    json_lex_space(&build->lex);
    return !build->error &&
           (build->lex.at == build->lex.s.n || fail(build, "end of file expected"));
}

const struct json *json_tree(struct arena *arena, str s, const char **error, size_t *at)
{
    struct build build = {.arena = arena, .lex = {s, 0}};
    size_t valid = utf8_valid(s);

    if (valid != s.n) {
        build.lex.at = valid;
        fail(&build, "invalid UTF-8");
    } else if (build_value(&build)) {
        return build.parts;
    }
    *error = build.error;
    *at = build.lex.at < s.n ? build.lex.at : s.n;
    return NULL;
}

const struct json *json_member_named(const struct json *object, str key)
{
    for (size_t i = 0; i < json_members(object); i++)
        if (str_eq(object->parts[i].key, key))
            return &object->parts[i];
    return NULL;
}
