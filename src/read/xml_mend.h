/* xml_mend: makes well-formed XML of what plainly means XML: stray ampersands, HTML's names of
 * characters, tags that are not closed or not opened, bare attributes, junk around the root. */
#ifndef NEWSMILL_READ_XML_MEND_H
#define NEWSMILL_READ_XML_MEND_H

#include "../base/str.h"

/* What follows the XML declaration, comments, processing instructions, DOCTYPE (never read: no
 * entity of it exists) and junk: the text from the root's start tag on. *name: the root's, with its
 * prefix; empty: there is no element, or it is a page of HTML. *junk: text stood before it. */
str xml_root(str text, str *name, bool *junk);

/* Has a tag so many attributes, or is one so long, that libxml2 would take more than linear time?
 * Is exact for well-formed text; of other text up to where it is not. */
bool xml_is_flood(str text);

/* A well-formed copy in `arena`, from the root's start tag to its end tag, at most `depth` elements
 * deep: tags of what is deeper are left out, and what is more than half a megabyte of text between
 * two tags. Linear. */
str xml_mend(struct arena *arena, str text, size_t depth);

#endif
