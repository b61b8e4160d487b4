/* judge_kept: what the main content, once chosen, says of the type of its page. */
#ifndef NEWSMILL_JUDGE_KEPT_H
#define NEWSMILL_JUDGE_KEPT_H

#include "judge_type.h"

enum kept_sign {
#define KEPT(id, ...) KEPT_##id,
#include "judge_kept.def"
#undef KEPT
    KEPT_SIGNS
};

/* Which of them the document has; all are false when little is kept. */
void kept_signs_of(const struct doc *doc, bool has[KEPT_SIGNS]);

/* Adds the points of those that it has. */
void kept_points(const struct doc *doc, int points[PAGE_WEIGHED]);

#endif
