/* phrases_tokens: a line as phrases see it: words without their dress, numbers, separators. */
#ifndef NEWSMILL_STAGE_PHRASES_TOKENS_H
#define NEWSMILL_STAGE_PHRASES_TOKENS_H

#include "../base/str.h"

enum token_kind {
    TOKEN_WORD,   /* also (c), and each character of a script written without spaces */
    TOKEN_NUMBER, /* digits of any script */
    TOKEN_COLON,  /* a colon, a dash between words */
    TOKEN_PATH,   /* > / | and arrows: what parts the steps of a breadcrumb */
};

struct token {
    uint64_t hash; /* of the folded word: the same for every dress of it */
    uint32_t from, to;
    enum token_kind kind;
};

/* A word is hashed while it is read: first its folded characters go in, a byte further for each, so
 * that several may go in at once; in the end all of them are mixed. */
#define PHRASE_HASH_START UINT64_C(0xcbf29ce484222325)
static inline uint64_t phrase_hash(uint64_t hash, uint32_t c)
{
    return (hash << 8 | hash >> 56) ^ c;
}
/* The hash of what went into one, and then of n more that went into `more` from nothing. */
static inline uint64_t phrase_hash_join(uint64_t hash, uint64_t more, unsigned n)
{
    unsigned bits = n * 8 % 64;

    return (hash << bits | hash >> (64 - bits) % 64) ^ more;
}
static inline uint64_t phrase_hash_end(uint64_t hash)
{
    return hash * UINT64_C(0x9E3779B97F4A7C15);
}

/* What a character is to a phrase. */
enum char_kind {
    CHAR_DRESS,  /* parts words */
    CHAR_SILENT, /* stands inside a word without counting */
    CHAR_LETTER,
    CHAR_ALONE, /* a word by itself */
    CHAR_DIGIT,
};

enum char_kind phrase_char_kind(uint32_t c);
/* A letter as all spellings of it are that are one to a reader. */
uint32_t phrase_fold(uint32_t c);
/* Value of a decimal digit of any living script, -1 for what is none. */
int phrase_digit(uint32_t c);
/* The kind, and folds a letter, and makes a digit its value. */
enum char_kind phrase_char(uint32_t *c);

/* Takes the run of ASCII letters that begins at `at` into the hash; gives where it ends. */
size_t phrase_letters(uint64_t *hash, str s, size_t at);

/* Reads tokens of s from byte `at` on into tokens[0..most); gives how many. *whole is false when
 * there were more. */
size_t phrase_tokens(str s, size_t at, struct token *tokens, size_t most, bool *whole);

#endif
