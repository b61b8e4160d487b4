/* A phrase becomes patterns, one for each way through its (a|b): rows of elements for the matcher.
 * Its characters are looked up once for all of them, since a rule has up to 256. */
#include "phrases_rules.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    GAP_WORDS = 16,   /* {...} */
    NUMBER_PARTS = 4, /* {n}: 1,234,567 is three */
    NAME_WORDS = 4,   /* {name} */
};

/* ---- reading a phrase ---- */

static void put_sign(struct phrase *phrase, enum phrase_sign sign, uint32_t value)
{
    phrase->signs[phrase->count].sign = (uint8_t)sign;
    phrase->signs[phrase->count++].value = value;
}

/* {n}, {...}, {name} */
static bool put_named(struct phrase *phrase, str name)
{
    if (str_eq(name, S("n")))
        put_sign(phrase, SIGN_NUMBER, 0);
    else if (str_eq(name, S("...")))
        put_sign(phrase, SIGN_GAP, 0);
    else if (str_eq(name, S("name")))
        put_sign(phrase, SIGN_NAME, 0);
    else
        return false;
    return true;
}

static void put_char(struct phrase *phrase, uint32_t c)
{
    static const enum phrase_sign signs[] = {
        [CHAR_DRESS] = SIGN_BREAK, [CHAR_SILENT] = SIGN_BREAK, [CHAR_LETTER] = SIGN_LETTER,
        [CHAR_ALONE] = SIGN_ALONE, [CHAR_DIGIT] = SIGN_DIGIT,
    };
    enum char_kind kind = phrase_char(&c);

    if (kind != CHAR_SILENT)
        put_sign(phrase, signs[kind], c);
}

/* What stands outside of (a|b), or in one of its ways. */
static const char *read_piece(struct phrase *phrase, str text)
{
    size_t at = 0, end;

    while (at < text.n) {
        if (text.p[at] == '{') {
            end = str_find_char(str_from(text, at), '}');
            if (end == SIZE_MAX)
                return "has a { without a }";
            if (!put_named(phrase, str_slice(text, at + 1, at + end)))
                return "has a {sign} that is none of {n} {...} {name}";
            at += end + 1;
        } else if (text.p[at] == ':' || text.p[at] == '>') {
            put_sign(phrase, text.p[at++] == ':' ? SIGN_COLON : SIGN_PATH, 0);
        } else if (is_ascii_letter(text.p[at])) { /* most are, and this is asked of all rules */
            put_sign(phrase, SIGN_LETTER, (unsigned char)text.p[at++] | 0x20);
        } else {
            put_char(phrase, utf8_next(text, &at));
        }
    }
    return NULL;
}

static const char *read_part(struct phrase *phrase, str ways, bool is_group)
{
    uint16_t *count = &phrase->ways_of[phrase->part_count++];
    const char *wrong = NULL;
    str way = ways;

    *count = 0;
    do {
        size_t bar = is_group ? str_find_char(ways, '|') : SIZE_MAX;
        way = str_slice(ways, 0, bar);
        wrong = read_piece(phrase, way);
        phrase->ends[phrase->way_count++] = (uint16_t)phrase->count;
        ++*count;
        if (bar == SIZE_MAX)
            break;
        ways = str_from(ways, bar + 1);
    } while (!wrong);
    phrase->variants *= *count;
    if (!wrong && phrase->variants > PHRASES_MOST_VARIANTS)
        return "has too many (a|b)";
    return wrong;
}

const char *phrase_read(struct phrase *phrase, str text)
{
    const char *wrong = NULL;
    size_t open, close;

    phrase->count = phrase->way_count = phrase->part_count = 0;
    phrase->variants = 1;
    if (text.n > PHRASES_MOST_LINE_BYTES)
        return "is too long a phrase";
    while (!wrong && (open = str_find_char(text, '(')) != SIZE_MAX) {
        close = str_find_char(text, ')');
        if (close == SIZE_MAX || close < open)
            return "has a ( without a )";
        wrong = read_part(phrase, str_slice(text, 0, open), false);
        if (!wrong)
            wrong = read_part(phrase, str_slice(text, open + 1, close), true);
        text = str_from(text, close + 1);
    }
    return wrong ? wrong : read_part(phrase, text, false);
}

/* ---- one way through it ---- */

struct making {
    struct element elements[PATTERN_MOST_ELEMENTS];
    uint64_t hash;     /* of the word or number in the making */
    uint64_t optional; /* a bit for each element that may be left out */
    uint32_t count;
    enum char_kind inside; /* what the last element is, if the next sign may be a part of it */
    bool full;
};

static void push(struct making *making, uint64_t hash, enum element_kind kind, bool optional)
{
    if (making->count == PATTERN_MOST_ELEMENTS) {
        making->full = true;
        return;
    }
    making->optional |= (uint64_t)optional << making->count;
    making->elements[making->count++] = element_of(hash, kind);
}

static void push_many(struct making *making, enum element_kind first, enum element_kind other,
                      unsigned n, bool optional)
{
    for (unsigned i = 0; i < n; i++)
        push(making, 0, i ? other : first, i > 0 || optional);
}

static void push_named(struct making *making, enum phrase_sign sign)
{
    making->inside = CHAR_DRESS;
    switch (sign) {
    case SIGN_NUMBER:
        push_many(making, ELEMENT_NUMBER, ELEMENT_NUMBER, NUMBER_PARTS, false);
        push(making, phrase_hash(PHRASE_HASH_START, 'k'), ELEMENT_WORD, true); /* 1.2K */
        break;
    case SIGN_GAP:
        push_many(making, ELEMENT_ANY, ELEMENT_ANY, GAP_WORDS, true);
        break;
    case SIGN_NAME:
        push_many(making, ELEMENT_NAME, ELEMENT_PARTICLE, NAME_WORDS, false);
        break;
    case SIGN_COLON:
        push(making, 0, ELEMENT_COLON, false);
        break;
    case SIGN_PATH:
        push(making, 0, ELEMENT_PATH, false);
        break;
    default: /* a break between words: no element */
        break;
    }
}

/* A letter or digit goes on with the word or number before it, or begins one. */
static void push_char(struct making *making, enum phrase_sign sign, uint32_t value)
{
    enum char_kind kind = sign == SIGN_DIGIT ? CHAR_DIGIT : CHAR_LETTER;
    enum element_kind element = sign == SIGN_DIGIT ? ELEMENT_DIGITS : ELEMENT_WORD;

    if (making->inside != kind || sign == SIGN_ALONE) {
        making->hash = PHRASE_HASH_START;
        push(making, 0, element, false);
    }
    making->hash = phrase_hash(making->hash, value);
    if (!making->full)
        making->elements[making->count - 1] = element_of(making->hash, element);
    making->inside = sign == SIGN_ALONE ? CHAR_DRESS : kind;
}

static void push_signs(struct making *making, const struct phrase *phrase, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        enum phrase_sign sign = (enum phrase_sign)phrase->signs[i].sign;
        if (sign <= SIGN_ALONE)
            push_char(making, sign, phrase->signs[i].value);
        else
            push_named(making, sign);
    }
}

static void reverse(struct making *making)
{
    uint64_t optional = 0;

    for (uint32_t i = 0, j = making->count; i < making->count; i++) {
        j--;
        optional |= (making->optional >> i & 1) << j;
        if (i < j) {
            struct element swap = making->elements[i];
            making->elements[i] = making->elements[j];
            making->elements[j] = swap;
        }
    }
    making->optional = optional;
}

/* The index goes by the first element, and in turn by what an `end` rule ends with. */
static const char *check(const struct making *making, bool reversed)
{
    if (!making->count)
        return "has no phrase";
    if (making->optional & 1 || kind_of(making->elements[0]) > ELEMENT_NUMBER)
        return reversed ? "must end with a word" : "must begin with a word or {n}";
    return NULL;
}

static void keep(struct arena *arena, const struct making *making, struct pattern *pattern)
{
    struct element *copy = arena_alloc(arena, making->count * sizeof *copy);

    memcpy(copy, making->elements, making->count * sizeof *copy);
    pattern->elements = copy;
    pattern->count = (uint16_t)making->count;
    pattern->optional = making->optional;
}

/* The pattern of what was made. */
static const char *finish(struct arena *arena, struct making *making, bool reversed,
                          struct pattern *pattern)
{
    const char *wrong;

    if (making->full)
        return "is too long a phrase";
    if (reversed)
        reverse(making);
    wrong = check(making, reversed);
    if (!wrong)
        keep(arena, making, pattern);
    return wrong;
}

/* ---- all ways through it ---- */

enum { MOST_CHOICES = 8 };
_Static_assert(PHRASES_MOST_VARIANTS <= 1 << MOST_CHOICES, "a choice is between two or more");

/* A part with several ways, and what was made before it: the patterns share their beginnings. */
struct choice {
    size_t part, first, way, weight; /* first: its first way; weight: of its way in the number */
    struct making before;
};

struct walk {
    const struct phrase *phrase;
    struct making making;
    struct choice choices[MOST_CHOICES];
    size_t count, part, first, weight, number;
};

static void push_way(struct walk *walk, size_t way)
{
    const struct phrase *phrase = walk->phrase;

    push_signs(&walk->making, phrase, way ? phrase->ends[way - 1] : 0, phrase->ends[way]);
    walk->first += phrase->ways_of[walk->part];
    walk->weight *= phrase->ways_of[walk->part];
    walk->part++;
}

/* To the end, by the first way of each choice. */
static void go_on(struct walk *walk)
{
    while (walk->part < walk->phrase->part_count) {
        if (walk->phrase->ways_of[walk->part] > 1)
            walk->choices[walk->count++] =
                (struct choice){walk->part, walk->first, 0, walk->weight, walk->making};
        push_way(walk, walk->first);
    }
}

/* Back to the last choice that has another way, and into that; false when none has. */
static bool go_back(struct walk *walk)
{
    while (walk->count) {
        struct choice *choice = &walk->choices[walk->count - 1];
        if (++choice->way < walk->phrase->ways_of[choice->part]) {
            walk->number += choice->weight;
            walk->making = choice->before;
            walk->part = choice->part;
            walk->first = choice->first;
            walk->weight = choice->weight;
            push_way(walk, choice->first + choice->way);
            return true;
        }
        walk->number -= (choice->way - 1) * choice->weight;
        walk->count--;
    }
    return false;
}

const char *phrase_patterns(struct arena *arena, const struct phrase *phrase, bool reversed,
                            struct pattern *patterns)
{
    struct walk walk;
    const char *wrong;

    walk.phrase = phrase;
    walk.making.optional = walk.making.count = 0;
    walk.making.inside = CHAR_DRESS;
    walk.making.full = false;
    walk.count = walk.part = walk.first = walk.number = 0;
    walk.weight = 1;
    do {
        go_on(&walk);
        wrong = finish(arena, &walk.making, reversed, &patterns[walk.number]);
    } while (!wrong && go_back(&walk));
    return wrong;
}
