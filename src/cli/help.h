/* help: --help, the manual page, completion and the page of stages, all from the option rows. */
#ifndef NEWSMILL_CLI_HELP_H
#define NEWSMILL_CLI_HELP_H

#include "cli.h"

int help_command(const struct command *command); /* exit code */
void manual_page(void);                          /* roff, to standard output */
void manual_conf_page(void);                     /* the same of newsmill.conf */
void stages_page(void);                          /* markdown, to standard output */

/* "--completion-bash" or "--completion-zsh": that, to standard output; false: asked is neither. */
bool completion_put(const char *asked);

/* What stands behind a section's name: "reads HTML pages"; NULL: nothing. */
const char *section_does(const char *section);

#endif
