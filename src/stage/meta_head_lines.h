/* meta_head_lines: lines that stand before the headline of a scrape and are none. */
#ifndef NEWSMILL_STAGE_META_HEAD_LINES_H
#define NEWSMILL_STAGE_META_HEAD_LINES_H

#include "../doc.h"

enum { HEAD_LINE_BYTES = 600 }; /* of a line that may be a title */

/* What a wire puts before its headline for editors. */
bool head_is_wire_head(str line);
/* The link past a menu: "Skip to content", in seventeen languages and more. */
bool head_is_skip_link(str line);
/* "Home  News  Sport": words of a menu with gaps between. */
bool head_is_menu(const struct doc *doc, const struct block *block);

#endif
