/* write_ledger: a line of JSON for every input, whatever became of it. */
#ifndef NEWSMILL_STAGE_WRITE_LEDGER_H
#define NEWSMILL_STAGE_WRITE_LEDGER_H

#include "../doc.h"

/* The line with its newline, in doc->scratch: source, offset, line, url, outcome, reason, id,
 * detail. docs/records.md says what they are. */
str write_ledger(const struct doc *doc);

#endif
