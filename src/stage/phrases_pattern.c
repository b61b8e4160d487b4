/* A phrase becomes a pattern: a row of elements for the matcher. */
#include "phrases_rules.h"

#include <string.h>

enum {
    GAP_WORDS = 16,   /* {...} */
    NUMBER_PARTS = 4, /* {n}: 1,234,567 is three */
    NAME_WORDS = 4,   /* {name} */
    PIECE_TOKENS = PATTERN_MOST_ELEMENTS,
};

static bool push(struct element *elements, uint32_t *count, struct element element)
{
    if (*count == PATTERN_MOST_ELEMENTS)
        return false;
    elements[(*count)++] = element;
    return true;
}

/* Plain words of a phrase: punctuation between them does not count. */
static bool push_words(struct element *elements, uint32_t *count, str words)
{
    struct token tokens[PIECE_TOKENS];
    bool whole, room = true;
    size_t n = phrase_tokens(words, 0, tokens, PIECE_TOKENS, &whole);

    for (size_t i = 0; i < n && room; i++)
        if (tokens[i].kind == TOKEN_WORD)
            room = push(elements, count, (struct element){tokens[i].hash, ELEMENT_WORD, false});
        else if (tokens[i].kind == TOKEN_NUMBER)
            room = push(elements, count, (struct element){tokens[i].hash, ELEMENT_DIGITS, false});
    return room && whole;
}

static bool push_many(struct element *elements, uint32_t *count, enum element_kind first,
                      enum element_kind other, unsigned n, bool optional)
{
    bool room = true;

    for (unsigned i = 0; i < n && room; i++)
        room = push(elements, count, (struct element){0, i ? other : first, i > 0 || optional});
    return room;
}

/* {n}, {...}, {name}: false when there is no such sign; *room is false when it does not fit. */
static bool push_sign(struct element *elements, uint32_t *count, str name, bool *room)
{
    if (str_eq(name, S("n"))) {
        *room = push_many(elements, count, ELEMENT_NUMBER, ELEMENT_NUMBER, NUMBER_PARTS, false);
        if (*room) { /* 1.2K */
            *room = push_words(elements, count, S("k"));
            elements[*count - 1].optional = true;
        }
    } else if (str_eq(name, S("..."))) {
        *room = push_many(elements, count, ELEMENT_ANY, ELEMENT_ANY, GAP_WORDS, true);
    } else if (str_eq(name, S("name"))) {
        *room = push_many(elements, count, ELEMENT_NAME, ELEMENT_PARTICLE, NAME_WORDS, false);
    } else {
        return false;
    }
    return true;
}

static bool is_sign(char c)
{
    return c == '{' || c == ':' || c == '>';
}

static const char *push_piece(struct element *elements, uint32_t *count, str *rest)
{
    bool room = true;
    size_t at = 0;

    if (rest->p[0] == '{') {
        size_t end = str_find_char(*rest, '}');
        if (end == SIZE_MAX)
            return "has a { without a }";
        if (!push_sign(elements, count, str_slice(*rest, 1, end), &room))
            return "has a {sign} that is none of {n} {...} {name}";
        *rest = str_from(*rest, end + 1);
    } else if (rest->p[0] == ':' || rest->p[0] == '>') {
        enum element_kind kind = rest->p[0] == ':' ? ELEMENT_COLON : ELEMENT_PATH;
        room = push(elements, count, (struct element){0, kind, false});
        *rest = str_from(*rest, 1);
    } else {
        while (at < rest->n && !is_sign(rest->p[at]))
            at++;
        room = push_words(elements, count, str_slice(*rest, 0, at));
        *rest = str_from(*rest, at);
    }
    return room ? NULL : "is too long a phrase";
}

static void reverse(struct element *elements, uint32_t count)
{
    for (uint32_t i = 0; i < count / 2; i++) {
        struct element swap = elements[i];
        elements[i] = elements[count - 1 - i];
        elements[count - 1 - i] = swap;
    }
}

/* The index goes by the first element, and in turn by what an `end` rule ends with. */
static const char *check(const struct element *elements, uint32_t count, bool reversed)
{
    if (!count)
        return "has no phrase";
    if (elements[0].optional || elements[0].kind > ELEMENT_NUMBER)
        return reversed ? "must end with a word" : "must begin with a word or {n}";
    return NULL;
}

const char *pattern_compile(struct arena *arena, str phrase, bool reversed, struct pattern *pattern)
{
    struct element elements[PATTERN_MOST_ELEMENTS], *copy;
    const char *wrong = NULL;
    uint32_t count = 0;

    while (phrase.n && !wrong)
        wrong = push_piece(elements, &count, &phrase);
    if (!wrong && reversed)
        reverse(elements, count);
    if (!wrong)
        wrong = check(elements, count, reversed);
    if (wrong)
        return wrong;
    copy = arena_alloc(arena, count * sizeof *copy);
    memcpy(copy, elements, count * sizeof *copy);
    pattern->elements = copy;
    pattern->count = count;
    pattern->optional = 0;
    for (uint32_t i = 0; i < count; i++)
        pattern->optional |= (uint64_t)copy[i].optional << i;
    return NULL;
}

/* Part number `wanted` of "a|b|c"; *parts is how many there are. */
static str choose(str group, size_t number, size_t *parts)
{
    size_t n = 1, from = 0, to;

    for (size_t i = 0; i < group.n; i++)
        n += group.p[i] == '|';
    *parts = n;
    for (number %= n; number; from++)
        number -= group.p[from] == '|';
    for (to = from; to < group.n && group.p[to] != '|';)
        to++;
    return str_slice(group, from, to);
}

const char *phrase_variant(struct arena *arena, str phrase, size_t number, str *variant,
                           size_t *count)
{
    struct buf out = buf_new(arena, PHRASES_MOST_LINE_BYTES);
    size_t open, close, parts;

    *count = 1;
    while ((open = str_find_char(phrase, '(')) != SIZE_MAX) {
        close = str_find_char(phrase, ')');
        if (close == SIZE_MAX || close < open)
            return "has a ( without a )";
        buf_str(&out, str_slice(phrase, 0, open));
        buf_str(&out, choose(str_slice(phrase, open + 1, close), number, &parts));
        number /= parts;
        *count *= parts;
        if (*count > PHRASES_MOST_VARIANTS)
            return "has too many (a|b)";
        phrase = str_from(phrase, close + 1);
    }
    buf_str(&out, phrase);
    *variant = buf_text(&out);
    return NULL;
}
