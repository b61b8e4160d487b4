/* counted: hashes of the documents that were counted, each with the source it came from: when a
 * source is read from its start once more, because it is another text now, what stood in it before
 * is told by them. A file that only grows; docs/archive.md describes it. */
#ifndef NEWSMILL_STORE_COUNTED_H
#define NEWSMILL_STORE_COUNTED_H

#include "append.h"

struct counted;

/* The file `path` as far as the last commit knows it. NULL: fault says why. */
struct counted *counted_open(const char *path, const struct append_place *committed,
                             struct fault *fault);
void counted_close(struct counted *counted); /* NULL is allowed */

uint64_t counted_length(const struct counted *counted);
bool counted_put(struct counted *counted, uint64_t source, uint64_t document, struct fault *fault);
/* *place is what the commit is to know. */
bool counted_commit(struct counted *counted, struct append_place *place, struct fault *fault);

/* Had the source documents when the file was opened? */
bool counted_has_source(const struct counted *counted, uint64_t source);
/* From now on counted_has() speaks of the documents of that source in the first `length` bytes. */
bool counted_load(struct counted *counted, uint64_t source, uint64_t length, struct fault *fault);
bool counted_has(const struct counted *counted, uint64_t document);

#endif
