/* index_segments: the segments of an index, two lists of files in order of docnos: cut from
 * generations, merged by counts alone, gone when the last document in one is past its window. */
#ifndef NEWSMILL_STORE_INDEX_SEGMENTS_H
#define NEWSMILL_STORE_INDEX_SEGMENTS_H

#include "index_part.h"
#include "index_tally.h"

struct index_parts {
    struct index_part *items;
    size_t n, room;
};

struct index_segments {
    const char *dir;
    struct fault *fault;
    uint64_t docs;                 /* of the smallest segment */
    uint64_t windows[INDEX_KINDS]; /* seconds; 0: for ever */
    struct index_parts kinds[INDEX_KINDS];
    struct index_parts retired; /* no longer used, but named by the manifest: not mapped */
};

void segments_free(struct index_segments *segments);

/* Maps one that the manifest names. */
bool segments_open(struct index_segments *segments, const struct index_part_facts *facts);
/* Makes segments of a generation, and merges those that are due. */
bool segments_cut(struct index_segments *segments, const struct index_memory *memory,
                  int64_t earliest, int64_t latest);
/* Retires what was seen longer than its window before `latest`. */
bool segments_expire(struct index_segments *segments, int64_t latest);

/* ---- look-ups ---- */

/* Counts the latest holders of n keys; counts[i] of key i are there already, INDEX_HOLDERS at most
 * are there then. */
void segments_holders(const struct index_segments *segments, const uint64_t *keys, uint8_t *counts,
                      size_t n, struct index_tally *tally);
bool segments_exact(const struct index_segments *segments, enum index_exact exact,
                    struct hash128 hash, uint32_t *docno, struct index_row *row);
/* The part that holds a document; NULL: it is past its window. */
const struct index_part *segments_part(const struct index_segments *segments, enum index_kind kind,
                                       uint64_t docno);

#endif
