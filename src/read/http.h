/* http: one HTTP answer that was stored in memory: status line, header, body (RFC 9112). What a
 * header claims of the body counts only where the bytes bear it out: dumps exist that carry
 * Transfer-Encoding and Content-Encoding over bodies that were already decoded. */
#ifndef NEWSMILL_READ_HTTP_H
#define NEWSMILL_READ_HTTP_H

#include "../base/str.h"

enum http_said {
    HTTP_READ,
    HTTP_CUT,   /* the bytes end before the header does; what there is of it was read */
    HTTP_NONE,  /* does not begin with a status line */
    HTTP_FLOOD, /* the header is over HEADER_BYTES or HEADER_FIELDS */
};

/* All texts are borrowed from the message. */
struct http {
    uint32_t status;
    str type;     /* Content-Type: the last one counts, as in the WHATWG's Fetch */
    str coding;   /* Content-Encoding, the first; it is still on the body */
    bool chunked; /* so the header says */
    str body;     /* as it stands, chunks included */
};
enum http_said http_read(str message, struct http *http);

/* First bytes of the body, without the chunks' sizes; borrowed. */
str http_start(const struct http *http);

/* The body without chunks, at most `most` bytes of it, in the arena. *cut: there should be more. */
str http_body(const struct http *http, struct arena *arena, size_t most, bool *cut);

#endif
