/* index_claim: who goes on with what the logs hold past the manifest. A run that keeps state names
 * documents in its own commit before the manifest does; killed between the two, it takes them from
 * the logs when it is started again. Until then nobody else may add: they would be cut. So such a
 * run leaves its folder's name, as it is reached from there, in the index while it works. */
#ifndef NEWSMILL_STORE_INDEX_CLAIM_H
#define NEWSMILL_STORE_INDEX_CLAIM_H

#include "index_file.h"

#define INDEX_CLAIM "claim"

/* May a run with that state (its real path; NULL: it keeps none) add to the index in dir? `end` is
 * the place in the log `first` behind the last document that the manifest names. false: documents
 * of another one wait there, or an error; *waits tells which. */
bool index_claim_check(const char *dir, const char *state, uint64_t first, uint64_t end,
                       bool *waits, struct fault *fault);
bool index_claim_put(const char *dir, const char *state, struct fault *fault);
bool index_claim_remove(const char *dir, struct fault *fault);

#endif
