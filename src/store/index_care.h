/* index_care: what a person does with an index that no run has open. */
#ifndef NEWSMILL_STORE_INDEX_CARE_H
#define NEWSMILL_STORE_INDEX_CARE_H

#include "index.h"

/* What the manifest says. */
struct index_report {
    uint64_t docs, logged;          /* that count: ever; of them in the log */
    uint64_t near_docs, exact_docs; /* within their windows: found by keys, by exact hashes */
    uint64_t segments, keys, bytes; /* files of segments; keys in them; bytes of all files */
    uint64_t window, exact_window;
    int64_t latest;
};

/* These take no lock: they read the manifest, and see one state of it. */
bool index_stat(const char *dir, struct index_report *report, char *error, size_t size);

/* Reads every byte: manifest, segments, the log as far as it counts. false: error says what is
 * damaged first, or *locked. */
bool index_verify(const char *dir, struct index_report *report, bool *locked, char *error,
                  size_t size);

/* Removes segments whose last document was seen longer than its window before `now`. */
bool index_expire(const char *dir, int64_t now, bool *locked, char *error, size_t size);

#endif
