/* choose: which reader an input is for. */
#ifndef NEWSMILL_READ_CHOOSE_H
#define NEWSMILL_READ_CHOOSE_H

#include "../stage.h"

struct in;

/* Number of the reader that `as` names, or for which most of the first bytes speak. Of UTF-16 a
 * reader that takes UTF-8 alone gets UTF-8: *in is then recoded. SIZE_MAX: memory is short. */
size_t choose_reader(struct in **in, const char *as);

#endif
