/* fetch_answer: what an HTTP answer says, and whether it is whole. Pure: over what the transfer
 * brought, so that libcurl's opinion of it is only one witness. */
#ifndef NEWSMILL_READ_FETCH_ANSWER_H
#define NEWSMILL_READ_FETCH_ANSWER_H

#include <time.h>

#include "../base/coding.h"
#include "../doc.h"

/* The final header block: the last values count, but for what must agree. Borrowed from it. */
struct answer_head {
    unsigned status;
    str type, coding, location, retry_after, etag, modified, date;
    bool has_length, chunked;
    uint64_t length;
    const char *fault; /* why the framing cannot be trusted; NULL: it can */
    bool reserved;     /* X-Robots-Tag: noai, or TDM-Reservation: 1 */
};

/* Reads a header block, status line first. false: it is none. agent: the product token that
 * X-Robots-Tag may name. */
bool answer_head_read(str block, str agent, struct answer_head *head);

/* The block as it is stored: the body has no transfer coding any more, and the status line is that
 * of HTTP/1.1 whatever the protocol was. In `arena`. */
str answer_head_stored(struct arena *arena, str block);

/* The body with its content codings undone, at most `most` bytes. Two layers are undone. The reason
 * says why it is not whole: KEPT when it is. */
enum reason answer_body(struct arena *arena, struct arena *scratch, const struct answer_head *head,
                        str body, size_t most, str *plain);

/* Whether a page reserves itself from training in its own <meta> elements. */
bool answer_page_reserved(struct arena *scratch, str page, str agent);

/* libcurl's curl_getdate. */
typedef time_t http_date(const char *text, const time_t *unused);

/* Seconds until it may be tried again, by Retry-After in either form (RFC 9110, 10.2.3); 0: it does
 * not say. now: seconds since 1970. */
uint64_t answer_retry_after(struct arena *scratch, str value, int64_t now, http_date *read);

#endif
