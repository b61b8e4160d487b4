/* workers: threads for the stages that depend on the document alone; documents come out in the
 * order in which they went in, so that the output is the same for any number of threads. */
#ifndef NEWSMILL_WORKERS_H
#define NEWSMILL_WORKERS_H

#include "mill.h"

struct workers;

/* jobs: with the caller's thread, which helps. NULL: memory or threads are short. */
struct workers *workers_new(struct newsmill *mill, size_t jobs);
void workers_free(struct workers *workers); /* waits for the threads; NULL is allowed */

/* A free place to read the next document into; NULL when the ring is full, or holds as many bytes
 * as may be read ahead. */
struct newsmill_doc *workers_place(struct workers *workers);
/* The place now holds a document. */
void workers_give(struct workers *workers);

/* Works on one of the documents that wait, in the caller's thread. false: the oldest is done, or
 * none waits. */
bool workers_help(struct workers *workers, struct arena *scratch);

/* The oldest document, once it is done; NULL when there is none at all. It stays the caller's
 * until workers_release(). */
struct newsmill_doc *workers_take(struct workers *workers);
void workers_release(struct workers *workers, struct newsmill_doc *place);

#endif
