/* magic: what bytes are, by how they begin, when they are no text and no page. */
#ifndef NEWSMILL_READ_MAGIC_H
#define NEWSMILL_READ_MAGIC_H

#include "../base/str.h"

/* "a PDF document", "a tar archive"; NULL: they may be text. *packed: pages may be in it, which are
 * lost unless somebody unpacks it. */
const char *magic_not_text(str bytes, bool *packed);

#endif
