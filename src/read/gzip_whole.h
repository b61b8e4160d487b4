/* gzip_whole: gzip members that lie whole in memory are undone in one call, by libdeflate, in a
 * third of zlib's time. What it does not take - a member that is cut, damaged, larger than its
 * room, or comes through a pipe - is left to zlib, which tells what is wrong with it: so bytes,
 * places and messages are the same with and without. */
#ifndef NEWSMILL_READ_GZIP_WHOLE_H
#define NEWSMILL_READ_GZIP_WHOLE_H

#include "in.h"

struct gzip_whole;

/* NULL: built without it, or memory is short; the others take that for one that takes nothing. */
struct gzip_whole *gzip_whole_new(void);
void gzip_whole_free(struct gzip_whole *whole);

/* Takes the member that begins at the next byte of `below`, and skips it. */
bool gzip_whole_begin(struct gzip_whole *whole, struct in *below);
/* Up to `room` bytes of what the member held; 0: there are no more. */
size_t gzip_whole_take(struct gzip_whole *whole, uint8_t *to, size_t room);

#endif
