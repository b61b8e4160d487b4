/* read_warc: the reader of WARC files, 0.17 to 1.1. */
#ifndef NEWSMILL_READ_READ_WARC_H
#define NEWSMILL_READ_READ_WARC_H

#include "../stage.h"
#include "warc_record.h"

extern const struct reader reader_warc;

/* How many records of each type were met so far; WARC_TYPES numbers. state: the reader's. */
const uint64_t *warc_counts(const void *state);

#endif
