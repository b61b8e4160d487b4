/* archive_runs: which runs left something in an archive, by the names of its files. */
#ifndef NEWSMILL_STORE_ARCHIVE_RUNS_H
#define NEWSMILL_STORE_ARCHIVE_RUNS_H

#include "disk.h"

/* The highest running number in the names of shards, finished or not; 0: there are none, or no such
 * folder. false: the folder cannot be read, fault says why. */
bool archive_last_run(const char *folder, uint64_t *run, struct fault *fault);

#endif
