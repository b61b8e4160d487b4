/* newsmill, the program: finds the command and runs it. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "nearest.h"

const struct command commands[] = {
    {"clean", "[OPTION]... [INPUT]...", "turn pages, dumps and scrapes into clean article records",
     true, clean},
    {"dedup", "[OPTION]... [RECORDS]...", "tell duplicates among records or texts made before",
     true, dedup},
    {"run", "CONFIG [OPTION]... [INPUT]...",
     "clean what a configuration names into an archive, for cron; --print-config shows one", true,
     run_cron},
    {"explain", "[OPTION]... INPUT...", "show what was kept of a page, what went, and why", true,
     explain},
    {"learn", "[OPTION]... -o FILE [INPUT]...",
     "learn the furniture of each site, for clean --site-lines", true, learn},
    {"cat", "[OPTION]... DIR|FILE...", "show records of archives: all, by id, by site, by date",
     false, cat},
    {"verify", "[OPTION]... DIR...", "check that archives are what was written", false, verify},
    {"stat", "[OPTION]... DIR|FILE...", "show what is in archives", false, stat_command},
    {"fetch", "[OPTION]... --warc DIR URL|FILE...",
     "fetch pages, and those that feeds and sitemaps name, into WARC files", true, fetch},
    {"index", "stat DIR [--json] | verify DIR | expire DIR [--date DATE] | rebuild DIR RECORDS...",
     "care for the index of near-duplicates", false, index_command},
    {"help", "[COMMAND]", "show the options of a command", false, help},
    {"version", "", "show the version and what is built in", false, version},
};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

int usage(const struct command *command)
{
    fprintf(stderr, "usage: newsmill %s %s\n'newsmill help %s' says more\n", command->name,
            command->args, command->name);
    return EXIT_MISUSED;
}

int finish_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    fprintf(stderr, "newsmill: standard output: %s\n", strerror(errno));
    return EXIT_UNFINISHED;
}

static int unknown_command(const char *name)
{
    struct nearest nearest = nearest_to(name);

    for (size_t i = 0; i < command_count; i++)
        nearest_try(&nearest, commands[i].name);
    if (nearest.found)
        fprintf(stderr, "newsmill: no such command; did you mean '%s'?\n", nearest.found);
    else
        fprintf(stderr, "newsmill: no such command; 'newsmill help' lists them\n");
    return EXIT_MISUSED;
}

/* --help and --version are commands too, for those who do not know the others yet. */
static const char *command_name(const char *first)
{
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
        return "help";
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
        return "version";
    return first;
}

int main(int argc, char **argv)
{
    const struct command *command;

    /* A closed pipe is an error of a write, which is said and ends with 3. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        fputs("usage: newsmill COMMAND [ARGUMENT]...\n'newsmill help' lists the commands\n",
              stderr);
        return EXIT_MISUSED;
    }
    command = command_find(command_name(argv[1]));
    if (!command)
        return unknown_command(argv[1]);
    return command->run(command, argv + 2);
}
