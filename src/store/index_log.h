/* index_log: the documents that stand in no segment yet, appended as they come: a file for each
 * generation, so that none is ever copied or cut at its front. */
#ifndef NEWSMILL_STORE_INDEX_LOG_H
#define NEWSMILL_STORE_INDEX_LOG_H

#include "index_file.h"
#include "index_rows.h"

struct index_log {
    const char *dir;
    int fd; /* -1: none is open */
    char name[INDEX_NAME];
    struct index_path path;
    uint8_t *buffer;
    size_t n, room;
    struct fault *fault;
};

void index_log_name(char name[INDEX_NAME], uint64_t first);

/* One that holds no file yet. dir and fault stay the caller's. */
struct index_log index_log_new(const char *dir, struct fault *fault);
void index_log_free(struct index_log *log); /* what is not flushed is lost */

/* Makes the log of the documents from `first` on. */
bool index_log_begin(struct index_log *log, uint64_t first);
/* Goes on with the one that has `bytes`; what it has past them is cut. */
bool index_log_resume(struct index_log *log, uint64_t first, uint64_t bytes);
bool index_log_put(struct index_log *log, uint32_t docno, const struct index_row *row,
                   const uint64_t *keys, const uint16_t *tokens);
/* Writes what is buffered; durable: syncs it too. */
bool index_log_flush(struct index_log *log, bool durable);
/* Flushes and closes. */
bool index_log_end(struct index_log *log);

/* Takes one row; false ends the reading. Texts, keys and tokens are borrowed. */
typedef bool index_log_take(void *context, const struct index_row *row, const uint64_t *keys,
                            const uint16_t *tokens);

/* Gives the first `docs` rows of a log. *bytes: where the last of them ends. false: it is damaged
 * or has fewer, or take() gave false. */
bool index_log_read(const char *dir, uint64_t first, uint64_t docs, index_log_take *take,
                    void *context, uint64_t *bytes, struct fault *fault);

#endif
