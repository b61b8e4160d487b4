/* index_state: what an index holds; index.c answers from it, index_folder.c makes it last: it knows
 * nothing of index.c, but that documents which the logs give again are added by it. */
#ifndef NEWSMILL_STORE_INDEX_STATE_H
#define NEWSMILL_STORE_INDEX_STATE_H

#include "index_log.h"
#include "index_manifest.h"
#include "index_segments.h"

struct index {
    struct index_config config;
    struct fault fault;
    struct index_memory *young; /* the generation that is added to */
    struct index_tally tally;
    uint8_t *counts; /* of each key of a look-up */
    size_t count_room;

    /* in memory alone */
    struct index_memory *old; /* the generation before; NULL in the first */

    /* in a folder */
    char *dir; /* NULL: in memory alone */
    int lock;
    bool claimed;       /* INDEX_CLAIM is ours */
    struct arena arena; /* of reading and writing the manifest */
    jmp_buf way_out;
    char *made_with;
    bool anew; /* the manifest says so */
    struct index_segments segments;
    struct index_log log;
    bool replaying;    /* what is added stands in the log already */
    int64_t latest;    /* seen, of all documents */
    int64_t times[2];  /* earliest and latest seen of the young generation */
    uint64_t synced;   /* documents at the last sync */
    uint64_t named;    /* the manifest's documents: log files before them are settled */
    uint64_t settled;  /* documents that a commit has named; of a run with state the manifest may
                        * name fewer, as if it had been killed before it was written */
    uint64_t unsynced; /* first document of the first log that may not be durable */
};

/* False, and index_error() says it; the first time counts. */
bool index_fail(struct index *index, const char *why);

/* Opens the folder of index->dir: lock, manifest, segments, log. */
bool index_folder_open(struct index *index, uint64_t committed, index_log_take *add, bool *locked);
void index_folder_close(struct index *index);
/* Writes a document to the log. */
bool index_folder_add(struct index *index, const struct index_row *row, const uint64_t *keys,
                      const uint16_t *tokens);
/* The young generation is full: it becomes segments. */
bool index_folder_cut(struct index *index);

#endif
