/* markdown: what a text begins with that is written in Markdown, as crawlers for language models
 * keep pages: by its links and headings, or by the fields in front of it. */
#ifndef NEWSMILL_READ_MARKDOWN_H
#define NEWSMILL_READ_MARKDOWN_H

#include "../base/str.h"

/* Is it Markdown? Links, "[text](address)", a headline, "# ", or fields in front say so. Looks at
 * the first 64 KiB. */
bool markdown_claims(str text);

#endif
