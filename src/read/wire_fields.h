/* wire_fields: what a document of newswire says: headline, byline, dateline, date and text, from
 * the markup of XML or SGML, well-formed or not. */
#ifndef NEWSMILL_READ_WIRE_FIELDS_H
#define NEWSMILL_READ_WIRE_FIELDS_H

#include "wire_names.h"

struct wire_said {
    str fields[WIRE_FIELDS]; /* in the arena; empty: not said */
};

/* Reads a document of that kind (wire_document), from anywhere before its first tag to its end. The
 * text is UTF-8. Where no element is known to hold the body, all text is it that no other field
 * takes. Linear. */
void wire_read(struct arena *arena, str text, unsigned document, struct wire_said *said);

#endif
