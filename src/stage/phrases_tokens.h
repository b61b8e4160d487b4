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

/* Reads tokens of s from byte `at` on into tokens[0..most); gives how many. *whole is false when
 * there were more. */
size_t phrase_tokens(str s, size_t at, struct token *tokens, size_t most, bool *whole);

#endif
