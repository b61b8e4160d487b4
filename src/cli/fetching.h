#ifndef NEWSMILL_CLI_FETCHING_H
#define NEWSMILL_CLI_FETCHING_H

#include <stdio.h>

#include "report.h"

/* Fetches all that was added. What newsmill_fetch_next() gave last: not NEWSMILL_OK. */
int fetching_run(newsmill_fetch *fetch, struct report *report);

/* "fetched 9: kept 5, rejected 3 (robots 2, not-text 1), failed 1 (no-answer 1)" */
void fetching_put(FILE *out, const newsmill_fetch *fetch);

#endif
