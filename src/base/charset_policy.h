/* charset_policy: which encoding a page or feed is read in, when what it says and what its bytes
 * are part. */
#ifndef NEWSMILL_BASE_CHARSET_POLICY_H
#define NEWSMILL_BASE_CHARSET_POLICY_H

#include "charset_labels.h"

struct charset_text {
    str page;             /* valid UTF-8 */
    enum charset charset; /* that the bytes were read in */
    bool truncated;       /* in: the bytes are known to be cut; out: and those that are too many */
    bool repaired;        /* not as declared, or with characters lost */
    bool guessed;         /* nothing was declared, and it is no UTF-8 */
};

/* Decodes bytes whose content codings are undone, at most `ceiling` bytes of text, into `arena`;
 * tables live in `scratch`. Order: byte order mark, HTTP's Content-Type, <meta> and XML declaration
 * (not of plain text), valid UTF-8, the detector, windows-1252. text->truncated is set by the
 * caller. */
void charset_read(struct arena *arena, struct arena *scratch, str bytes, bool is_plain,
                  str http_type, size_t ceiling, struct charset_text *text);

#endif
