/* sketch_words: a text as words in their normal form: hashes of 64 bits, each with its marks. Words
 * are runs of letters and digits; an apostrophe or invisible character inside one is dropped, a
 * number keeps what parts its digits until its value is taken; in scripts without spaces every
 * character is a word. Two texts that differ in case, quotes, dashes, ligatures, or in how a number
 * is written give the same words. */
#ifndef NEWSMILL_STAGE_SKETCH_WORDS_H
#define NEWSMILL_STAGE_SKETCH_WORDS_H

#include "sketch.h"
#include "sketch_lexicon.h"

enum { WORD_ROOM = 96 /* bytes of a word that count */ };

struct words {
    const struct lexicon *lexicon;
    struct arena *arena;
    uint64_t *hashes;
    uint16_t *marks; /* TOKEN_NAME, TOKEN_FIGURE */
    size_t count, room;
    uint64_t
        figures; /* all numbers as they are written: their hashes above are of rounded values */
    size_t wide; /* how many are characters of a script without spaces */

    /* the word being read */
    char word[WORD_ROOM];
    size_t n;
    size_t last; /* letters or digits since the last dot: "u.s" */
    bool has_digit, is_upper;
    uint32_t joint;     /* a character that parts it or not, as the next one tells; 0: none */
    bool starts;        /* a sentence starts here */
    uint64_t number_at; /* words before the last number, + 1; 0: it is not the last word */
    char number[WORD_ROOM];
    size_t number_n;
};

void words_start(struct words *words, const struct lexicon *lexicon, struct arena *arena);
/* Adds the words of a paragraph, valid UTF-8; a sentence starts with it. */
void words_add(struct words *words, str text);

#endif
