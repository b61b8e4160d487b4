/* extract_attributes: attributes of an element, wherever they are: with gumbo, where prune left
 * them on the tag, or on the tag in the page. */
#ifndef NEWSMILL_EXTRACT_ATTRIBUTES_H
#define NEWSMILL_EXTRACT_ATTRIBUTES_H

#include <gumbo.h>

#include "../doc.h"

/* {NULL, 0}: not there. Borrowed from the page, from gumbo or from doc->scratch. */
struct attributes {
    str class, id, role, style, lang;
    str rel, href, src;
    str name, property, http_equiv, content;
    str itemprop, itemtype, datetime;
    str hidden, pubdate; /* empty but not NULL when they are there without a value */
};

/* *next: see doc_start_tag(). */
void attributes_of(const struct doc *doc, const GumboElement *element, size_t *next,
                   struct attributes *attributes);

#endif
