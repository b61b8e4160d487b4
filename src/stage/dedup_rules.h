/* dedup_rules: the thresholds by which two texts are one story, as a file that people read and
 * change. */
#ifndef NEWSMILL_STAGE_DEDUP_RULES_H
#define NEWSMILL_STAGE_DEDUP_RULES_H

#include "../base/str.h"

struct dedup_rules {
#define RULE(member, name) float member;
#include "dedup_rules.def"
#undef RULE
};

/* Reads a whole file of rules. NULL: done; else what is wrong with it, and in *line where: every
 * threshold must be there, once. */
const char *dedup_rules_read(struct dedup_rules *rules, str text, size_t *line);

#endif
