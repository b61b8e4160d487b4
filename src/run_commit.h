/* run_commit: what a run keeps between its runs, and when it becomes real. */
#ifndef NEWSMILL_RUN_COMMIT_H
#define NEWSMILL_RUN_COMMIT_H

#include "mill.h"

/* Before the stages are opened: where options ask for state, takes its lock and reads the last
 * commit. false: run_fail() or its like said why. */
bool keep_open(struct newsmill *mill);
/* After they were opened: the counts go on, and the run's first commit is made. */
bool keep_start(struct newsmill *mill);

/* The document was counted. */
void keep_count(struct newsmill *mill, const struct newsmill_doc *place);
/* Between two documents: is it time for a commit? */
bool keep_is_due(const struct newsmill *mill);
/* ends: no document comes after it. */
bool keep_commit(struct newsmill *mill, bool ends);

/* Lets go of the lock; what was not committed is lost. */
void keep_close(struct newsmill *mill);

#endif
