/* extract_facts: what an element says of the page outside the page's text. */
#ifndef NEWSMILL_EXTRACT_FACTS_H
#define NEWSMILL_EXTRACT_FACTS_H

#include <gumbo.h>

#include "../doc.h"

/* An attribute's value, {NULL, 0} when the element has none of that name. */
str element_attribute(const GumboElement *element, const char *name);

/* Text below a node, white space tidied; empty when it is longer than `most` bytes. */
str element_text(struct arena *arena, const GumboNode *node, size_t most);

/* Adds the element's facts to the document. hints: what its class and id say (enum hint);
 * under: the same of all around it. */
void extract_facts(struct doc *doc, const GumboNode *node, uint32_t hints, uint32_t under,
                   size_t most);

#endif
