/* charset_prescan: what encoding a page says it is in, read from its bytes before any decoding. */
#ifndef NEWSMILL_BASE_CHARSET_PRESCAN_H
#define NEWSMILL_BASE_CHARSET_PRESCAN_H

#include "charset_labels.h"

enum {
    PRESCAN_BYTES = 1024,   /* what the standard looks at */
    PRESCAN_LENIENT = 4096, /* how far we look on when nothing was found in them */
    PRESCAN_LATE = 1 << 16, /* and in bytes that are not UTF-8: a browser finds such a <meta> as it
                             * parses, and changes the encoding (section 13.2.3.4) */
};

/* The encoding of the byte order mark, CHARSET_NONE without one; *n is its length. */
enum charset bom_sniff(str bytes, size_t *n);

/* "Prescan a byte stream to determine its encoding" (HTML Standard, section 13.2.3.2) over all of
 * `bytes`, which the caller cuts to as many as are to be looked at: <meta>, then the XML
 * declaration. UTF-16 in a page that can be read as ASCII means UTF-8, x-user-defined means
 * windows-1252. */
enum charset prescan(str bytes);

#endif
