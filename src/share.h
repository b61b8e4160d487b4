/* share: where the folder of the rules is. */
#ifndef NEWSMILL_SHARE_H
#define NEWSMILL_SHARE_H

#include "base/arena.h"

/* share/newsmill beside the place that the library (or the program that holds it) was loaded from,
 * so that a tree that was moved, or only built, finds its own; else where it was to be installed.
 */
const char *share_folder(struct arena *arena);

#endif
