/* in_utf16: bytes of UTF-16 as UTF-8, for readers that cut their input into records. */
#ifndef NEWSMILL_READ_IN_UTF16_H
#define NEWSMILL_READ_IN_UTF16_H

#include "in.h"

/* Uses up characters of `below` and writes at most `room` bytes, at least 4; gives 0 only at its
 * end or at damage, which *state says. Half a character before them is U+FFFD. */
size_t in_utf16_fill(struct in *below, bool big, uint8_t *to, size_t room, enum in_state *state);

#endif
