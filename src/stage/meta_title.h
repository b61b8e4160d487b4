/* meta_title: the headline, without the site's name. */
#ifndef NEWSMILL_STAGE_META_TITLE_H
#define NEWSMILL_STAGE_META_TITLE_H

#include "meta_jsonld.h"
#include "meta_site.h"

/* Sets FIELD_TITLE of a page and marks the block that is it. */
void title_set(struct doc *doc, const struct ld *ld, const struct site_known *site);

#endif
