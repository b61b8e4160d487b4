/* decode_policy: which encoding a page is read in, when what it says and what its bytes are part.
 */
#ifndef NEWSMILL_DECODE_POLICY_H
#define NEWSMILL_DECODE_POLICY_H

#include "../doc.h"
#include "../base/charset_labels.h"

/* Sets doc->page and doc->charset from bytes, whose content codings are undone; flags. At most
 * `ceiling` bytes of page. Order: byte order mark, HTTP header, <meta> and XML declaration (not
 * for text scrapes), valid UTF-8, the detector, windows-1252. */
void decode_bytes(struct doc *doc, str bytes, size_t ceiling);

#endif
