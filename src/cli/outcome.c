#include "outcome.h"

#include <inttypes.h>
#include <string.h>

bool outcome_begin(struct outcome *outcome, FILE *out, const char *name, uint64_t count)
{
    *outcome = (struct outcome){out, name, " ("};
    if (count)
        fprintf(out, ", %s %" PRIu64, name, count);
    return count != 0;
}

void outcome_add(struct outcome *outcome, const newsmill_tally *tally)
{
    if (strcmp(tally->outcome, outcome->name) != 0)
        return;
    fprintf(outcome->out, "%s%s %" PRIu64, outcome->between, tally->why, tally->documents);
    outcome->between = ", ";
}

void outcome_end(struct outcome *outcome)
{
    if (outcome->between[0] == ',')
        fputc(')', outcome->out);
}
