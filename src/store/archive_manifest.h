/* archive_manifest: what may happen only after a commit: finished shards take their names, and the
 * manifest knows them. May be done again with the same rows. */
#ifndef NEWSMILL_STORE_ARCHIVE_MANIFEST_H
#define NEWSMILL_STORE_ARCHIVE_MANIFEST_H

#include "disk.h"

/* rows: of shards, then perhaps of a run (docs/archive.md), a line each; none: nothing is done. */
bool archive_settle(const char *folder, str rows, struct fault *fault);

#endif
