/* report: messages, progress and the tally, all to standard error. */
#ifndef NEWSMILL_CLI_REPORT_H
#define NEWSMILL_CLI_REPORT_H

#include "log.h"

struct report {
    struct screen screen;
    enum log_form log;
    bool quiet, verbose;
    bool tally;                  /* show it even where nobody looks and nothing went wrong */
    bool progress;               /* there is a terminal, and records do not run over it */
    bool line_shown;             /* the progress line stands on the terminal */
    const newsmill_fetch *fetch; /* that the tally begins with; NULL: none */
    uint64_t warnings;           /* heard so far */
    double started, last;        /* seconds on the steady clock */
};

struct report report_new(void);

/* A newsmill_hear; context is the report. */
void report_hear(void *context, int level, const char *line);

/* Shows how far the run is, at most a few times a second. */
void report_progress(struct report *report, const newsmill *mill);

/* Takes the progress line away, before anything else is written. */
void report_clear(struct report *report);

double report_seconds(const struct report *report); /* since it was made */

/* Takes the progress line away and says what came of the run. broken: newsmill_message() says why
 * it ended before its end. */
void report_end(struct report *report, const newsmill *mill, bool broken);

#endif
