#include "fetching.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "outcome.h"

enum { LINE_SIZE = 200, WARNINGS_SHOWN = 20, MINUTE = 60, HOUR = 3600 };
static const double EVERY = 0.2, SETTLED = 2.0; /* seconds: between two lines; till a guess holds */

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

struct report report_new(void)
{
    struct report report = {.screen = screen_of(stderr), .started = now()};

    report.progress = report.screen.terminal && !isatty(STDOUT_FILENO);
    return report;
}

double report_seconds(const struct report *report)
{
    return now() - report->started;
}

void report_clear(struct report *report)
{
    if (report->line_shown)
        fputs("\r\033[K", stderr);
    report->line_shown = false;
}

static void say(struct report *report, int level, const char *line)
{
    report_clear(report);
    log_put(&report->screen, report->log, level, line);
}

void report_hear(void *context, int level, const char *line)
{
    struct report *report = context;

    if (level == NEWSMILL_NOTE && (report->quiet || !(report->verbose || report->screen.terminal)))
        return;
    if (level == NEWSMILL_WARNING && report->warnings++ >= WARNINGS_SHOWN && !report->verbose)
        return;
    say(report, level, line);
}

static void put_time_left(double left)
{
    if (left >= HOUR)
        fprintf(stderr, ", %.1f h left", left / HOUR);
    else if (left >= MINUTE)
        fprintf(stderr, ", %.0f min left", left / MINUTE);
    else
        fprintf(stderr, ", %.0f s left", left);
}

void report_progress(struct report *report, const newsmill *mill)
{
    newsmill_counts counts;
    double time, passed;

    if (!report->progress || report->quiet)
        return;
    time = now();
    if (time - report->last < EVERY)
        return;
    report->last = time;
    passed = time - report->started;
    newsmill_count(mill, &counts);
    report_clear(report);
    fprintf(stderr, "%" PRIu64 " read, %" PRIu64 " kept, %.0f/s", counts.read, counts.kept,
            passed > 0 ? (double)counts.read / passed : 0.0);
    if (counts.bytes_total && counts.bytes_in) {
        double share = (double)counts.bytes_in / (double)counts.bytes_total;
        fprintf(stderr, ", %.0f %%", 100 * share);
        if (passed > SETTLED && share < 1)
            put_time_left(passed / share - passed);
    }
    fflush(stderr);
    report->line_shown = true;
}

static void put_outcome(FILE *out, const newsmill *mill, const char *name, uint64_t documents)
{
    struct outcome outcome;
    newsmill_tally tally;

    if (!outcome_begin(&outcome, out, name, documents))
        return;
    for (size_t i = 0; newsmill_tally_at(mill, i, &tally) == NEWSMILL_OK; i++)
        outcome_add(&outcome, &tally);
    outcome_end(&outcome);
}

static void put_counts(FILE *out, const newsmill *mill, const newsmill_counts *counts)
{
    fprintf(out, "read %" PRIu64 ": kept %" PRIu64, counts->read, counts->kept);
    put_outcome(out, mill, "duplicate", counts->duplicate);
    put_outcome(out, mill, "rejected", counts->rejected);
    put_outcome(out, mill, "failed", counts->failed);
    if (counts->skipped)
        fprintf(out, "; skipped %" PRIu64 " that hold no page", counts->skipped);
    if (counts->skipped_inputs)
        fprintf(out, "; skipped %" PRIu64 " input%s done before", counts->skipped_inputs,
                counts->skipped_inputs == 1 ? "" : "s");
    if (counts->damaged)
        fprintf(out, "; damaged in %" PRIu64 " place%s", counts->damaged,
                counts->damaged == 1 ? "" : "s");
}

static void put_tally(struct report *report, const newsmill *mill, const newsmill_counts *counts)
{
    char *line = NULL;
    size_t n;
    FILE *out = open_memstream(&line, &n);

    if (!out)
        return;
    if (report->fetch) {
        fetching_put(out, report->fetch);
        fputs("; ", out);
    }
    put_counts(out, mill, counts);
    if (fclose(out) == 0)
        say(report, NEWSMILL_NOTE, line);
    free(line);
}

/* "extract    1.234 s  45.6 %  0.823 ms a call"; nothing when timings were not asked for. */
static void put_timings(const newsmill *mill)
{
    newsmill_timing timing;
    double sum = 0;

    for (size_t i = 0; newsmill_timing_at(mill, i, &timing) == NEWSMILL_OK; i++)
        sum += timing.seconds;
    for (size_t i = 0; newsmill_timing_at(mill, i, &timing) == NEWSMILL_OK; i++)
        fprintf(stderr, "%-14s %8.3f s %5.1f %% %9.3f ms a call\n", timing.name, timing.seconds,
                sum > 0 ? 100 * timing.seconds / sum : 0.0,
                timing.calls ? 1000 * timing.seconds / (double)timing.calls : 0.0);
}

void report_end(struct report *report, const newsmill *mill, bool broken)
{
    newsmill_counts counts;

    report_clear(report);
    newsmill_count(mill, &counts);
    if (report->warnings > WARNINGS_SHOWN && !report->verbose) {
        char line[LINE_SIZE];
        snprintf(line, sizeof line,
                 "%" PRIu64 " more like these; --verbose shows them, --ledger FILE keeps them",
                 report->warnings - WARNINGS_SHOWN);
        say(report, NEWSMILL_WARNING, line);
    }
    if (broken) {
        say(report, NEWSMILL_ERROR, newsmill_message(mill));
        return;
    }
    put_timings(mill);
    if (report->quiet)
        return;
    if (report->verbose || report->tally || report->screen.terminal || counts.failed ||
        counts.damaged)
        put_tally(report, mill, &counts);
}
