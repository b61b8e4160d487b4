/* xml: the lexical shape of XML (XML 1.0, 2 and 3) and of the SGML that is written like it, found
 * in borrowed text without building anything. What is not well-formed has an end too. */
#ifndef NEWSMILL_BASE_XML_H
#define NEWSMILL_BASE_XML_H

#include "str.h"

/* Behind the comment, CDATA section, processing instruction or DOCTYPE, with its declarations in
 * brackets, that begins with "<?" or "<!" at `at`; the end of the text when it is not closed. */
size_t xml_declaration_end(str text, size_t at);

/* The text of the CDATA section that begins at `at`. */
str xml_cdata(str text, size_t at);

/* From the first '<' of an element on, or what stands there instead of one: empty when declarations
 * and white space are all. */
str xml_past_prolog(str text);

/* The name at `at`, of ASCII; empty: there is none, or it is longer than 64 bytes. */
str xml_name_at(str text, size_t at);

/* The same of the tag whose '<' is at `at`. */
str xml_tag_name(str text, size_t at, bool *closing);

/* A name without its prefix, which names a namespace. */
str xml_local(str name);

#endif
