/* A phrase becomes patterns, one for each way through its (a|b): rows of elements for a matcher. */
#include "phrases_phrase.h"

#include <string.h>

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

/* Letters or digits go on with the word or number before them, or begin one. */
static void push_piece(struct making *making, const struct phrase_piece *piece)
{
    enum char_kind kind = piece->sign == SIGN_DIGITS ? CHAR_DIGIT : CHAR_LETTER;
    enum element_kind element = kind == CHAR_DIGIT ? ELEMENT_DIGITS : ELEMENT_WORD;

    if (making->inside != kind || piece->sign == SIGN_ALONE) {
        making->hash = PHRASE_HASH_START;
        push(making, 0, element, false);
    }
    making->hash = phrase_hash_join(making->hash, piece->hash, piece->count);
    if (!making->full)
        making->elements[making->count - 1] = element_of(phrase_hash_end(making->hash), element);
    making->inside = piece->sign == SIGN_ALONE ? CHAR_DRESS : kind;
}

static void push_pieces(struct making *making, const struct phrase *phrase, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (phrase->pieces[i].sign <= SIGN_ALONE)
            push_piece(making, &phrase->pieces[i]);
        else
            push_named(making, (enum phrase_sign)phrase->pieces[i].sign);
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
    bool short_way; /* no further than the first word */
};

static void begin(struct walk *walk, const struct phrase *phrase, bool short_way)
{
    walk->phrase = phrase;
    walk->making.hash = walk->making.optional = walk->making.count = 0;
    walk->making.inside = CHAR_DRESS;
    walk->making.full = false;
    walk->count = walk->part = walk->first = walk->number = 0;
    walk->weight = 1;
    walk->short_way = short_way;
}

/* Whether a walk is where it goes: no other word goes on with the first one. */
static bool is_there(const struct walk *walk)
{
    const struct making *making = &walk->making;

    return walk->part == walk->phrase->part_count ||
           (walk->short_way && making->count &&
            (making->count > 1 || making->inside == CHAR_DRESS));
}

static void push_way(struct walk *walk, size_t way)
{
    const struct phrase *phrase = walk->phrase;

    push_pieces(&walk->making, phrase, way ? phrase->ends[way - 1] : 0, phrase->ends[way]);
    walk->first += phrase->ways_of[walk->part];
    walk->weight *= phrase->ways_of[walk->part];
    walk->part++;
}

/* By the first way of each choice. */
static void go_on(struct walk *walk)
{
    while (!is_there(walk)) {
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

    begin(&walk, phrase, false);
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

void phrase_patterns(struct arena *arena, const struct phrase *phrase, bool reversed,
                     struct pattern *patterns)
{
    take_all_ways(arena, phrase, reversed, patterns);
}

size_t phrase_firsts(const struct phrase *phrase, bool reversed,
                     struct element firsts[PHRASES_MOST_VARIANTS])
{
    struct walk walk;
    size_t n = 0;

    begin(&walk, phrase, !reversed);
    do {
        go_on(&walk);
        firsts[n++] = walk.making.elements[reversed ? walk.making.count - 1 : 0];
    } while (go_back(&walk));
    return n;
}
