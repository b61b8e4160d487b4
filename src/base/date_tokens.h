/* date_tokens: a text as the numbers, words and marks that dates are made of. */
#ifndef NEWSMILL_BASE_DATE_TOKENS_H
#define NEWSMILL_BASE_DATE_TOKENS_H

#include "str.h"

enum { DATE_TOKENS = 160, DATE_WORD = 40 }; /* most tokens of a text; most bytes of a word */

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_WORD, TOKEN_MARK };

struct token {
    enum token_kind kind;
    unsigned digits;      /* of a number */
    unsigned month;       /* that a word names, 0: none */
    bool gap;             /* white space stands before it */
    size_t from, to;      /* its place in the text */
    uint64_t value;       /* of a number (any digits of Unicode's decimal scripts); of a mark: the
                             character; Han characters are marks */
    size_t length;        /* of `word` */
    char word[DATE_WORD]; /* in lower case */
};

struct tokens {
    struct token list[DATE_TOKENS + 1]; /* ended by TOKEN_END */
    size_t count;
};

/* Reads text from byte `at` on, up to the ceiling. */
void date_tokens(struct tokens *tokens, str text, size_t at);

/* Token i; the end behind the last. */
const struct token *token_at(const struct tokens *tokens, size_t i);
bool token_is(const struct token *token, uint32_t mark);
bool token_word(const struct token *token, const char *word);

#endif
