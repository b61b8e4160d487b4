/* whole: an input that is one document, and what its first bytes look like. */
#ifndef NEWSMILL_READ_WHOLE_H
#define NEWSMILL_READ_WHOLE_H

#include "../stage.h"

/* Reads what is left of the input into doc->raw, up to --page-bytes. What stands before damage is
 * kept and flagged; the document is marked as cut when that is nothing. */
void whole_read(struct in *in, struct doc *doc, struct run *run);

/* The first bytes as ASCII, for telling what they are: without byte order mark and white space in
 * front, of UTF-16 only the low bytes. Gives how many of `room` bytes of out are filled. */
size_t whole_head(const uint8_t *p, size_t n, char *out, size_t room);

#endif
