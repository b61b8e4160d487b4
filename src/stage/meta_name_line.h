/* meta_name_line: an author's name that stands by the title with nothing that says so but the date
 * beside it: "Jane Roe" over "3 May 2024", "3 May 2024 · Jane Roe in Travel". */
#ifndef NEWSMILL_STAGE_META_NAME_LINE_H
#define NEWSMILL_STAGE_META_NAME_LINE_H

#include "meta_author.h"
#include "meta_place.h"

/* Adds the name and gives its block; SIZE_MAX: there is none. */
size_t name_line_add(struct authors *authors, const struct doc *doc, const struct place *place);

#endif
