/* html_text: the plain text of a piece of HTML, such as feeds carry in titles and summaries. */
#ifndef NEWSMILL_READ_HTML_TEXT_H
#define NEWSMILL_READ_HTML_TEXT_H

#include "../base/str.h"

/* Length of the character reference that s begins with, and its character; 0: it is none. Names are
 * HTML 4's and XML's; the most common ones alone in a build without libxml2. */
size_t html_reference(str s, uint32_t *c);

/* Is it an element whose text nobody sees: a script or a style? */
bool html_is_unseen(str name);

/* Without tags, comments, scripts and styles, references decoded, tidy (text_tidy). */
str html_text(struct arena *arena, str html);

#endif
