#include "session.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "metrics.h"

static bool end(struct session *session, int exit_code)
{
    newsmill_free(session->mill);
    session->exit_code = exit_code;
    return false;
}

/* Inputs from a pipe need not be named; a person at a terminal would wait for nothing. */
static bool has_input(struct session *session, const struct command *command)
{
    if (session->asked.inputs)
        return true;
    if (isatty(STDIN_FILENO) || strstr(command->args, " INPUT") || session->asked.words)
        return false;
    return newsmill_input(session->mill, "-") == NEWSMILL_OK;
}

bool session_open(struct session *session, const struct command *command, char **args,
                  const char *output)
{
    return session_open_for(session, command, args, "output", output);
}

bool session_begin(struct session *session, const char *option)
{
    session->mill = newsmill_new();
    session->report = report_new();
    session->asked.output = option;
    if (!session->mill) {
        fputs("newsmill: out of memory\n", stderr);
        return end(session, EXIT_UNFINISHED);
    }
    newsmill_listen(session->mill, report_hear, &session->report);
    return true;
}

int session_misused(const struct session *session)
{
    if (session->said == NEWSMILL_FAILED)
        return EXIT_UNFINISHED;
    return newsmill_message(session->mill)[0] ? newsmill_exit_code(session->mill) : EXIT_MISUSED;
}

int session_refuse(struct session *session, const struct command *command)
{
    end(session, session->asked.help ? help_command(command) : usage(command));
    return session->exit_code;
}

void session_start(struct session *session)
{
    session->report.quiet = session->asked.quiet;
    session->report.verbose = session->asked.verbose;
    session->report.log = session->asked.log;
    session->report.tally = session->asked.dry_run || session->asked.summary;
    if (!session->asked.words) /* what is done with words is its own affair */
        signals_watch(&session->signals, session->mill);
}

static bool set_usual(newsmill *mill, const struct setting *usual)
{
    for (; usual->name; usual++)
        if (usual->value && newsmill_set(mill, usual->name, usual->value) != NEWSMILL_OK)
            return false;
    return true;
}

static bool start(struct session *session, const struct command *command, char **args,
                  const struct setting *usual)
{
    if (!session_begin(session, usual->name))
        return false;
    if (!set_usual(session->mill, usual)) {
        fprintf(stderr, "newsmill: %s\n", newsmill_message(session->mill));
        return end(session, newsmill_exit_code(session->mill));
    }
    if (!options_read(session->mill, args, &session->asked))
        return end(session, session_misused(session));
    if (session->asked.help || !has_input(session, command)) {
        session_refuse(session, command);
        return false;
    }
    session_start(session);
    return true;
}

bool session_open_for(struct session *session, const struct command *command, char **args,
                      const char *option, const char *output)
{
    const struct setting usual[] = {{option, output}, {NULL, NULL}};

    return session_open_with(session, command, args, usual);
}

bool session_open_with(struct session *session, const struct command *command, char **args,
                       const struct setting *usual)
{
    *session = (struct session){0};
    return start(session, command, args, usual);
}

/* Inputs never stand before the word that is being read, so that args can hold them. */
bool session_open_words(struct session *session, const struct command *command, char **args)
{
    const struct setting usual[] = {{"output", NULL}, {NULL, NULL}};

    *session = (struct session){.asked.words = args};
    return start(session, command, args, usual);
}

bool session_next(struct session *session, const newsmill_doc **doc)
{
    session->said = newsmill_next(session->mill, doc);
    if (session->said != NEWSMILL_OK)
        return false;
    report_progress(&session->report, session->mill);
    return true;
}

/* They could not be written. Of a run that could not be finished the reason was said. */
static int say_metrics(struct session *session, int exit_code)
{
    char line[PATH_MAX];

    if (exit_code == EXIT_UNFINISHED)
        return exit_code;
    snprintf(line, sizeof line, "%s: %s", session->asked.metrics, strerror(errno));
    report_hear(&session->report, NEWSMILL_ERROR, line);
    return exit_code <= EXIT_DAMAGED ? EXIT_UNFINISHED : exit_code;
}

int session_close(struct session *session)
{
    int exit_code = newsmill_exit_code(session->mill);
    const char *metrics = session->asked.metrics;

    signals_leave(&session->signals);
    session->report.fetch = session->fetch;
    report_end(&session->report, session->mill, session->said != NEWSMILL_END);
    if (metrics && !metrics_write(metrics, session->mill, session->fetch, exit_code,
                                  report_seconds(&session->report)))
        exit_code = say_metrics(session, exit_code);
    newsmill_fetch_free(session->fetch);
    newsmill_free(session->mill);
    return exit_code;
}
