/* json: write JSON, and read it, mending what is nearly JSON. */
#ifndef NEWSMILL_BASE_JSON_H
#define NEWSMILL_BASE_JSON_H

#include "json_tree.h"

/* Appends s as a JSON string with its quotes. s is UTF-8; what is not becomes U+FFFD. */
void json_put(struct buf *out, str s);

/* Writes ,"key":"text", or null for an empty text: a member that is not the first. */
void json_put_text(struct buf *out, const char *key, str text);

/* Reads one JSON value, into the arena. NULL when it is none even after repair; then
 * *error (may be NULL) says why in a few words, and *error_at is the byte.
 * *repaired: it was not strict JSON (lone surrogate, raw control character, NaN, trailing comma,
 * integer past 2^63, bad UTF-8 ...) and was read as what it plainly means. */
const struct json *json_read(struct arena *arena, str s, bool *repaired, const char **error,
                             size_t *error_at);

#endif
