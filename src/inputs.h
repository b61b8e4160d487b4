/* inputs: the next document, whatever input it comes from. */
#ifndef NEWSMILL_INPUTS_H
#define NEWSMILL_INPUTS_H

#include "stage.h"
#include "tracks.h"

struct inputs;

/* configs: a state per reader. NULL: memory is short. */
struct inputs *inputs_new(void *const *configs);
void inputs_free(struct inputs *inputs); /* NULL is allowed */

/* Adds a path (bytes NULL), or bytes in memory that stay where they are. false: memory is short. */
bool inputs_add(struct inputs *inputs, const char *name, const void *bytes, size_t n);

/* Files that come next may be opened by other threads from now on. false: memory is short. */
bool inputs_look_ahead(struct inputs *inputs);
/* Any other thread: opens one of them. false: there is none. */
bool inputs_work_ahead(struct inputs *inputs);

/* Inputs are tracked from now on: what is done is passed over. */
void inputs_track(struct inputs *inputs, struct tracks *tracks);
/* Of the document given last; and whether it was counted before, so that it goes no further. */
struct track_at inputs_at(const struct inputs *inputs, bool *passed);

/* READER_DOC: doc is filled (an input that cannot be opened is a failed document). */
enum reader_said inputs_next(struct inputs *inputs, struct doc *doc, struct run *run);

/* Bytes of the input files used so far, and in all (0: not known). */
void inputs_count(const struct inputs *inputs, uint64_t *used, uint64_t *total);

#endif
