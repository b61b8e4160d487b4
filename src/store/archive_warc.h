/* archive_warc: a member of a shard of WARC records, read back as the record that it was written
 * from (docs/records.md, "warc"): its header holds all of that but the text, which is its block. */
#ifndef NEWSMILL_STORE_ARCHIVE_WARC_H
#define NEWSMILL_STORE_ARCHIVE_WARC_H

#include "../base/str.h"

struct archive_warc {
    bool info;                  /* it is the `warcinfo` that a shard begins with: no record */
    str record, text;           /* one line of JSON without its text; the text */
    str block_sha, payload_sha; /* in hexadecimal digits */
};

/* false: the member is not one whole record as the writer makes them. */
bool archive_warc_read(str member, struct archive_warc *warc);

/* Do both digests agree with the block? */
bool archive_warc_sound(const struct archive_warc *warc);

/* The whole record, a line of JSON with its newline, in the arena. `record` was no JSON: nor is
 * this. */
str archive_warc_line(struct arena *arena, const struct archive_warc *warc);

#endif
