/* sketch_lexicon: words that stand for figures, and the value of a number as it is written. */
#ifndef NEWSMILL_STAGE_SKETCH_LEXICON_H
#define NEWSMILL_STAGE_SKETCH_LEXICON_H

#include "../base/hash.h"

enum word_kind { WORD_PLAIN, WORD_FIGURE, WORD_NUMBER, WORD_SCALE };

struct lexicon_word {
    uint64_t hash;  /* of the word; 0: a free slot */
    uint64_t value; /* NUMBER: hash that its digits have */
    uint8_t kind, zeros;
    bool is_common; /* a NUMBER that counts as no figure */
};

enum { LEXICON_ROOM = 1 << 10, VALUE_ROOM = 80 };

struct lexicon {
    struct lexicon_word words[LEXICON_ROOM]; /* open addressing by hash */
};

void lexicon_fill(struct lexicon *lexicon);

/* NULL: it stands for no figure. */
static inline const struct lexicon_word *lexicon_find(const struct lexicon *lexicon, uint64_t hash)
{
    size_t at = hash % LEXICON_ROOM;

    while (lexicon->words[at].hash && lexicon->words[at].hash != hash)
        at = (at + 1) % LEXICON_ROOM;
    return lexicon->words[at].hash ? &lexicon->words[at] : NULL;
}

/* Hash of the value that a number stands for, times a power of ten: 1,459,193,000 and 1.46
 * (zeros 9) and 1.46bn have the same, as have 7 and 07.0; values below a million are exact, larger
 * ones count to three digits. What is no plain number ("3-2", "10:45", "covid19") is hashed as it
 * stands. word: digits with . , - / : between them, and letters behind; its case is folded. */
uint64_t lexicon_value(str word, unsigned zeros);

#endif
