/* mended: what became of the text of a block, piece by piece. */
#ifndef NEWSMILL_CLI_MENDED_H
#define NEWSMILL_CLI_MENDED_H

#include <newsmill.h>

enum mended { MENDED_SAME, MENDED_CUT, MENDED_PUT };

/* Is given the pieces in their order, none of them empty: what stayed, what was cut, what was put
 * in. */
typedef void mended_hear(void *context, enum mended what, newsmill_str piece);

/* Walks the text as it was found and as it is written side by side. */
void mended_walk(const newsmill_block *block, mended_hear *hear, void *context);

#endif
