/* header: the block of "Name: value" lines that WARC records and HTTP messages share (RFC 9112,
 * 2.2 and 5; WARC 1.1, 4). Lines may end in LF alone, a value may be folded over lines. */
#ifndef NEWSMILL_READ_HEADER_H
#define NEWSMILL_READ_HEADER_H

#include "../base/str.h"

enum { HEADER_BYTES = 1 << 16, HEADER_FIELDS = 1000 };

/* Length of the block that s begins with, first line and the empty line at its end included;
 * 0: there is no empty line in s. */
size_t header_length(str s);

/* Takes a line with its end from *rest, and gives it without; false when *rest is used up. */
bool header_line(str *rest, str *line);

/* The status of "HTTP/1.1 200 OK" or "HTTP/2 200"; 0: it is no status line. */
unsigned header_status(str line);

/* Takes the next field from *rest; false at the empty line, or the end. A line without a colon is
 * passed over. A folded value keeps its line ends inside. */
bool header_field(str *rest, str *name, str *value);

#endif
