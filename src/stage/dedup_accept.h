/* dedup_accept: what the scores of a pair mean by the rules. */
#ifndef NEWSMILL_STAGE_DEDUP_ACCEPT_H
#define NEWSMILL_STAGE_DEDUP_ACCEPT_H

#include "dedup_compare.h"
#include "dedup_rules.h"

/* Are they one story? gap: seconds between them, -1: unknown. */
bool is_same_story(const struct dedup_rules *rules, const struct scores *scores, int64_t gap,
                   bool strict);

/* x is a duplicate of y: in which way. */
enum reason relation_of(const struct dedup_rules *rules, const struct scores *scores, size_t nx);

#endif
