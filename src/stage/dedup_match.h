/* dedup_match: the earlier documents that share keys with x, each compared with it. */
#ifndef NEWSMILL_STAGE_DEDUP_MATCH_H
#define NEWSMILL_STAGE_DEDUP_MATCH_H

#include "dedup_decide.h"

enum { MOST_VERIFIED = 8, MOST_MATCHES = MOST_VERIFIED + 1 };

struct match {
    uint32_t docno, shared;
    struct index_row row; /* its texts are borrowed from the index */
    int64_t gap;
    struct scores scores;
    bool is_same; /* one story, by the rules */
};

struct matches {
    struct match list[MOST_MATCHES];
    size_t count;
};

/* Seconds between two documents, by when they were published, else seen; -1: unknown. */
int64_t gap_between(const struct index_row *a, const struct index_row *b);

/* Compares x with a document. false: its tokens are past their window, or it has none. */
bool match_one(const struct decider *decider, const struct sketch *x, uint32_t docno,
               struct scores *scores);

/* The candidates that share most with x, verified until one is nearly the same. */
void find_matches(const struct decider *decider, struct doc *doc, const struct index_row *row,
                  struct matches *matches);

/* The same story and most alike; NULL: there is none. */
const struct match *best_match(const struct matches *matches);
/* No duplicate, but made from the same template; NULL: there is none. */
const struct match *best_sibling(const struct matches *matches, const struct dedup_rules *rules);

/* A kept document of the cluster of `best` that x is verified against, if need be now. NULL: x is
 * like none of them. */
const struct match *kept_match(const struct decider *decider, struct doc *doc,
                               const struct index_row *row, struct matches *matches,
                               const struct match *best);

void tell_rejected(const struct matches *matches, struct doc *doc, struct duplicate *duplicate);

#endif
