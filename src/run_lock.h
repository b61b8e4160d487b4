/* run_lock: where a run keeps its state, and the locks that keep other runs away meanwhile. */
#ifndef NEWSMILL_RUN_LOCK_H
#define NEWSMILL_RUN_LOCK_H

#include "mill.h"

enum { RUN_LOCKS = 2 }; /* of the state, and of an archive whose state lies elsewhere */

/* The folder of the state; NULL: none is asked for. */
const char *run_lock_state(struct newsmill *mill);

/* Takes them; fds of those that are not taken are -1. false: run_fail() or its like said why. */
bool run_lock_take(struct newsmill *mill, const char *state, int fds[RUN_LOCKS]);

#endif
