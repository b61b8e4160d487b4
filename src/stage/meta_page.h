/* meta_page: the plain fields: addresses, names, section, description, picture, access. */
#ifndef NEWSMILL_STAGE_META_PAGE_H
#define NEWSMILL_STAGE_META_PAGE_H

#include "meta_jsonld.h"
#include "meta_site.h"

/* Sets canonical_url and site. */
void page_set_address(struct doc *doc);
/* Sets site_name. */
void page_set_site_name(struct doc *doc, const struct ld *ld);
/* Sets section, description, image, access, and doc->ld_type, ld_body, og_type. */
void page_set_rest(struct doc *doc, const struct ld *ld);

#endif
