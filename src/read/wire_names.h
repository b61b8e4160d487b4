/* wire_names: what the elements of newswire files are called: NITF, NewsML 1 and NewsML-G2 of the
 * IPTC, and the SGML of corpora - Reuters, Gigaword, TREC, WikiExtractor. */
#ifndef NEWSMILL_READ_WIRE_NAMES_H
#define NEWSMILL_READ_WIRE_NAMES_H

#include "../base/str.h"

/* What an element or an attribute holds. */
enum wire_field {
    WIRE_ID,
    WIRE_URL,
    WIRE_TITLE,
    WIRE_AUTHOR,
    WIRE_PUBLISHED,
    WIRE_LANG,
    WIRE_PUBLISHER,
    WIRE_DESCRIPTION,
    WIRE_DATELINE,
    WIRE_BODY,
    WIRE_FIELDS,
    WIRE_PARAGRAPH = WIRE_FIELDS, /* parts paragraphs, in a body */
    WIRE_BREAK,                   /* the same, and is none itself */
    WIRE_UNSEEN,                  /* holds no text of the article */
    WIRE_NOTHING,
};

/* Of an element, by its name of any case, within a document of that kind (0: of any); *rank: of two
 * that hold the same field the one of the lower rank is believed. */
enum wire_field wire_element(str name, unsigned document, unsigned *rank);
/* Of an attribute of an element. */
enum wire_field wire_attribute(str element, str name, unsigned *rank);

/* Number of the kind of document that the element is, from 1; 0: it is none. */
unsigned wire_document(str element);
/* Does a file begin with this element? Then it is newswire. */
bool wire_is_root(str element);

#endif
