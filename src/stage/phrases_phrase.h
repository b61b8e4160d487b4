/* phrases_phrase: the phrase of a rule, read, checked, and made into patterns. */
#ifndef NEWSMILL_STAGE_PHRASES_PHRASE_H
#define NEWSMILL_STAGE_PHRASES_PHRASE_H

#include "phrases_rules.h"

/* Elements of a sign that stands for several words. */
enum {
    GAP_WORDS = 16,   /* {...} */
    NUMBER_PARTS = 4, /* {n}: 1,234,567 is three */
    NAME_WORDS = 4,   /* {name} */
};

/* What a piece of a phrase says. */
enum phrase_sign {
    SIGN_LETTERS, /* of a word, which the next piece may go on with */
    SIGN_DIGITS,  /* the same of a number */
    SIGN_ALONE,   /* a letter that is a word by itself */
    SIGN_BREAK,   /* parts words */
    SIGN_NUMBER,
    SIGN_GAP,
    SIGN_NAME,
    SIGN_COLON,
    SIGN_PATH,
};

/* A phrase as read: parts in a row, each with one way to say it, or several where it has (a|b). */
struct phrase {
    struct phrase_piece {
        uint64_t hash;  /* of its letters or digits, from nothing (phrases_tokens.h) */
        uint16_t count; /* of those */
        uint8_t sign;   /* enum phrase_sign */
    } * pieces;
    uint16_t *ends;    /* of each way, among the pieces */
    uint16_t *ways_of; /* of each part */
    size_t count, way_count, part_count, variants;
    size_t elements; /* of its longest pattern, or a few more; by phrase_check() */
};

/* What a phrase is read into. */
struct phrase_room {
    struct phrase_piece pieces[PHRASES_MOST_LINE_BYTES];
    uint16_t ends[PHRASES_MOST_LINE_BYTES + 2];
    uint16_t ways_of[PHRASES_MOST_LINE_BYTES + 2];
};

/* NULL when the phrase was read, else what is wrong with it. It borrows the room. */
const char *phrase_read(struct phrase *phrase, struct phrase_room *room, str text);
/* Elements of its longest pattern, or a few more: where a word goes on from one part to the next it
 * is counted twice. */
size_t phrase_elements(const struct phrase *phrase);
/* Whether all its patterns have at their beginning, or end, what the index goes by. */
bool phrase_has_key(const struct phrase *phrase, bool reversed);
/* NULL when all its patterns can be made, else what is wrong with one of them. */
const char *phrase_check(struct phrase *phrase, bool reversed);

/* Makes all patterns of a phrase that was checked, phrase->variants of them. */
void phrase_patterns(struct arena *arena, const struct phrase *phrase, bool reversed,
                     struct pattern *patterns);
/* What these begin with, of reversed ones what they end with; gives how many were put into firsts,
 * of which some may be the same. */
size_t phrase_firsts(const struct phrase *phrase, bool reversed,
                     struct element firsts[PHRASES_MOST_VARIANTS]);

#endif
