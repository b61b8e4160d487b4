/* run: what the loop gives to stages and readers. */
#ifndef NEWSMILL_RUN_H
#define NEWSMILL_RUN_H

#include "base/option.h"
#include "doc.h"

struct run;

/* Options of the run itself that stages and readers may ask for. */
struct run_config {
    uint64_t jobs;        /* 0: one for each processor */
    uint64_t limit;       /* 0: none */
    uint64_t page_bytes;  /* most bytes of a page, decoded */
    uint64_t page_memory; /* most memory of the parser for a page */
    const char *output;   /* where records go; NULL: nowhere */
    const char *state;    /* folder; NULL: beside an output that is a folder, else none */
    const char *date;     /* of the run; NULL: today's */
    uint64_t commit_ms;
    const char *as;          /* reader to use; NULL: by first bytes */
    const char *share;       /* folder of the rules */
    const char *index;       /* folder of the near-duplicate index; NULL: none */
    struct text_list fields; /* NAME=MEMBER: what members of records are */
    bool dedup;              /* in this run alone */
    bool given;              /* inputs are clean texts */
    bool dry_run;
    bool timings; /* measure them */
};
const struct run_config *run_config(const struct run *run);

/* The whole run is broken: keeps the first message (one line) and the exit code 3. Always false,
 * so that a stage can `return run_fail(...)`. Any thread. */
bool run_fail(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with exit code 2: what the user asked for makes no sense. */
bool run_misused(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with exit code 4: another process holds what the run needs. */
bool run_locked(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The whole of a file that the user named or that belongs to the program, in `arena`. false: it
 * cannot be read, or has more than `most` bytes, and run_misused() said so. */
bool run_read(struct run *run, struct arena *arena, const char *path, size_t most, str *text);

/* What decides the records beside the options: a text of rules, a model. run_read() says it. */
void run_worked_by(struct run *run, str text);

/* Part of an input could not be read: counted and said as a warning with source and offset. The
 * run goes on and will end with exit code 1. Readers only. */
void run_damage(struct run *run, str source, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* In open() only: a file or folder that the run writes, and does not read where it stands in a
 * folder that is read. The path is borrowed for the life of the run; NULL and "-" are none. */
void run_writes(struct run *run, const char *path);

/* A record that holds no page (WARC request, metadata ...): counted. Readers only. */
void run_skip(struct run *run);

/* ---- runs that keep state between them: newsmill.h, "state" ---- */

bool run_keeps_state(const struct run *run);
/* Threads that may work on documents: as many as the option "jobs" says, or as there are
 * processors. */
size_t run_jobs(const struct run *run);
/* The folder of the state, without a slash at its end; NULL: none is kept. */
const char *run_state_folder(const struct run *run);
/* A row of the last commit: in open() that of the run before, or of this one before it was
 * interrupted; in settle() the one that was just made. Empty: there is none. Holds until the next
 * commit. */
str run_committed(const struct run *run, const char *key);
/* In commit() only: adds a row. Keys are words, by habit NAME-OF-STAGE-WHAT; a value is any bytes,
 * and is copied. */
void run_commit_row(struct run *run, const char *key, str value);
void run_commit_number(struct run *run, const char *key, uint64_t number);
/* Of a file that only grows (store/append.h): the two for how far it is. */
struct append_place;
struct append_place run_committed_place(const struct run *run, const char *name);
void run_commit_place(struct run *run, const char *name, const struct append_place *place);
/* In commit() and settle(): no document comes after this commit, all inputs are read. */
bool run_ends(const struct run *run);
/* Running number of the run and the day it began, "2026-11-22", which a resumed run goes on with;
 * 0 and the day of today (or of the option "date") without state. */
uint64_t run_number(const struct run *run);
const char *run_date(const struct run *run);

/* A note for a person, not an error. Main thread only: open, close, stages in order, readers. */
void run_note(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
