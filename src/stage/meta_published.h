/* meta_published: when the page was published and last changed, and who says so. */
#ifndef NEWSMILL_STAGE_META_PUBLISHED_H
#define NEWSMILL_STAGE_META_PUBLISHED_H

#include "meta_date_line.h"
#include "meta_jsonld.h"

/* Sets FIELD_PUBLISHED and FIELD_MODIFIED; what the input gave is brought into form. */
void published_set(struct doc *doc, const struct ld *ld);

#endif
