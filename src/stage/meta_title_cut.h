/* meta_title_cut: the headline within a title that names the site, a section or a motto too. */
#ifndef NEWSMILL_STAGE_META_TITLE_CUT_H
#define NEWSMILL_STAGE_META_TITLE_CUT_H

#include "../doc.h"
#include "meta_site.h"

/* A title without the parts that name the site or, where the rest is one of `others`, its sections.
 */
str title_without_site(const struct site_known *site, str title, const str *others, size_t count);

/* The next part of a title, up to a separator; false: there is none. */
bool title_split(str *title, str *part);

/* Whether a heading stands where no article's does. What a whole article lies in (a page within a
 * "modal") says nothing. under: enum hint bits. */
bool title_misplaced(uint32_t under);

/* Whether readers are shown a text of so many words as a heading of the text. */
bool title_is_heading(const struct doc *doc, str text, size_t words);

/* The longest part of a title, up to a separator or from one on, that is such a heading and not the
 * site's name. Empty when there is none. */
str title_part(const struct doc *doc, const struct site_known *site, str title);

#endif
