/* outcome: how many came to one outcome, and why: ", rejected 3 (block-page 2, empty 1)". */
#ifndef NEWSMILL_CLI_OUTCOME_H
#define NEWSMILL_CLI_OUTCOME_H

#include <newsmill.h>
#include <stdio.h>

struct outcome {
    FILE *out;
    const char *name, *between;
};

/* Writes name and count; nothing, and false, when the count is 0. Then each reason of the tally
 * (those of other outcomes are passed over), then the end. */
bool outcome_begin(struct outcome *outcome, FILE *out, const char *name, uint64_t count);
void outcome_add(struct outcome *outcome, const newsmill_tally *tally);
void outcome_end(struct outcome *outcome);

#endif
