/* judge_type: what type of page a document is, by its signs. */
#ifndef NEWSMILL_JUDGE_TYPE_H
#define NEWSMILL_JUDGE_TYPE_H

#include "../doc.h"

enum page_type {
    PAGE_ARTICLE,
    PAGE_LISTING,
    PAGE_FORUM,
    PAGE_PRODUCT,
    PAGE_COLLECTION,
    PAGE_DOCUMENTATION,
    PAGE_SERVICE,
    PAGE_WEIGHED, /* the types above are told by judge_signs.def, those below by rules */
    PAGE_LIVE_BLOG = PAGE_WEIGHED,
    PAGE_STUB,
    PAGE_TYPES
};

/* Their names in records, and on the command line. */
extern const char *const judge_types[PAGE_TYPES];

/* Points of each type that is weighed. */
void judge_points(const struct doc *doc, int points[PAGE_WEIGHED]);

/* words: of the kept text. */
enum page_type judge_type(const struct doc *doc, size_t words);

#endif
