/* fetching: the wheel of a fetch turned until all is done, with progress and faults on the way. */
#include "fetching.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EVERY_MS = 200, SECOND_MS = 1000 };

struct fetching {
    const struct report *report;
    newsmill_fetch *fetch;
    int64_t begun, shown; /* milliseconds of the steady clock */
    bool line_shown;
};

static int64_t steady(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / (SECOND_MS * SECOND_MS);
}

static void clear_line(struct fetching *fetching)
{
    if (fetching->line_shown)
        fputs("\r\033[K", stderr);
    fetching->line_shown = false;
}

/* "rejected 3 (robots 2, not-text 1)" */
static void put_outcome(FILE *out, const newsmill_fetch *fetch, const char *outcome, uint64_t urls)
{
    const char *between = " (";
    newsmill_tally tally;

    if (!urls)
        return;
    fprintf(out, ", %s %" PRIu64, outcome, urls);
    for (size_t i = 0; newsmill_fetch_tally_at(fetch, i, &tally) == NEWSMILL_OK; i++)
        if (strcmp(tally.outcome, outcome) == 0) {
            fprintf(out, "%s%s %" PRIu64, between, tally.why, tally.documents);
            between = ", ";
        }
    fputs(between[0] == ',' ? ")" : "", out);
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
            (double)counts.read * SECOND_MS / (double)(steady() - fetching->begun + 1));
    fetching_put(out, fetching->fetch);
}

/* One line of the terminal: what is longer could not be cleared. */
static void show_progress(struct fetching *fetching)
{
    const struct screen *screen = &fetching->report->screen;
    int64_t now = steady();
    char *line = NULL;
    size_t n = 0;
    FILE *out;

    if (!screen->terminal || fetching->report->quiet || now - fetching->shown < EVERY_MS)
        return;
    fetching->shown = now;
    out = open_memstream(&line, &n);
    if (!out)
        return;
    put_progress(out, fetching);
    if (fclose(out) == 0) {
        clear_line(fetching);
        fwrite(line, 1, screen->width > 1 && n >= screen->width ? screen->width - 1 : n, stderr);
        fflush(stderr);
        fetching->line_shown = true;
    }
    free(line);
}

/* What failed is said at once: a person who waits wants to know. */
static void say_failed(struct fetching *fetching, const newsmill_fetched *fetched)
{
    const struct report *report = fetching->report;

    if (strcmp(fetched->outcome, "failed") != 0 || (report->quiet && !report->verbose))
        return;
    clear_line(fetching);
    fputs("newsmill: ", stderr);
    screen_put(&report->screen, fetched->url);
    fprintf(stderr, ": %s", fetched->sentence);
    if (fetched->detail.n) {
        fputs(": ", stderr);
        screen_put(&report->screen, fetched->detail);
    }
    fputc('\n', stderr);
}

int fetching_run(newsmill_fetch *fetch, const struct report *report)
{
    struct fetching fetching = {report, fetch, steady(), 0, false};
    newsmill_fetched fetched;
    int said;

    do {
        said = newsmill_fetch_next(fetch, &fetched);
        if (said == NEWSMILL_OK && fetched.outcome)
            say_failed(&fetching, &fetched);
        show_progress(&fetching);
    } while (said == NEWSMILL_OK);
    clear_line(&fetching);
    return said;
}
