/* index_file: the files of the index's folder: written from front to end under a name that nothing
 * refers to yet, then only mapped and read. */
#ifndef NEWSMILL_STORE_INDEX_FILE_H
#define NEWSMILL_STORE_INDEX_FILE_H

#include <limits.h>

#include "disk.h"

enum { INDEX_NAME = 64, INDEX_OUT_BUFFER = 1 << 18 };

/* A file of the folder: room for its path, made where it is needed. */
struct index_path {
    char text[PATH_MAX];
};
struct index_path index_path(const char *dir, const char *name);

/* Is it the name of a log or a segment: LETTERS-0000000000, and perhaps another number? *first: its
 * number. */
bool index_file_numbered(const char *name, uint64_t *first, bool *log);

/* ---- writing ---- */

struct index_out {
    int fd;
    struct index_path path;
    struct fault *fault;
    uint8_t *buffer;
    size_t n;    /* in the buffer */
    uint64_t at; /* of the buffer's first byte in the file */
    bool failed;
};

/* Makes the file, or empties it: only for names that the manifest does not hold. */
bool index_out_open(struct index_out *out, const char *dir, const char *name, struct fault *fault);
void index_out_put(struct index_out *out, const void *p, size_t n);
static inline void index_out_put_row(struct index_out *out, uint64_t row)
{
    if (INDEX_OUT_BUFFER - out->n <= sizeof row) {
        index_out_put(out, &row, sizeof row);
        return;
    }
    memcpy(out->buffer + out->n, &row, sizeof row);
    out->n += sizeof row;
}
uint64_t index_out_at(const struct index_out *out);
/* Fills up to a multiple of eight bytes, so that what follows may be read where it is mapped. */
void index_out_align(struct index_out *out);
/* Writes n bytes over the first ones of the file, and closes it; not synced. false: the disk is
 * full ...; the file is of no use then. Lets go of everything in either case. */
bool index_out_close(struct index_out *out, const void *head, size_t n);

/* ---- reading ---- */

/* A file as it is mapped; {NULL, 0} when it is not. */
struct index_map {
    const uint8_t *p;
    size_t n;
};

bool index_map_open(struct index_map *map, const char *dir, const char *name, struct fault *fault);
void index_map_close(struct index_map *map);
/* It will be read from front to end: look-ups touch a few pages far apart instead. */
void index_map_whole(const struct index_map *map, bool whole);

/* ---- lasting ---- */

bool index_file_sync(const char *dir, const char *name, struct fault *fault);

#endif
