/* archives: what the commands that read archives back have in common: their options, from the
 * command line to the handle. */
#ifndef NEWSMILL_CLI_ARCHIVES_H
#define NEWSMILL_CLI_ARCHIVES_H

#include "cli.h"
#include "report.h"

struct archives {
    newsmill_archive *archive;
    struct report report;
    bool json, rebuild_index;
    size_t paths;
};

/* Option number i, counted from 0, of a command that reads archives; false past the last, and for
 * any other command. */
bool archives_row(const struct command *command, size_t i, newsmill_option *row);

/* Reads args. false: there is nothing to do, end with *exit_code; nothing is left to close. */
bool archives_open(struct archives *archives, const struct command *command, char **args,
                   int *exit_code);
/* Says what went wrong, lets go of everything and gives the exit code. */
int archives_close(struct archives *archives);

#endif
