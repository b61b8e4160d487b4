/* lock: one run at a time on a folder. The kernel holds it, so that it goes with the process that
 * has it, however that ends. */
#ifndef NEWSMILL_STORE_LOCK_H
#define NEWSMILL_STORE_LOCK_H

#include "disk.h"

enum lock_said { LOCK_TAKEN, LOCK_HELD, LOCK_FAILED };

/* Takes the lock on the file `path`, which is made where there is none, without waiting. *fd is to
 * be closed to let go of it. LOCK_HELD: fault says by whom. */
enum lock_said lock_take(const char *path, int *fd, struct fault *fault);

#endif
