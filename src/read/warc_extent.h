/* warc_extent: how far a record reaches, when its Content-Length is right and when it is not. */
#ifndef NEWSMILL_READ_WARC_EXTENT_H
#define NEWSMILL_READ_WARC_EXTENT_H

#include "in.h"
#include "warc_record.h"

struct warc_extent {
    size_t block;       /* bytes of the block that can be shown */
    uint64_t skip;      /* bytes from the record's begin to what follows it */
    bool whole;         /* the block is all there, as far as can be known */
    bool large;         /* more than can be shown at once: the end was not seen */
    const char *damage; /* a constant text, or NULL */
};

/* The record begins at the next byte of `in`. Looks at no more than `most` bytes (or one chunk
 * more), and uses nothing up. */
struct warc_extent warc_measure(struct in *in, const struct warc_record *record, uint64_t most);

/* Uses up n bytes of a block that is too large to be shown, or fewer when another record begins
 * in it, behind an empty line: then its Content-Length was wrong, and false comes back. */
bool warc_pass_over(struct in *in, uint64_t n);

/* Uses up bytes until a record begins, or until damage or the end. At least one, if there is one.
 */
void warc_search(struct in *in);

#endif
