/* jsonl_names: what the members of the world's JSON lines are called. */
#ifndef NEWSMILL_READ_JSONL_NAMES_H
#define NEWSMILL_READ_JSONL_NAMES_H

#include "../doc.h"

/* What a member is for: a field, or one of these. */
enum role {
    ROLE_HTML = FIELD_COUNT,
    ROLE_TEXT,
    ROLE_STATUS, /* of the HTTP answer */
    ROLE_SITE,   /* a domain or a name: its value tells */
    ROLE_SOURCE, /* the same, if it is no path or address */
    ROLE_COUNT,
    ROLE_NONE = ROLE_COUNT
};

/* The role of a member by its name, whatever its case, hyphens and underscores: rawHtml, raw_html
 * and RAW-HTML are one. *rank: the lower, the better; ranks of one role differ. */
unsigned jsonl_role(str name, unsigned *rank);

#endif
