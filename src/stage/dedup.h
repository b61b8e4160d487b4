/* dedup: what became known of a document among others. Filled by stage_dedup.c, written into
 * records and the ledger. */
#ifndef NEWSMILL_STAGE_DEDUP_H
#define NEWSMILL_STAGE_DEDUP_H

#include "dedup_compare.h"

/* A document that x was held against, and how alike they are. */
struct held_against {
    str id;
    struct scores scores;
    int64_t gap; /* seconds between them; -1: unknown */
};

struct duplicate {
    str cluster;          /* id of the cluster's first document; its own when it is that */
    str of;               /* id of the kept document; empty: it is no duplicate */
    const char *relation; /* "near", "update" ...; of a kept document "template-sibling", "digest",
                           * "variant" or NULL */
    struct held_against pair; /* `of`, or of a kept document the one its relation is to */
    bool is_scored;           /* the pair was compared, not found by its hash */
    str replaces;             /* --keep: id of the copy that this one is better than */
    str *novel;               /* paragraphs that `of` has no counterpart of */
    size_t novel_count;
    struct held_against *rejected; /* candidates that are no duplicates, --dedup-rejected */
    size_t rejected_count;
    unsigned rules; /* version */
};

#endif
