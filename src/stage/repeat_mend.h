/* repeat_mend: sentences that stand without a space between them get it back. */
#ifndef NEWSMILL_REPEAT_MEND_H
#define NEWSMILL_REPEAT_MEND_H

#include "../doc.h"

/* Puts a space (WHY_GLUED) into kept blocks where a sentence ends and the next begins at once;
 * never inside an address, abbreviation, number, file or product name, or code. */
void repeat_mend(struct doc *doc);

#endif
