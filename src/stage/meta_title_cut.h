/* meta_title_cut: the headline within a title that names the site, a section or a motto too. */
#ifndef NEWSMILL_STAGE_META_TITLE_CUT_H
#define NEWSMILL_STAGE_META_TITLE_CUT_H

#include "../doc.h"
#include "meta_site.h"

enum { TITLE_MOST = 600 }; /* bytes of a title */

/* A title without the parts that name the site or, where the rest is one of `others`, its sections.
 */
str title_without_site(const struct site_known *site, str title, const str *others, size_t count);

/* Takes the next part of a title, up to a separator; false: there is none, or it is too long. */
bool title_split(str *title, str *part);

/* Whether a heading stands where no article's does. What a whole article lies in (a page within a
 * "modal") says nothing. under: enum hint bits. */
bool title_misplaced(uint32_t under);

/* The first headings of the text, folded: what a title has a part of stands among these. */
enum { TITLE_HEADINGS = 48 };
struct title_headings {
    str folded[TITLE_HEADINGS]; /* in doc->scratch */
    size_t count;
};
struct title_headings title_headings_of(const struct doc *doc);

/* Whether a folded text is one of them. */
bool title_is_heading(const struct title_headings *headings, str folded);

/* The longest part of a title, up to a separator or from one on, that is one of them and not the
 * site's name. Empty when there is none. */
str title_part(const struct title_headings *headings, const struct site_known *site, str title);

#endif
