#include "session.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

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
    session->mill = newsmill_new();
    session->report = report_new();
    session->asked.output = usual->name;
    if (!session->mill) {
        fputs("newsmill: out of memory\n", stderr);
        return end(session, EXIT_UNFINISHED);
    }
    newsmill_listen(session->mill, report_hear, &session->report);
    if (!set_usual(session->mill, usual)) {
        fprintf(stderr, "newsmill: %s\n", newsmill_message(session->mill));
        return end(session, newsmill_exit_code(session->mill));
    }
    if (!options_read(session->mill, args, &session->asked))
        return end(session, EXIT_MISUSED);
    if (session->asked.help)
        return end(session, help_command(command));
    if (!has_input(session, command))
        return end(session, usage(command));
    session->report.quiet = session->asked.quiet;
    session->report.verbose = session->asked.verbose;
    session->report.tally = session->asked.dry_run;
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

int session_close(struct session *session)
{
    int exit_code = newsmill_exit_code(session->mill);

    report_end(&session->report, session->mill, session->said == NEWSMILL_FAILED);
    newsmill_free(session->mill);
    return exit_code;
}
