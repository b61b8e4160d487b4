/* warc_record: how a WARC record begins (WARC 1.1, 4 and 5; 0.17 and 0.18 alike). */
#ifndef NEWSMILL_READ_WARC_RECORD_H
#define NEWSMILL_READ_WARC_RECORD_H

#include "../base/str.h"

enum { WARC_LINE = 24 }; /* "WARC/1.1\r\n", with room for odd versions and spaces */

enum warc_type {
    WARC_OTHER, /* no type, or one that the standard does not know */
    WARC_WARCINFO,
    WARC_REQUEST,
    WARC_RESPONSE,
    WARC_RESOURCE,
    WARC_METADATA,
    WARC_REVISIT,
    WARC_CONVERSION,
    WARC_CONTINUATION,
    WARC_TYPES
};
const char *warc_type_name(enum warc_type type);

/* All texts are borrowed. */
struct warc_record {
    enum warc_type type;
    size_t head;      /* length of the header with its empty line */
    bool typed;       /* it has a WARC-Type at all */
    bool measured;    /* it has a Content-Length that is a number of less than 2^62 */
    uint64_t length;  /* of the block */
    bool truncated;   /* WARC-Truncated, or the first segment of several */
    str uri;          /* WARC-Target-URI, without the <> that 1.0 put around it */
    str date;         /* WARC-Date when it is a date (W3C profile of ISO 8601), else empty */
    str id;           /* WARC-Record-ID, as it stands */
    str content_type; /* of the block */
    bool opt_out;     /* Opt-Out: its crawler found that it reserves itself from training */
    str feed_title, feed_published, feed_modified, feed_authors; /* Feed-Title ... */
};

/* Does s begin with the first line of a record? */
bool warc_begins(str s);

/* Reads the header that s begins with. false: it has no end within s, or passes a ceiling. */
bool warc_read(str s, struct warc_record *record);

/* Place of the next first line at or after `from` that stands at the start of a line, behind an
 * empty one when `apart`; SIZE_MAX: none. */
size_t warc_find(str s, size_t from, bool apart);

#endif
