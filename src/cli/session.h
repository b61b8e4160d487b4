/* session: one run of the mill as a command has it, from the command line to the exit code. */
#ifndef NEWSMILL_CLI_SESSION_H
#define NEWSMILL_CLI_SESSION_H

#include "options.h"
#include "report.h"
#include "signals.h"

struct session {
    newsmill *mill;
    newsmill_fetch *fetch; /* of newsmill run, and of newsmill fetch; NULL: none */
    struct report report;
    struct asked asked;
    struct signals signals;
    int said;      /* by newsmill_next() */
    int exit_code; /* when session_open() gave false */
};

/* output: where records go unless args say otherwise; NULL: nowhere. false: there is nothing to
 * run, end with exit_code; nothing is left to close. */
bool session_open(struct session *session, const struct command *command, char **args,
                  const char *output);
/* The same for a command whose output is not records: -o sets `option`. */
bool session_open_for(struct session *session, const struct command *command, char **args,
                      const char *option, const char *output);

/* The same with other defaults than the mill's. The first is that of the output. */
struct setting {
    const char *name, *value; /* value NULL: stays as it is; name NULL: the end */
};
bool session_open_with(struct session *session, const struct command *command, char **args,
                       const struct setting *usual);
/* For a command that has no records: its inputs are left in args, session->asked.words. */
bool session_open_words(struct session *session, const struct command *command, char **args);
/* The same in parts, on a session that is zero: a handle, then options, then either the start, or
 * the end before it: help when it was asked for, or the usage line. option: what -o sets. */
bool session_begin(struct session *session, const char *option);
void session_start(struct session *session);
int session_refuse(struct session *session, const struct command *command);

/* The exit code when options were not taken: they make no sense, or memory was short. */
int session_misused(const struct session *session);

/* The next document, and progress is shown; false: there is none. */
bool session_next(struct session *session, const newsmill_doc **doc);

/* Reports, lets go of everything and gives the exit code. */
int session_close(struct session *session);

#endif
