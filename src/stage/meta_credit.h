/* meta_credit: the agency that wrote a text, from its credits. */
#ifndef NEWSMILL_STAGE_META_CREDIT_H
#define NEWSMILL_STAGE_META_CREDIT_H

#include "meta_jsonld.h"

/* Sets FIELD_AGENCY where it is still unknown. */
void credit_set(struct doc *doc, const struct ld *ld);

#endif
