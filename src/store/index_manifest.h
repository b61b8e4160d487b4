/* index_manifest: the file that names all that counts in the index's folder. */
#ifndef NEWSMILL_STORE_INDEX_MANIFEST_H
#define NEWSMILL_STORE_INDEX_MANIFEST_H

#include "index_part.h"

#define INDEX_MANIFEST "MANIFEST"

struct index_manifest {
    str made_with;
    uint64_t segment_docs;
    uint64_t windows[INDEX_KINDS]; /* of the last run, in seconds */
    uint64_t docs;                 /* that count: in segments, expired, or in the log */
    int64_t latest;                /* seen, of all there ever were */
    bool anew; /* it took another's place: counts that commits named before mean nothing */
    struct index_part_facts *parts;
    size_t part_count;
};

/* Documents before this one stand in segments, the others in logs. */
uint64_t index_manifest_covered(const struct index_manifest *manifest);

/* *there: whether there is one. false: it is damaged, or cannot be read. */
bool index_manifest_read(struct arena *arena, const char *dir, struct index_manifest *manifest,
                         bool *there, struct fault *fault);
/* Replaces it: true means that all it names is what counts. */
bool index_manifest_write(struct arena *arena, const char *dir,
                          const struct index_manifest *manifest, struct fault *fault);

#endif
