/* mill: what a handle holds. Only run.c, workers.c, inputs.c and view.c look inside. */
#ifndef NEWSMILL_MILL_H
#define NEWSMILL_MILL_H

#include <pthread.h>
#include <stdatomic.h>

#include "outputs.h"
#include "run.h"
#include "stage.h"
#include "timings.h"
#include "tracks.h"

enum { MESSAGE_SIZE = 512, MOST_JOBS = 256 };

/* Memory that is kept for the pages to come, for each thread: nearly all fit. */
enum { POOL_EACH = 16 << 20 };

/* What stages see of the run, through run.h. */
struct run {
    struct run_config config;
    struct newsmill_counts counts;
    newsmill_hear *hear;
    void *hear_context;
    pthread_mutex_t lock; /* guards the two below: pure stages fail on any thread */
    char message[MESSAGE_SIZE];
    int exit_code;
    struct keep *keep;       /* run_commit.c; NULL: no state is kept */
    bool passing;            /* what is read was counted before: nothing is said of it */
    uint64_t works, options; /* hashes: of rules and model, of options that decide what comes out */
    char today[11];
    struct outputs outputs;
};

/* A document and its memory: a place in the ring of workers.c. */
struct newsmill_doc {
    struct doc doc;
    struct arena arena;
    struct newsmill *mill;
    struct track_at at;            /* where it stands among the inputs */
    struct newsmill_counts counts; /* of reading, when it was read */
    bool done;                     /* all pure stages are done with it */
};

struct newsmill {
    struct run run;
    struct arena memory; /* options, states: as long as the handle */
    jmp_buf way_out;
    void **stage_states;
    void **reader_configs;
    struct fetch_config *fetch_config;
    bool fetch_failed; /* some URL could not be fetched */
    size_t opened;     /* stages opened so far */
    bool started, closed;
    int said; /* NEWSMILL_END, _FAILED or _INTERRUPTED once it was given back */
    atomic_bool interrupted;
    uint64_t tally[WHY_COUNT];
    struct timing *timings;
    struct arena_pool pool; /* memory of pages that are done, for those to come */
    struct arena scratch;   /* of the main thread */
    struct inputs *inputs;
    struct workers *workers;
    struct newsmill_doc *given; /* by the last newsmill_next() */
};

/* Calls all pure stages on a document, or those in order. false: the run is broken. */
bool mill_run_stages(struct newsmill *mill, struct newsmill_doc *place, bool in_order,
                     struct arena *scratch);

/* Closes the stages that are open, last to first: commits, or takes back. false: not committed. */
bool mill_close_stages(struct newsmill *mill, bool whole);

/* The run is broken, and ends with that code. Always false. */
bool run_end_as(struct run *run, int exit_code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bool run_is_broken(struct run *run);

#endif
