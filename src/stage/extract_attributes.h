/* extract_attributes: attributes of an element, wherever they are: with gumbo, where prune left
 * them on the tag, or where prune set them aside. */
#ifndef NEWSMILL_EXTRACT_ATTRIBUTES_H
#define NEWSMILL_EXTRACT_ATTRIBUTES_H

#include <gumbo.h>

#include "../doc.h"

/* Those of attributes.def. {NULL, 0}: not there; empty but not NULL: there without a value.
 * Borrowed from the page, from gumbo or from doc->scratch. */
struct attributes {
#define ATTRIBUTE(member, name) str member;
#include "../attributes.def"
#undef ATTRIBUTE
};

/* *next: see doc_start_tag(). */
void attributes_of(const struct doc *doc, const GumboElement *element, size_t *next,
                   struct attributes *attributes);

#endif
