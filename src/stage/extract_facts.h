/* extract_facts: what an element says of the page outside the page's text. */
#ifndef NEWSMILL_EXTRACT_FACTS_H
#define NEWSMILL_EXTRACT_FACTS_H

#include "extract_attributes.h"

/* Text below a node, white space tidied, in doc->arena; empty when it is longer than `most` bytes.
 */
str element_text(const struct doc *doc, const GumboNode *node, size_t most);

/* Adds the element's facts to the document; most: of all. hints: what its class and id say (enum
 * hint); under: the same of all around it. */
void extract_facts(struct doc *doc, const GumboNode *node, const struct attributes *attributes,
                   uint32_t hints, uint32_t under, size_t most);

#endif
