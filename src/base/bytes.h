/* bytes: memory that grows without an arena, for what lives longer than a document. */
#ifndef NEWSMILL_BASE_BYTES_H
#define NEWSMILL_BASE_BYTES_H

#include "str.h"

struct bytes { /* zero at first */
    char *p;
    size_t n, room;
};

/* false: memory is short, and nothing has changed. */
bool bytes_room(struct bytes *bytes, size_t more);
bool bytes_put(struct bytes *bytes, const void *p, size_t n);
void bytes_free(struct bytes *bytes); /* it is empty after it, and may be used again */

static inline str bytes_text(const struct bytes *bytes)
{
    return (str){bytes->p, bytes->n};
}

#endif
