/* cli: the program's commands, over newsmill.h alone. */
#ifndef NEWSMILL_CLI_H
#define NEWSMILL_CLI_H

#include <newsmill.h>

/* What the program ends with; newsmill_exit_code() gives the same numbers. */
enum {
    EXIT_DONE = 0,
    EXIT_DAMAGED = 1,
    EXIT_MISUSED = 2,
    EXIT_UNFINISHED = 3,
    EXIT_INTERRUPTED = 5
};

struct command {
    const char *name;
    const char *args; /* as the usage line has them */
    const char *does; /* a line */
    bool mills;       /* takes the mill's options */
    int (*run)(const struct command *self, char **args);
};

/* Every command, in the order of help; main.c holds them. */
extern const struct command commands[];
extern const size_t command_count;
const struct command *command_find(const char *name); /* NULL: there is none */

int clean(const struct command *self, char **args);
int dedup(const struct command *self, char **args);
int run_cron(const struct command *self, char **args);
int explain(const struct command *self, char **args);
int learn(const struct command *self, char **args);
int cat(const struct command *self, char **args);
int verify(const struct command *self, char **args);
int stat_command(const struct command *self, char **args);
int fetch(const struct command *self, char **args);
int index_command(const struct command *self, char **args);
int help(const struct command *self, char **args);
int version(const struct command *self, char **args);

/* The usage line of a command and where to read on, to stderr. Gives EXIT_MISUSED. */
int usage(const struct command *command);

/* Flushes standard output: EXIT_DONE, or EXIT_UNFINISHED after saying that it could not. */
int finish_output(void);

#endif
