/* run: what the loop gives to stages and readers. */
#ifndef NEWSMILL_RUN_H
#define NEWSMILL_RUN_H

#include "doc.h"

struct run;

/* The whole run is broken: keeps the first message (one line) and the exit code 3. Always false,
 * so that a stage can `return run_fail(...)`. */
bool run_fail(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Part of an input could not be read: counted, said as a warning with source and offset, ledgered.
 * The run goes on and will end with exit code 1. Readers only. */
void run_damage(struct run *run, str source, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A record that holds no page (WARC request, metadata ...): counted. Readers only. */
void run_skip(struct run *run);

/* A note for a person, not an error. Main thread only. */
void run_note(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Options of the run itself that stages may ask for. */
const struct run_config *run_config(const struct run *run);
struct run_config {
    uint64_t jobs;
    uint64_t limit;
    uint64_t page_bytes;  /* most bytes of a page, decoded */
    uint64_t page_memory; /* most memory of the parser for a page */
    const char *as;       /* reader to use, NULL: by first bytes */
    bool dry_run;
};

#endif
