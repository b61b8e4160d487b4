/* decode_policy: the encoding that a document is read in (base/charset_policy), and its flags. */
#ifndef NEWSMILL_DECODE_POLICY_H
#define NEWSMILL_DECODE_POLICY_H

#include "../base/charset_labels.h"
#include "../doc.h"

/* Sets doc->page and doc->charset from bytes, whose content codings are undone, and flags. At most
 * `ceiling` bytes of page. */
void decode_bytes(struct doc *doc, str bytes, size_t ceiling);

#endif
