/* repeat_words: the kept blocks of a document as rows of hashed words, by which texts are compared
 * when only their dress (case, punctuation, spaces) differs. */
#ifndef NEWSMILL_REPEAT_WORDS_H
#define NEWSMILL_REPEAT_WORDS_H

#include "../doc.h"

/* A kept block with at least one word. */
struct said_line {
    uint32_t block;        /* its number in the document */
    uint32_t first, count; /* its words in said.hash */
    uint32_t before;       /* words of the block that were cut away before them */
    uint64_t hash;         /* of them all */
};

struct said {
    uint64_t *hash;
    size_t word_count, word_room;
    struct said_line *lines;
    size_t line_count;
};

/* Words of the kept blocks, in order, up to a ceiling; in doc->scratch. */
struct said said_of(struct doc *doc);

/* Hash of count words from the word number first on. */
uint64_t said_hash(const struct said *said, size_t first, size_t count);
bool said_same(const struct said *said, size_t a, size_t b, size_t count);

/* Where a word of a line, 0 the first, ends in its block's text. It is sought from the start. */
size_t said_word_end(const struct doc *doc, const struct said_line *line, size_t number);

/* The line that text would be, to compare with said_line.hash. */
uint64_t said_hash_text(struct arena *scratch, str text);

/* Where text begins again behind the word that ends at `at`: past closing punctuation, white space
 * and the mark of a list item. */
size_t said_rest(str text, size_t at);

/* Is the last thing it says a sentence: with its full stop? */
bool block_ends_sentence(const struct block *block);

static inline struct block *said_block(const struct doc *doc, const struct said_line *line)
{
    return &doc->blocks[line->block];
}

#endif
