/* meta_byline: who wrote the page: where to look, in which order. */
#ifndef NEWSMILL_STAGE_META_BYLINE_H
#define NEWSMILL_STAGE_META_BYLINE_H

#include "meta_jsonld.h"
#include "meta_site.h"

/* Sets FIELD_AUTHORS, and FIELD_AGENCY when an agency stands in an author's place. */
void byline_set(struct doc *doc, const struct ld *ld, const struct site_known *site);

#endif
