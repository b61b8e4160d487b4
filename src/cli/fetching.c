/* fetching: the wheel of a fetch turned until all is done, with progress and faults on the way. */
#include "fetching.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "outcome.h"

static const double EVERY = 0.2, LEAST = 0.001; /* seconds: between two lines; that a rate is of */

struct fetching {
    struct report *report;
    newsmill_fetch *fetch;
    double begun, shown; /* seconds of the report */
};

static void put_outcome(FILE *out, const newsmill_fetch *fetch, const char *name, uint64_t urls)
{
    struct outcome outcome;
    newsmill_tally tally;

    if (!outcome_begin(&outcome, out, name, urls))
        return;
    for (size_t i = 0; newsmill_fetch_tally_at(fetch, i, &tally) == NEWSMILL_OK; i++)
        outcome_add(&outcome, &tally);
    outcome_end(&outcome);
}

void fetching_put(FILE *out, const newsmill_fetch *fetch)
{
    newsmill_fetch_counts counts;

    newsmill_fetch_count(fetch, &counts);
    fprintf(out, "fetched %" PRIu64 ": kept %" PRIu64, counts.read, counts.kept);
    put_outcome(out, fetch, "duplicate", counts.duplicate);
    put_outcome(out, fetch, "rejected", counts.rejected);
    put_outcome(out, fetch, "failed", counts.failed);
}

static void put_progress(FILE *out, const struct fetching *fetching)
{
    newsmill_fetch_counts counts;

    newsmill_fetch_count(fetching->fetch, &counts);
    fprintf(out,
            "%" PRIu64 " hosts, %" PRIu64 " to come, %" PRIu64 " in flight, %" PRIu64
            " hosts waiting, %.1f/s; ",
            counts.hosts, counts.pending, counts.active, counts.waiting,
            (double)counts.read / (report_seconds(fetching->report) - fetching->begun + LEAST));
    fetching_put(out, fetching->fetch);
}

/* One line of the terminal: what is longer could not be cleared. */
static void show_progress(struct fetching *fetching)
{
    const struct screen *screen = &fetching->report->screen;
    double now = report_seconds(fetching->report);
    char *line = NULL;
    size_t n = 0;
    FILE *out;

    if (!screen->terminal || fetching->report->quiet || now - fetching->shown < EVERY)
        return;
    fetching->shown = now;
    out = open_memstream(&line, &n);
    if (!out)
        return;
    put_progress(out, fetching);
    if (fclose(out) == 0) {
        report_clear(fetching->report);
        fwrite(line, 1, screen->width > 1 && n >= screen->width ? screen->width - 1 : n, stderr);
        fflush(stderr);
        fetching->report->line_shown = true;
    }
    free(line);
}

/* What failed is said at once: a person who waits wants to know. */
static void say_failed(struct fetching *fetching, const newsmill_fetched *fetched)
{
    struct report *report = fetching->report;

    if (strcmp(fetched->outcome, "failed") != 0 || (report->quiet && !report->verbose))
        return;
    report_clear(report);
    fputs("newsmill: ", stderr);
    screen_put(&report->screen, fetched->url);
    fprintf(stderr, ": %s", fetched->sentence);
    if (fetched->detail.n) {
        fputs(": ", stderr);
        screen_put(&report->screen, fetched->detail);
    }
    fputc('\n', stderr);
}

int fetching_run(newsmill_fetch *fetch, struct report *report)
{
    struct fetching fetching = {report, fetch, report_seconds(report), -EVERY};
    newsmill_fetched fetched;
    int said;

    do {
        said = newsmill_fetch_next(fetch, &fetched);
        if (said == NEWSMILL_OK && fetched.outcome)
            say_failed(&fetching, &fetched);
        show_progress(&fetching);
    } while (said == NEWSMILL_OK);
    report_clear(report);
    return said;
}
