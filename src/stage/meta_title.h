/* meta_title: the headline, without the site's name. */
#ifndef NEWSMILL_STAGE_META_TITLE_H
#define NEWSMILL_STAGE_META_TITLE_H

#include "meta_jsonld.h"
#include "meta_site.h"

/* title without the parts that name the site or, where the rest is one of `others`, its sections.
 */
str title_without_site(const struct site_known *site, str title, const str *others, size_t count);

/* Sets FIELD_TITLE of a page and marks the block that is it. */
void title_set(struct doc *doc, const struct ld *ld, const struct site_known *site);

#endif
