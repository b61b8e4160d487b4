/* judge_refuse: pages that hold nothing to read. */
#ifndef NEWSMILL_JUDGE_REFUSE_H
#define NEWSMILL_JUDGE_REFUSE_H

#include "../doc.h"

/* Marks the document, with the clue as its detail, when it is an error page, keeps readers out,
 * asks for consent only, waits for a script, or has no text. words: of the kept text. */
void judge_refuse(struct doc *doc, size_t words);

#endif
