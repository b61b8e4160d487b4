/* newsmill fetch: URLs and lists of them into WARC files. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "session.h"

enum { EVERY_MS = 200, SECOND_MS = 1000 };

struct fetching {
    struct session session;
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
static void put_outcome(const newsmill_fetch *fetch, const char *outcome, uint64_t urls)
{
    const char *between = " (";
    newsmill_tally tally;

    if (!urls)
        return;
    fprintf(stderr, ", %s %" PRIu64, outcome, urls);
    for (size_t i = 0; newsmill_fetch_tally_at(fetch, i, &tally) == NEWSMILL_OK; i++)
        if (strcmp(tally.outcome, outcome) == 0) {
            fprintf(stderr, "%s%s %" PRIu64, between, tally.why, tally.documents);
            between = ", ";
        }
    fputs(between[0] == ',' ? ")" : "", stderr);
}

static void put_outcomes(const newsmill_fetch *fetch, const newsmill_fetch_counts *counts)
{
    fprintf(stderr, "fetched %" PRIu64 ": kept %" PRIu64, counts->read, counts->kept);
    put_outcome(fetch, "duplicate", counts->duplicate);
    put_outcome(fetch, "rejected", counts->rejected);
    put_outcome(fetch, "failed", counts->failed);
}

static void show_progress(struct fetching *fetching)
{
    const struct report *report = &fetching->session.report;
    newsmill_fetch_counts counts;
    int64_t now = steady();

    if (!report->screen.terminal || report->quiet || now - fetching->shown < EVERY_MS)
        return;
    fetching->shown = now;
    newsmill_fetch_count(fetching->fetch, &counts);
    clear_line(fetching);
    fprintf(stderr,
            "%" PRIu64 " hosts, %" PRIu64 " to come, %" PRIu64 " in flight, %" PRIu64
            " hosts waiting, %.1f/s; ",
            counts.hosts, counts.pending, counts.active, counts.waiting,
            (double)counts.read * SECOND_MS / (double)(now - fetching->begun + 1));
    put_outcomes(fetching->fetch, &counts);
    fflush(stderr);
    fetching->line_shown = true;
}

static bool add_all(struct fetching *fetching)
{
    const struct asked *asked = &fetching->session.asked;

    for (size_t i = 0; i < asked->inputs; i++)
        if (newsmill_fetch_add(fetching->fetch, asked->words[i]) != NEWSMILL_OK)
            return false;
    return true;
}

/* What failed is said at once: a person who waits wants to know. */
static void say_failed(struct fetching *fetching, const newsmill_fetched *fetched)
{
    const struct report *report = &fetching->session.report;

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

static int run(struct fetching *fetching)
{
    const struct asked *asked = &fetching->session.asked;
    newsmill_fetched fetched;
    int said = add_all(fetching) ? NEWSMILL_OK : NEWSMILL_FAILED;

    while (said == NEWSMILL_OK) {
        said = newsmill_fetch_next(fetching->fetch, &fetched);
        if (said == NEWSMILL_OK && fetched.outcome)
            say_failed(fetching, &fetched);
        show_progress(fetching);
    }
    clear_line(fetching);
    if (said == NEWSMILL_END && asked->ledger &&
        newsmill_fetch_ledger(fetching->fetch, asked->ledger) != NEWSMILL_OK)
        said = NEWSMILL_FAILED;
    return said;
}

static void report_outcomes(const struct fetching *fetching, int said)
{
    const struct report *report = &fetching->session.report;
    newsmill_fetch_counts counts;

    newsmill_fetch_count(fetching->fetch, &counts);
    if (said == NEWSMILL_FAILED)
        fprintf(stderr, "newsmill: %s\n", newsmill_message(fetching->session.mill));
    else if (!report->quiet && (report->verbose || report->screen.terminal || counts.failed)) {
        fputs("newsmill: ", stderr);
        put_outcomes(fetching->fetch, &counts);
        fputc('\n', stderr);
    }
}

int fetch(const struct command *self, char **args)
{
    struct fetching fetching = {.begun = steady()};
    int said, exit_code;

    if (!session_open_words(&fetching.session, self, args))
        return fetching.session.exit_code;
    fetching.fetch = newsmill_fetch_new(fetching.session.mill);
    if (fetching.fetch) {
        signals_watch(&fetching.session.signals, fetching.session.mill);
        said = run(&fetching);
        signals_leave(&fetching.session.signals);
        report_outcomes(&fetching, said);
        exit_code = newsmill_fetch_exit_code(fetching.fetch);
    } else {
        fprintf(stderr, "newsmill: %s\n", newsmill_message(fetching.session.mill));
        exit_code = newsmill_exit_code(fetching.session.mill);
    }
    newsmill_fetch_free(fetching.fetch);
    newsmill_free(fetching.session.mill);
    return exit_code;
}
