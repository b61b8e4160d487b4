/* markdown_fields: what stands in front of a text in Markdown: "key: value" between two lines of
 * "---", as generators of sites and savers of pages write them (YAML's simplest form), or before a
 * line "Markdown Content:", as crawlers do. */
#ifndef NEWSMILL_BASE_MARKDOWN_FIELDS_H
#define NEWSMILL_BASE_MARKDOWN_FIELDS_H

#include "str.h"

/* Length of what is in front of the text; *fields: its lines. 0: nothing is. */
size_t markdown_fields(str text, str *fields);

/* Takes the next field, its value without quotes and brackets. false: there is none. */
bool markdown_field(str *fields, str *key, str *value);

#endif
