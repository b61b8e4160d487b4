/* warc_header: the header of a WARC record (ISO 28500:2017, 5). */
#ifndef NEWSMILL_STORE_WARC_HEADER_H
#define NEWSMILL_STORE_WARC_HEADER_H

#include "warc_write.h"

/* In buffer. digest: of the block. Empty: it has no room. */
str warc_header(const struct warc_out *record, str digest, char *buffer, size_t room);

#endif
