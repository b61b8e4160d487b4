#include "session.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

/* Where the rules stand beside this very program, installed or just built, wherever that is:
 * false when they do not, and the library's own default holds. */
static bool find_share(char path[PATH_MAX])
{
    static const char beside[] = "/../share/newsmill", rules[] = "/boilerplate.rules";
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);
    char *slash;

    if (n <= 0 || n >= PATH_MAX)
        return false;
    path[n] = '\0';
    slash = strrchr(path, '/');
    if (!slash || (size_t)(slash - path) + sizeof beside + sizeof rules > PATH_MAX)
        return false;
    memcpy(slash, beside, sizeof beside);
    slash = slash + sizeof beside - 1;
    memcpy(slash, rules, sizeof rules);
    n = access(path, R_OK);
    *slash = '\0';
    return n == 0;
}

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
    if (isatty(STDIN_FILENO) || strstr(command->args, " INPUT"))
        return false;
    return newsmill_input(session->mill, "-") == NEWSMILL_OK;
}

bool session_open(struct session *session, const struct command *command, char **args,
                  const char *output)
{
    char share[PATH_MAX];

    *session = (struct session){.mill = newsmill_new(), .report = report_new()};
    if (!session->mill) {
        fputs("newsmill: out of memory\n", stderr);
        return end(session, EXIT_UNFINISHED);
    }
    newsmill_listen(session->mill, report_hear, &session->report);
    if ((output && newsmill_set(session->mill, "output", output) != NEWSMILL_OK) ||
        (find_share(share) && newsmill_set(session->mill, "share", share) != NEWSMILL_OK)) {
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
