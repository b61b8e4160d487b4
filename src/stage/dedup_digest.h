/* dedup_digest: several stories on one page. */
#ifndef NEWSMILL_STAGE_DEDUP_DIGEST_H
#define NEWSMILL_STAGE_DEDUP_DIGEST_H

#include "dedup_match.h"

/* Does x hold parts of stories of other clusters than that of `best`, where `best` has nothing? */
bool is_digest(const struct decider *decider, struct doc *doc, const struct matches *matches,
               const struct match *best);

#endif
