/* prune_foreign: svg and math that have no HTML inside. */
#ifndef NEWSMILL_PRUNE_FOREIGN_H
#define NEWSMILL_PRUNE_FOREIGN_H

#include "../base/markup.h"
#include "prune_tags.h"

struct foreign_end {
    size_t at;       /* behind its end tag */
    size_t last_tag; /* of that end tag's '<' */
    bool has_text;   /* other than white space */
};

/* Where the svg or math with that start tag ends. false: it has no end, or something in it is not
 * foreign content beyond doubt: what the parser then makes of the page is known to the parser
 * alone. */
bool foreign_end(str page, const struct tag_rows *rows, const struct markup_tag *start,
                 struct foreign_end *end);

#endif
