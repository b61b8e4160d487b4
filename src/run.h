/* run: what the loop gives to stages and readers. */
#ifndef NEWSMILL_RUN_H
#define NEWSMILL_RUN_H

#include "doc.h"

struct run;

/* Options of the run itself that stages and readers may ask for. */
struct run_config {
    uint64_t jobs;        /* 0: one for each processor */
    uint64_t limit;       /* 0: none */
    uint64_t page_bytes;  /* most bytes of a page, decoded */
    uint64_t page_memory; /* most memory of the parser for a page */
    const char *as;       /* reader to use; NULL: by first bytes */
    const char *share;    /* folder of the rules */
    bool dry_run;
    bool timings; /* measure them */
};
const struct run_config *run_config(const struct run *run);

/* The whole run is broken: keeps the first message (one line) and the exit code 3. Always false,
 * so that a stage can `return run_fail(...)`. Any thread. */
bool run_fail(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with exit code 2: what the user asked for makes no sense. */
bool run_misused(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The whole of a file that the user named or that belongs to the program, in `arena`. false: it
 * cannot be read, or has more than `most` bytes, and run_misused() said so. */
bool run_read(struct run *run, struct arena *arena, const char *path, size_t most, str *text);

/* Part of an input could not be read: counted and said as a warning with source and offset. The
 * run goes on and will end with exit code 1. Readers only. */
void run_damage(struct run *run, str source, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A record that holds no page (WARC request, metadata ...): counted. Readers only. */
void run_skip(struct run *run);

/* A note for a person, not an error. Main thread only: open, close, stages in order, readers. */
void run_note(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
