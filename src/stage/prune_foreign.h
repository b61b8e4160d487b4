/* prune_foreign: svg and math that have no HTML inside. */
#ifndef NEWSMILL_PRUNE_FOREIGN_H
#define NEWSMILL_PRUNE_FOREIGN_H

#include "../base/markup.h"

/* Behind the end tag of the svg or math whose start tag is given; SIZE_MAX when it has none, or
 * when anything in it is not foreign content beyond doubt: what the parser then makes of the page
 * is known to the parser alone. *has_text: there is text in it, other than white space. */
size_t foreign_end(str page, const struct markup_tag *start, bool *has_text);

#endif
