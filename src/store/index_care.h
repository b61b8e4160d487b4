/* index_care: what a person does with an index that no run has open. */
#ifndef NEWSMILL_STORE_INDEX_CARE_H
#define NEWSMILL_STORE_INDEX_CARE_H

#include "index.h"

enum care_said {
    CARE_DONE,
    CARE_NONE,    /* there is no index */
    CARE_DAMAGED, /* what is there is not what was written */
    CARE_LOCKED,  /* another process has it */
    CARE_FAILED,  /* memory, disk */
};

/* What the manifest says. */
struct index_report {
    uint64_t docs, logged;          /* that were ever added; of them in the log */
    uint64_t near_docs, exact_docs; /* within their windows: found by keys, by exact hashes */
    uint64_t segments, keys, bytes; /* files of segments; keys in them; bytes of all files */
    uint64_t window, exact_window;
    int64_t latest;
};

/* Each: unless it is CARE_DONE, error (size bytes) says why. Only stat takes no lock: it reads the
 * manifest, and so sees one state of the index. */
enum care_said index_stat(const char *dir, struct index_report *report, char *error, size_t size);

/* Reads every byte: manifest, segments, the log as far as it counts; up to the first damage. */
enum care_said index_verify(const char *dir, struct index_report *report, char *error, size_t size);

/* Removes segments whose last document was seen longer than its window before `now`. */
enum care_said index_expire(const char *dir, int64_t now, char *error, size_t size);

/* Removes all files of an index, and its folder when nothing else is in it; there need be none. */
enum care_said index_remove(const char *dir, char *error, size_t size);
/* Puts the index `by` into the place of another, which may be damaged, or missing; its folder is
 * gone then. */
enum care_said index_replace(const char *dir, const char *by, char *error, size_t size);

#endif
