/* A phrase becomes patterns, one for each way through its (a|b): rows of elements for a matcher. */
#include "phrases_phrase.h"

#include <string.h>

enum { FIRST_FOREIGN = 0x80 };

/* ---- one way through it ---- */

struct making {
    uint64_t hash;     /* of the word or number in the making */
    uint64_t optional; /* a bit for each element that may be left out */
    uint32_t count;
    enum char_kind inside; /* what the last element is, if the next sign may be a part of it */
    bool full;
    struct element elements[PATTERN_MOST_ELEMENTS];
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
        push(making, phrase_hash_end(phrase_hash(PHRASE_HASH_START, 'k')), ELEMENT_WORD,
             true); /* 1.2K */
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
        making->elements[making->count - 1] = element_of(phrase_hash_end(making->hash), element);
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

/* The pattern of what was made; NULL: it is only checked. */
static const char *finish(struct arena *arena, const struct making *making, bool reversed,
                          struct pattern *pattern)
{
    struct making turned;
    const char *wrong;

    if (making->full)
        return "is too long a phrase";
    if (reversed) {
        turned = *making;
        reverse(&turned);
        making = &turned;
    }
    wrong = check(making, reversed);
    if (!wrong && pattern)
        keep(arena, making, pattern);
    return wrong;
}

/* ---- all ways through it ---- */

enum { MOST_CHOICES = 8 };
_Static_assert(PHRASES_MOST_VARIANTS <= 1 << MOST_CHOICES, "a choice is between two or more");

/* What was made before a choice: the patterns share their beginnings. Behind it only the last
 * element may change, when its word goes on. */
struct made {
    uint64_t hash, optional;
    uint32_t count;
    enum char_kind inside;
    bool full;
    struct element last;
};

static struct made made_so_far(const struct making *making)
{
    struct element none = {0};

    return (struct made){making->hash,  making->optional,
                         making->count, making->inside,
                         making->full,  making->count ? making->elements[making->count - 1] : none};
}

static void go_back_to(struct making *making, const struct made *made)
{
    making->hash = made->hash;
    making->optional = made->optional;
    making->count = made->count;
    making->inside = made->inside;
    making->full = made->full;
    if (made->count)
        making->elements[made->count - 1] = made->last;
}

/* A part with several ways. */
struct choice {
    size_t part, first, way, weight; /* first: its first way; weight: of its way in the number */
    struct made before;
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
            walk->choices[walk->count++] = (struct choice){walk->part, walk->first, 0, walk->weight,
                                                           made_so_far(&walk->making)};
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
            go_back_to(&walk->making, &choice->before);
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

static const char *take_all_ways(struct arena *arena, const struct phrase *phrase, bool reversed,
                                 struct pattern *patterns)
{
    struct walk walk;
    const char *wrong;

    walk.phrase = phrase;
    walk.making.hash = walk.making.optional = walk.making.count = 0;
    walk.making.inside = CHAR_DRESS;
    walk.making.full = false;
    walk.count = walk.part = walk.first = walk.number = 0;
    walk.weight = 1;
    do {
        go_on(&walk);
        wrong = finish(arena, &walk.making, reversed, patterns ? &patterns[walk.number] : NULL);
    } while (!wrong && go_back(&walk));
    return wrong;
}

/* Only what may be wrong is looked at way by way. */
const char *phrase_check(struct phrase *phrase, bool reversed)
{
    phrase->elements = phrase_elements(phrase);
    if (phrase->elements <= PATTERN_MOST_ELEMENTS && phrase_has_key(phrase, reversed))
        return NULL;
    return take_all_ways(NULL, phrase, reversed, NULL);
}

void phrase_patterns(struct arena *arena, struct phrase *phrase, bool reversed,
                     struct pattern *patterns)
{
    for (size_t i = 0; i < phrase->count; i++)
        if (phrase->signs[i].sign != SIGN_DIGIT && phrase->signs[i].value >= FIRST_FOREIGN)
            phrase->signs[i].value = phrase_fold(phrase->signs[i].value);
    take_all_ways(arena, phrase, reversed, patterns);
}
