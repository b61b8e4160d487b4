/* html_text: the plain text of a piece of HTML, such as feeds carry in titles and summaries. */
#ifndef NEWSMILL_READ_HTML_TEXT_H
#define NEWSMILL_READ_HTML_TEXT_H

#include "../base/str.h"

/* Is it an element whose text nobody sees: a script or a style? */
bool html_is_unseen(str name);

/* Without tags, comments, scripts and styles, references decoded, tidy (text_tidy). */
str html_text(struct arena *arena, str html);

#endif
