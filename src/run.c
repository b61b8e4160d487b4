/* run: the loop. It reads a document, takes it through the stages, counts what became of it, and
 * ends. Order, failure and counting are decided here and nowhere else. */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "inputs.h"
#include "mill.h"
#include "read/fetch.h"
#include "run_commit.h"
#include "workers.h"

enum { EXIT_MISUSED = 2, EXIT_UNFINISHED = 3, EXIT_LOCKED = 4, EXIT_INTERRUPTED = 5 };
enum { SOURCE_SHOWN = 400, PLACE_SIZE = 40 }; /* bytes in a message */

/* ---- what stages and readers are given (run.h) ---- */

const struct run_config *run_config(const struct run *run)
{
    return &run->config;
}

static void fail_as(struct run *run, int exit_code, const char *format, va_list list)
{
    pthread_mutex_lock(&run->lock);
    if (!run->message[0]) {
        vsnprintf(run->message, sizeof run->message, format, list);
        run->exit_code = exit_code;
    }
    pthread_mutex_unlock(&run->lock);
}

bool run_fail(struct run *run, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    fail_as(run, EXIT_UNFINISHED, format, list);
    va_end(list);
    return false;
}

bool run_misused(struct run *run, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    fail_as(run, EXIT_MISUSED, format, list);
    va_end(list);
    return false;
}

bool run_locked(struct run *run, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    fail_as(run, EXIT_LOCKED, format, list);
    va_end(list);
    return false;
}

bool run_end_as(struct run *run, int exit_code, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    fail_as(run, exit_code, format, list);
    va_end(list);
    return false;
}

bool run_is_broken(struct run *run)
{
    bool broken;

    pthread_mutex_lock(&run->lock);
    broken = run->message[0] != '\0';
    pthread_mutex_unlock(&run->lock);
    return broken;
}

static void say(struct run *run, int level, const char *line)
{
    if (run->hear)
        run->hear(run->hear_context, level, line);
}

/* How many bytes of a source a message shows. */
static int shown(str source)
{
    return (int)(source.n < SOURCE_SHOWN ? source.n : SOURCE_SHOWN);
}

void run_damage(struct run *run, str source, uint64_t offset, const char *format, ...)
{
    char what[MESSAGE_SIZE], line[2 * MESSAGE_SIZE];
    va_list list;

    if (run->passing)
        return;
    va_start(list, format);
    vsnprintf(what, sizeof what, format, list);
    va_end(list);
    snprintf(line, sizeof line, "%.*s: at byte %llu: %s", shown(source), source.p,
             (unsigned long long)offset, what);
    run->counts.damaged++;
    say(run, NEWSMILL_WARNING, line);
}

void run_skip(struct run *run)
{
    run->counts.skipped += !run->passing;
}

void run_note(struct run *run, const char *format, ...)
{
    char line[MESSAGE_SIZE];
    va_list list;

    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    say(run, NEWSMILL_NOTE, line);
}

/* ---- the loop ---- */

/* Last to first: the output is in place before what is remembered of it. */
bool mill_close_stages(struct newsmill *mill, bool whole)
{
    while (mill->opened) {
        size_t i = --mill->opened;
        if (stages[i]->close && !stages[i]->close(mill->stage_states[i], &mill->run, whole))
            whole = false;
    }
    return whole;
}

size_t run_jobs(const struct run *run)
{
    long processors;

    if (run->config.jobs)
        return (size_t)run->config.jobs;
    processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > MOST_JOBS ? MOST_JOBS : (size_t)processors;
}

static bool start(struct newsmill *mill)
{
    size_t jobs;

    if (mill->started)
        return true;
    mill->started = true;
    for (size_t i = 0; i < reader_count; i++)
        if (readers[i]->check && !readers[i]->check(mill->reader_configs[i], &mill->run))
            return false;
    if (!mill->run.keep && !keep_open(mill)) /* fetching may have opened it */
        return false;
    while (mill->opened < stage_count) {
        size_t i = mill->opened++;
        if (stages[i]->open && !stages[i]->open(mill->stage_states[i], &mill->run))
            return false;
    }
    if (!keep_start(mill))
        return false;
    jobs = run_jobs(&mill->run);
    if (jobs > 1 && !inputs_look_ahead(mill->inputs))
        return run_fail(&mill->run, "out of memory");
    mill->workers = workers_new(mill, jobs);
    return mill->workers || run_fail(&mill->run, "out of memory, or no more threads");
}

/* Reads the next document into its place, with the place's arena as way out. */
static enum reader_said read_into(struct newsmill *mill, struct newsmill_doc *place)
{
    const struct run_config *config = &mill->run.config;
    jmp_buf way_out;

    place->arena.ceiling = config->page_memory + 4 * config->page_bytes;
    place->arena.escape = &way_out;
    if (setjmp(way_out)) {
        run_fail(&mill->run, "out of memory while reading");
        return READER_BROKEN;
    }
    for (;;) {
        enum reader_said said;
        bool passed;

        doc_init(&place->doc, &place->arena, NULL);
        said = inputs_next(mill->inputs, &place->doc, &mill->run);
        place->at = inputs_at(mill->inputs, &passed);
        place->counts = mill->run.counts;
        if (said != READER_DOC || !passed)
            return said;
        arena_reset(&place->arena);
    }
}

static enum reader_said read_timed(struct newsmill *mill, struct newsmill_doc *place)
{
    uint64_t start;
    enum reader_said said;

    if (!mill->run.config.timings)
        return read_into(mill, place);
    start = timing_now();
    said = read_into(mill, place);
    timing_add(&mill->timings[TIMING_READ], start, true);
    return said;
}

/* Reads ahead as far as there are places. */
static void read_ahead(struct newsmill *mill, bool *more)
{
    struct newsmill_doc *place;

    while (*more && (place = workers_place(mill->workers))) {
        if (mill->run.config.limit && mill->run.counts.read >= mill->run.config.limit) {
            *more = false;
        } else if (read_timed(mill, place) == READER_DOC) {
            mill->run.counts.read++;
            workers_give(mill->workers);
        } else {
            arena_reset(&place->arena);
            *more = false;
        }
    }
}

/* Where it stands and what is wrong with it; details of JSON name the line themselves. */
static void say_failed(struct run *run, const struct doc *doc)
{
    char line[2 * MESSAGE_SIZE], place[PLACE_SIZE] = "";
    str what = doc->detail.n ? doc->detail : str_of(reason_rows[doc->why].sentence);

    if (doc->offset && !doc->line)
        snprintf(place, sizeof place, "at byte %llu: ", (unsigned long long)doc->offset);
    snprintf(line, sizeof line, "%.*s: %s%.*s", shown(doc->source), doc->source.p, place,
             (int)what.n, what.p);
    say(run, NEWSMILL_WARNING, line);
}

static void count(struct newsmill *mill, const struct doc *doc)
{
    struct newsmill_counts *counts = &mill->run.counts;

    mill->tally[doc->why]++;
    switch (reason_rows[doc->why].outcome) {
    case OUTCOME_KEPT:
        counts->kept++;
        break;
    case OUTCOME_DUPLICATE:
        counts->duplicate++;
        break;
    case OUTCOME_REJECTED:
        counts->rejected++;
        break;
    default:
        counts->failed++;
        break;
    }
    if (reason_rows[doc->why].outcome == OUTCOME_FAILED)
        say_failed(&mill->run, doc);
}

static bool counts_add_up(struct newsmill *mill)
{
    const struct newsmill_counts *counts = &mill->run.counts;

    if (counts->read == counts->kept + counts->duplicate + counts->rejected + counts->failed)
        return true;
    return run_fail(&mill->run, "the counts do not add up: this is a bug");
}

void newsmill_interrupt(newsmill *mill)
{
    atomic_store(&mill->interrupted, true);
}

/* Stopped by a signal: what is committed stays, what is not is taken back. */
static int stop(struct newsmill *mill)
{
    bool kept = mill->run.keep != NULL;

    workers_free(mill->workers);
    mill->workers = NULL;
    if (mill->started && !run_is_broken(&mill->run))
        keep_commit(mill, false);
    mill_close_stages(mill, false);
    keep_close(mill);
    mill->said = run_is_broken(&mill->run) ? NEWSMILL_FAILED : NEWSMILL_INTERRUPTED;
    if (mill->said == NEWSMILL_INTERRUPTED)
        run_end_as(&mill->run, EXIT_INTERRUPTED,
                   kept ? "interrupted: the same command goes on from here"
                        : "interrupted: nothing was written");
    return mill->said;
}

/* The end, good or bad: outputs are committed only when all went well. */
static int finish(struct newsmill *mill)
{
    bool whole = !run_is_broken(&mill->run) && counts_add_up(mill);

    workers_free(mill->workers); /* they use the stages' states */
    mill->workers = NULL;
    whole = whole && keep_commit(mill, true);
    whole = mill_close_stages(mill, whole) && whole;
    if (!mill->fetch_config->hold) /* else what was fetched is settled under the same lock */
        keep_close(mill);
    mill->said = whole ? NEWSMILL_END : NEWSMILL_FAILED;
    return mill->said;
}

static struct newsmill_doc *next_done(struct newsmill *mill)
{
    bool more = true;
    struct newsmill_doc *place;

    do
        read_ahead(mill, &more);
    while (!run_is_broken(&mill->run) && workers_help(mill->workers, &mill->scratch));
    if (run_is_broken(&mill->run))
        return NULL;
    place = workers_take(mill->workers);
    if (!place || run_is_broken(&mill->run) || !mill_run_stages(mill, place, true, &mill->scratch))
        return NULL;
    count(mill, &place->doc);
    keep_count(mill, place);
    return place;
}

int newsmill_next(newsmill *mill, const newsmill_doc **doc)
{
    if (mill->said)
        return mill->said;
    if (mill->given)
        workers_release(mill->workers, mill->given);
    mill->given = NULL;
    if (atomic_load(&mill->interrupted))
        return stop(mill);
    if (mill->workers && keep_is_due(mill))
        keep_commit(mill, false);
    if (!run_is_broken(&mill->run) && start(mill))
        mill->given = next_done(mill);
    if (!mill->given)
        return finish(mill);
    *doc = mill->given;
    return NEWSMILL_OK;
}
