#include "run_commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "inputs.h"
#include "run_day.h"
#include "run_lock.h"
#include "store/archive_runs.h"

enum { FORMAT = 3, OLDEST_FORMAT = 2 /* that can be gone on with */, KEY_SIZE = 80 };
static const uint64_t second = 1000000000, millisecond = 1000000;

struct keep {
    char *folder, *file; /* file: the commit */
    int locks[RUN_LOCKS];
    struct arena arenas[2];
    struct commit commits[2];
    unsigned last; /* which of them is the last commit */
    struct tracks *tracks;
    uint64_t number, known; /* known: the highest number of a run before it */
    char date[DAY_SIZE];
    bool decided, resumed, ends;
    uint64_t committed_at; /* on the steady clock */
    struct newsmill_counts counted;
};

static struct commit *last_commit(struct keep *keep)
{
    return &keep->commits[keep->last];
}

/* ---- what stages are told (run.h) ---- */

bool run_keeps_state(const struct run *run)
{
    return run->keep != NULL;
}

const char *run_state_folder(const struct run *run)
{
    return run->keep ? run->keep->folder : NULL;
}

str run_committed(const struct run *run, const char *key)
{
    return run->keep ? commit_get(last_commit(run->keep), key) : (str){NULL, 0};
}

void run_commit_row(struct run *run, const char *key, str value)
{
    if (run->keep)
        commit_put(&run->keep->commits[!run->keep->last], key, value);
}

void run_commit_number(struct run *run, const char *key, uint64_t number)
{
    if (run->keep)
        commit_put_number(&run->keep->commits[!run->keep->last], key, number);
}

struct append_place run_committed_place(const struct run *run, const char *name)
{
    return run->keep ? commit_get_place(last_commit(run->keep), name) : (struct append_place){0};
}

void run_commit_place(struct run *run, const char *name, const struct append_place *place)
{
    if (run->keep)
        commit_put_place(&run->keep->commits[!run->keep->last], name, place);
}

bool run_ends(const struct run *run)
{
    return run->keep && run->keep->ends;
}

void run_worked_by(struct run *run, str text)
{
    run->works += hash64(text);
}

static bool is_same(const struct commit *commit, const char *key, uint64_t hash)
{
    return commit_get_number(commit, key) == hash;
}

/* A run that was interrupted goes on only when it would make the same records: else what it made
 * is closed as it stands, and a new run goes on with its inputs. */
static void decide(const struct run *run)
{
    struct keep *keep = run->keep;
    struct commit *last = last_commit(keep);
    str date = commit_get(last, "date");

    if (keep->decided)
        return;
    keep->decided = true;
    keep->number = keep->known;
    keep->resumed = keep->known == commit_get_number(last, "run") &&
                    str_eq(commit_get(last, "state"), S("open")) &&
                    str_eq(commit_get(last, "version"), str_of(newsmill_version())) &&
                    is_same(last, "works", run->works) && is_same(last, "options", run->options);
    if (keep->resumed) {
        snprintf(keep->date, sizeof keep->date, "%.*s", (int)date.n, date.p);
        return;
    }
    keep->number++;
    if (run->config.date)
        snprintf(keep->date, sizeof keep->date, "%s", run->config.date);
    else
        day_of_today(keep->date);
}

uint64_t run_number(const struct run *run)
{
    if (run->keep)
        decide(run);
    return run->keep ? run->keep->number : 0;
}

const char *run_date(const struct run *run)
{
    if (!run->keep)
        return run->today;
    decide(run);
    return run->keep->date;
}

/* ---- the start ---- */

/* A state that was lost, or is an old one, does not know all runs of the archive: what they wrote
 * must not be written over. */
static bool know_runs(struct run *run)
{
    struct keep *keep = run->keep;
    uint64_t found = 0, committed = commit_get_number(last_commit(keep), "run");
    const char *folder = run->config.output;
    struct fault fault = {""};

    if (folder && !archive_last_run(folder, &found, &fault))
        return run_fail(run, "%s", fault.line);
    keep->known = found > committed ? found : committed;
    if (found > committed)
        run_note(run, "%s: does not know all runs of the archive: what they read is read again",
                 keep->folder);
    return true;
}

static bool read_state(struct newsmill *mill)
{
    struct keep *keep = mill->run.keep;
    struct commit *last = last_commit(keep);
    const char *inputs = str_printf(&mill->memory, "%s/inputs", keep->folder).p;
    const char *documents = str_printf(&mill->memory, "%s/documents", keep->folder).p;
    struct append_place place;
    struct fault fault = {""};
    uint64_t format;
    struct seen *seen;
    struct counted *counted = NULL;

    if (!commit_read(last, keep->file, &fault))
        return run_fail(&mill->run, "%s", fault.line);
    if (last->after_damage)
        run_note(&mill->run,
                 "%s: of two commits one is damaged or cut short: it goes on from the other",
                 keep->file);
    format = commit_get_number(last, "format");
    if (last->count && (format < OLDEST_FORMAT || format > FORMAT))
        return run_fail(&mill->run, "%s: was made by another version", keep->file);
    place = commit_get_place(last, "inputs");
    seen = seen_open(inputs, &place, &fault);
    place = commit_get_place(last, "documents");
    if (seen)
        counted = counted_open(documents, &place, &fault);
    if (counted)
        keep->tracks = tracks_new(seen, counted);
    if (!keep->tracks) {
        seen_close(seen);
        counted_close(counted);
        return run_fail(&mill->run, "%s", fault.line[0] ? fault.line : "out of memory");
    }
    inputs_track(mill->inputs, keep->tracks);
    if (!tracks_restore(seen, last, &fault))
        return run_fail(&mill->run, "%s", fault.line);
    return know_runs(&mill->run);
}

bool keep_open(struct newsmill *mill)
{
    struct run *run = &mill->run;
    const char *folder;

    if (setjmp(mill->way_out))
        return run_fail(run, "out of memory");
    if (run->config.date && !day_is_one(run->config.date))
        return run_misused(run, "--date: '%.100s' is not YYYY-MM-DD", run->config.date);
    if (run->config.date)
        snprintf(run->today, sizeof run->today, "%s", run->config.date);
    else
        day_of_today(run->today);
    folder = run_lock_state(mill);
    if (!folder)
        return true;
    run->keep = calloc(1, sizeof *run->keep);
    if (!run->keep)
        return run_fail(run, "out of memory");
    for (size_t i = 0; i < RUN_LOCKS; i++)
        run->keep->locks[i] = -1;
    for (size_t i = 0; i < 2; i++) {
        arena_init(&run->keep->arenas[i], 0);
        run->keep->arenas[i].escape = &mill->way_out;
        run->keep->commits[i] = commit_new(&run->keep->arenas[i]);
    }
    run->keep->folder = str_zero_ended(&mill->memory, str_of(folder));
    run->keep->file = str_zero_ended(&mill->memory, str_printf(&mill->memory, "%s/commit", folder));
    run_writes(run, run->keep->folder);
    return run_lock_take(mill, folder, run->keep->locks) && read_state(mill);
}

/* The counts of the run that goes on. */
static void restore_counts(struct newsmill *mill)
{
    const struct commit *last = last_commit(mill->run.keep);
    struct newsmill_counts *counts = &mill->run.counts;
    char key[KEY_SIZE];

    counts->kept = commit_get_number(last, "kept");
    counts->duplicate = commit_get_number(last, "duplicate");
    counts->rejected = commit_get_number(last, "rejected");
    counts->failed = commit_get_number(last, "failed");
    counts->read = counts->kept + counts->duplicate + counts->rejected + counts->failed;
    counts->skipped = commit_get_number(last, "skipped");
    counts->damaged = commit_get_number(last, "damaged");
    counts->skipped_inputs = commit_get_number(last, "skipped-inputs");
    for (unsigned why = 0; why < WHY_COUNT; why++) {
        snprintf(key, sizeof key, "tally-%s", reason_rows[why].name);
        mill->tally[why] = commit_get_number(last, key);
    }
    mill->run.keep->counted = *counts;
}

bool keep_start(struct newsmill *mill)
{
    if (!mill->run.keep)
        return true;
    decide(&mill->run);
    if (mill->run.keep->resumed)
        restore_counts(mill);
    return keep_commit(mill, false);
}

/* ---- commits ---- */

static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * second + (uint64_t)time.tv_nsec;
}

void keep_count(struct newsmill *mill, const struct newsmill_doc *place)
{
    struct keep *keep = mill->run.keep;

    if (!keep)
        return;
    tracks_count(keep->tracks, &place->at);
    keep->counted = place->counts; /* of reading; what was read ahead is not counted yet */
}

bool keep_is_due(const struct newsmill *mill)
{
    const struct keep *keep = mill->run.keep;

    return keep && now() - keep->committed_at >= mill->run.config.commit_ms * millisecond;
}

static void put_counts(struct newsmill *mill, struct commit *commit)
{
    const struct keep *keep = mill->run.keep;
    const struct newsmill_counts *counts = &mill->run.counts;
    const struct newsmill_counts *reading = keep->ends ? counts : &keep->counted;
    char key[KEY_SIZE];

    commit_put_number(commit, "kept", counts->kept);
    commit_put_number(commit, "duplicate", counts->duplicate);
    commit_put_number(commit, "rejected", counts->rejected);
    commit_put_number(commit, "failed", counts->failed);
    commit_put_number(commit, "skipped", reading->skipped);
    commit_put_number(commit, "damaged", reading->damaged);
    commit_put_number(commit, "skipped-inputs", reading->skipped_inputs);
    for (unsigned why = 0; why < WHY_COUNT; why++)
        if (mill->tally[why]) {
            snprintf(key, sizeof key, "tally-%s", reason_rows[why].name);
            commit_put_number(commit, key, mill->tally[why]);
        }
}

static void put_run(struct newsmill *mill, struct commit *commit)
{
    const struct keep *keep = mill->run.keep;

    commit_put_number(commit, "format", FORMAT);
    commit_put(commit, "version", str_of(newsmill_version()));
    commit_put_number(commit, "run", keep->number);
    commit_put(commit, "date", str_of(keep->date));
    commit_put(commit, "state", keep->ends ? S("ended") : S("open"));
    commit_put_number(commit, "works", mill->run.works);
    commit_put_number(commit, "options", mill->run.options);
    put_counts(mill, commit);
}

/* Every stage that has the hook. */
static bool call(struct newsmill *mill, bool settle)
{
    for (size_t i = 0; i < mill->opened; i++) {
        bool (*hook)(void *, struct run *) = settle ? stages[i]->settle : stages[i]->commit;
        if (hook && !hook(mill->stage_states[i], &mill->run))
            return false;
    }
    return true;
}

static bool commit(struct newsmill *mill, struct commit *next)
{
    struct keep *keep = mill->run.keep;
    struct fault fault = {""};

    put_run(mill, next);
    if (!call(mill, false))
        return false;
    if (!tracks_commit(keep->tracks, keep->ends, next, &fault) ||
        !commit_write(next, last_commit(keep), keep->file, &fault))
        return run_fail(&mill->run, "%s", fault.line);
    keep->last = !keep->last;
    return call(mill, true);
}

bool keep_commit(struct newsmill *mill, bool ends)
{
    struct keep *keep = mill->run.keep;
    jmp_buf way_out;
    bool done;

    if (!keep)
        return true;
    keep->ends = ends;
    for (size_t i = 0; i < 2; i++)
        keep->arenas[i].escape = &way_out;
    arena_reset(&keep->arenas[!keep->last]);
    keep->commits[!keep->last] = commit_new(&keep->arenas[!keep->last]);
    if (setjmp(way_out))
        done = run_fail(&mill->run, "out of memory");
    else
        done = commit(mill, &keep->commits[!keep->last]);
    keep->committed_at = now();
    return done;
}

void keep_close(struct newsmill *mill)
{
    struct keep *keep = mill->run.keep;

    if (!keep)
        return;
    tracks_free(keep->tracks);
    for (size_t i = 0; i < RUN_LOCKS; i++)
        if (keep->locks[i] >= 0)
            close(keep->locks[i]);
    for (size_t i = 0; i < 2; i++)
        arena_free(&keep->arenas[i]);
    free(keep);
    mill->run.keep = NULL;
}
