/* scratch: an arena for one piece of work of the store, and the way out of it. */
#ifndef NEWSMILL_STORE_SCRATCH_H
#define NEWSMILL_STORE_SCRATCH_H

#include "disk.h"

/* Gives what the work gives, and lets go of the arena; short of memory it ends there, and that is
 * the fault. What is open then is owned by the arena, or stands in the context. */
typedef bool scratch_work(void *context, struct arena *scratch, struct fault *fault);
bool scratch_do(scratch_work *work, void *context, struct fault *fault);

#endif
