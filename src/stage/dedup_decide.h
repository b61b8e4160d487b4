/* dedup_decide: whether a document is a duplicate, of which, and how. */
#ifndef NEWSMILL_STAGE_DEDUP_DECIDE_H
#define NEWSMILL_STAGE_DEDUP_DECIDE_H

#include "../store/index.h"
#include "dedup.h"
#include "dedup_rules.h"

enum keep { KEEP_FIRST, KEEP_LONGEST, KEEP_BEST };

struct decider {
    struct dedup_rules rules;
    struct index *index;
    struct compare *compare;
    enum keep keep;
    bool strict, rejected; /* rejected: candidates that are alike but no duplicates are told */
};

/* Marks the document when it is a duplicate, fills *duplicate (in the document's arena), and the
 * row with which the document goes into the index. The document has a sketch and an id. */
void decide(const struct decider *decider, struct doc *doc, struct duplicate *duplicate,
            struct index_row *row);

#endif
