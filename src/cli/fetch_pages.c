/* newsmill fetch: URLs and lists of them into WARC files. */
#include <stdio.h>

#include "fetching.h"
#include "session.h"

static int run(struct session *session)
{
    const struct asked *asked = &session->asked;
    int said;

    for (size_t i = 0; i < asked->inputs; i++)
        if (newsmill_fetch_add(session->fetch, asked->words[i]) != NEWSMILL_OK)
            return NEWSMILL_FAILED;
    said = fetching_run(session->fetch, &session->report);
    if (said == NEWSMILL_END && newsmill_fetch_ledger(session->fetch, asked->ledger) != NEWSMILL_OK)
        said = NEWSMILL_FAILED;
    return said;
}

static void report_outcomes(const struct session *session, int said)
{
    const struct report *report = &session->report;
    newsmill_fetch_counts counts;

    newsmill_fetch_count(session->fetch, &counts);
    if (said == NEWSMILL_FAILED)
        fprintf(stderr, "newsmill: %s\n", newsmill_message(session->mill));
    else if (!report->quiet && (report->verbose || report->screen.terminal || counts.failed)) {
        fputs("newsmill: ", stderr);
        fetching_put(stderr, session->fetch);
        fputc('\n', stderr);
    }
}

int fetch(const struct command *self, char **args)
{
    struct session session;
    int said, exit_code;

    if (!session_open_words(&session, self, args))
        return session.exit_code;
    session.fetch = newsmill_fetch_new(session.mill);
    if (session.fetch) {
        signals_watch(&session.signals, session.mill);
        said = run(&session);
        signals_leave(&session.signals);
        report_outcomes(&session, said);
        exit_code = newsmill_fetch_exit_code(session.fetch);
    } else {
        fprintf(stderr, "newsmill: %s\n", newsmill_message(session.mill));
        exit_code = newsmill_exit_code(session.mill);
    }
    newsmill_fetch_free(session.fetch);
    newsmill_free(session.mill);
    return exit_code;
}
