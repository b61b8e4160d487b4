#include "archives.h"

#include <stdio.h>
#include <string.h>

#include "help.h"
#include "nearest.h"
#include "options.h"
#include "screen.h"

enum { NAME_SIZE = 64 };

/* An option of the program for one of these commands; all others are the library's, for cat. */
static const struct own {
    const char *command; /* NULL: all */
    newsmill_option row;
} own_rows[] = {
    {NULL, {.name = "help", .help = "show this help", .section = OWN_SECTION}},
    {"verify",
     {.name = "rebuild-index",
      .help = "write indexes anew that are missing or are not those of their shards",
      .section = "verify"}},
    {"stat", {.name = "json", .help = "one object of JSON instead of a table", .section = "stat"}},
};
enum { OWN_ROWS = sizeof own_rows / sizeof *own_rows };

static bool reads_archives(const struct command *command)
{
    return command->run == cat || command->run == verify || command->run == stat_command;
}

bool archives_row(const struct command *command, size_t i, newsmill_option *row)
{
    if (!reads_archives(command))
        return false;
    for (size_t k = 0; k < OWN_ROWS; k++)
        if (!own_rows[k].command || strcmp(own_rows[k].command, command->name) == 0) {
            if (i == 0) {
                *row = own_rows[k].row;
                return true;
            }
            i--;
        }
    return command->run == cat && newsmill_archive_option_at(i, row) == NEWSMILL_OK;
}

/* Always false. */
static bool misused(const char *name, const char *what)
{
    struct screen screen = screen_of(stderr);

    fputs("newsmill: --", stderr);
    screen_puts(&screen, name);
    fprintf(stderr, ": %s\n", what);
    return false;
}

static bool short_of_memory(void)
{
    fputs("newsmill: out of memory\n", stderr);
    return false;
}

static bool unknown(const struct command *command, const char *name)
{
    struct nearest nearest = nearest_to(name);
    newsmill_option row;
    char what[2 * NAME_SIZE];

    for (size_t i = 0; archives_row(command, i, &row); i++)
        nearest_try(&nearest, row.name);
    if (!nearest.found)
        return misused(name, "no such option; --help lists them");
    snprintf(what, sizeof what, "no such option; did you mean --%s?", nearest.found);
    return misused(name, what);
}

static bool set(struct archives *archives, const newsmill_option *row, const char *value)
{
    struct screen screen = screen_of(stderr);

    if (strcmp(row->name, "json") == 0)
        archives->json = true;
    else if (strcmp(row->name, "rebuild-index") == 0)
        archives->rebuild_index = true;
    else if (newsmill_archive_set(archives->archive, row->name, value) != NEWSMILL_OK) {
        fputs("newsmill: ", stderr);
        screen_puts(&screen, newsmill_archive_message(archives->archive));
        fputc('\n', stderr);
        return false;
    }
    return true;
}

/* name, or name=value; *next is the word behind. */
static bool read_option(struct archives *archives, const struct command *command, const char *word,
                        char ***next, bool *help)
{
    size_t length = strcspn(word, "=");
    const char *value = word[length] ? word + length + 1 : NULL;
    char name[NAME_SIZE];
    newsmill_option row;
    size_t i = 0;

    snprintf(name, sizeof name, "%.*s", (int)(length < NAME_SIZE ? length : NAME_SIZE), word);
    while (archives_row(command, i, &row) && strcmp(row.name, name) != 0)
        i++;
    if (!archives_row(command, i, &row))
        return unknown(command, name);
    if (!row.arg && value)
        return misused(name, "takes no value");
    if (strcmp(name, "help") == 0)
        return *help = true;
    if (row.arg && !value && !(value = *(*next)++))
        return misused(name, "needs a value");
    return set(archives, &row, value);
}

static bool read_args(struct archives *archives, const struct command *command, char **args,
                      bool *help)
{
    bool paths_only = false;
    const char *word;

    while ((word = *args)) {
        args++;
        if (!paths_only && strcmp(word, "--") == 0) {
            paths_only = true;
        } else if (!paths_only && strcmp(word, "-h") == 0) {
            *help = true;
        } else if (!paths_only && word[0] == '-' && word[1] == '-') {
            if (!read_option(archives, command, word + 2, &args, help))
                return false;
        } else if (!paths_only && word[0] == '-' && word[1]) {
            return misused(word + 1, "no such option; --help lists them");
        } else {
            archives->paths++;
            if (newsmill_archive_add(archives->archive, word) != NEWSMILL_OK)
                return short_of_memory();
        }
    }
    return true;
}

static bool end(struct archives *archives, int *exit_code, int code)
{
    newsmill_archive_free(archives->archive);
    *exit_code = code;
    return false;
}

bool archives_open(struct archives *archives, const struct command *command, char **args,
                   int *exit_code)
{
    bool help = false;

    *archives = (struct archives){.archive = newsmill_archive_new(), .report = report_new()};
    if (!archives->archive) {
        short_of_memory();
        return end(archives, exit_code, EXIT_UNFINISHED);
    }
    newsmill_archive_listen(archives->archive, report_hear, &archives->report);
    if (!read_args(archives, command, args, &help))
        return end(archives, exit_code,
                   newsmill_archive_message(archives->archive)[0]
                       ? newsmill_archive_exit_code(archives->archive)
                       : EXIT_MISUSED);
    if (help)
        return end(archives, exit_code, help_command(command));
    if (!archives->paths)
        return end(archives, exit_code, usage(command));
    return true;
}

int archives_close(struct archives *archives)
{
    const char *message = newsmill_archive_message(archives->archive);
    int exit_code = newsmill_archive_exit_code(archives->archive);

    if (*message)
        report_hear(&archives->report, NEWSMILL_ERROR, message);
    newsmill_archive_free(archives->archive);
    return exit_code;
}
