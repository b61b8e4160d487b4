/* json_lex: the tokens of JSON (RFC 8259), strictly. Text is taken to be valid UTF-8. */
#ifndef NEWSMILL_BASE_JSON_LEX_H
#define NEWSMILL_BASE_JSON_LEX_H

#include "str.h"

enum { JSON_DEEPEST = 64 }; /* levels of arrays and objects */

struct json_lex {
    str s;
    size_t at;
};

/* The byte that stands here; a NUL at the end. */
char json_lex_here(const struct json_lex *lex);
void json_lex_space(struct json_lex *lex);
bool json_lex_take(struct json_lex *lex, char c);

/* Where a quote, a backslash or a control character stands next: the end of s when none does. */
size_t json_lex_plain(str s, size_t at);

/* A string with its quotes; or that, a number, true, false or null. false: none stands here, and
 * `at` is where it goes wrong. */
bool json_lex_string(struct json_lex *lex);
bool json_lex_scalar(struct json_lex *lex);

/* What stands between the quotes of a string that was taken, with its escapes undone: a copy. */
str json_lex_text(struct arena *arena, str raw);

#endif
