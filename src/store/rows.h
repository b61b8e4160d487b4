/* rows: text files of the store, a row a line, with a check of all rows as the last one. */
#ifndef NEWSMILL_STORE_ROWS_H
#define NEWSMILL_STORE_ROWS_H

#include "disk.h"

/* Any bytes as part of a line: a backslash, a newline and a NUL become \\, \n and \0. */
void rows_put_escaped(struct buf *out, str bytes);
str rows_unescaped(struct arena *arena, str text);

/* Adds the row "check HEX", a hash of all that stands before it. */
void rows_put_check(struct buf *out);
/* The rows of a file without the check's; empty when there is no file. false: it cannot be read,
 * has more than `most` bytes, or does not agree with its check. */
bool rows_read(struct arena *arena, const char *path, size_t most, str *rows, struct fault *fault);
/* The same, but to be damaged is no fault: then *sound is false. */
bool rows_look(struct arena *arena, const char *path, size_t most, str *rows, bool *sound,
               struct fault *fault);

#endif
