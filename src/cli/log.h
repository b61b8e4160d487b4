/* log: messages as a person reads them, or as programs do. */
#ifndef NEWSMILL_CLI_LOG_H
#define NEWSMILL_CLI_LOG_H

#include "screen.h"

enum log_form { LOG_TEXT, LOG_LOGFMT, LOG_JSON };

/* The form of that name. false: there is none. */
bool log_form(const char *name, enum log_form *form);

/* One message of one line, with its newline; level as newsmill_hear has it. */
void log_put(const struct screen *screen, enum log_form form, int level, const char *line);

#endif
