/* archive_manifest: what may happen only after a commit: finished shards take their names, and the
 * manifest knows them. May be done again with the same rows. */
#ifndef NEWSMILL_STORE_ARCHIVE_MANIFEST_H
#define NEWSMILL_STORE_ARCHIVE_MANIFEST_H

#include "disk.h"

/* rows: of shards, a line each (docs/archive.md); run: the line of a run that has ended. Neither:
 * nothing is done. */
bool archive_settle(const char *folder, str rows, str run, struct fault *fault);

#endif
