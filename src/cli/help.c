#include "help.h"

#include <stdio.h>
#include <string.h>

#include "archives.h"
#include "options.h"

enum { WIDTH = 79, COLUMN = 25, LABEL_SIZE = 80 };

const char *section_does(const char *section)
{
    newsmill_part part;

    if (strcmp(section, OWN_SECTION) == 0)
        return "the program itself";
    if (strcmp(section, "run") == 0)
        return "the run as a whole";
    if (strcmp(section, "fetch") == 0)
        return "asks for pages: politely, within limits, and not twice";
    for (size_t i = 0; newsmill_part_at(i, &part) == NEWSMILL_OK; i++)
        if (strcmp(part.name, section) == 0)
            return part.does;
    return NULL;
}

/* Goes on at `column` with a word; breaks the line where it would be too long. */
static size_t put_word(size_t column, const char *word, size_t length)
{
    if (column > COLUMN && column + 1 + length > WIDTH) {
        printf("\n%*s", COLUMN, "");
        column = COLUMN;
    } else if (column > COLUMN) {
        putchar(' ');
        column++;
    }
    printf("%.*s", (int)length, word);
    return column + length;
}

static size_t put_words(size_t column, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, " ");
        column = put_word(column, text, length);
        text += length + strspn(text + length, " ");
    }
    return column;
}

static void put_option(const newsmill_option *row)
{
    char label[LABEL_SIZE], letter = options_letter(row->name), given[LABEL_SIZE];
    size_t column;

    snprintf(label, sizeof label, letter ? "  -%c, --%s %s" : "  %c   --%s %s",
             letter ? letter : ' ', row->name, row->arg ? row->arg : "");
    printf("%-*s", COLUMN, label);
    if (strlen(label) >= COLUMN)
        printf("\n%*s", COLUMN, "");
    column = put_words(COLUMN, row->help);
    if (row->choices) {
        snprintf(given, sizeof given, "(%s)", row->choices);
        column = put_word(column, given, strlen(given));
    }
    if (row->usual && row->arg) {
        snprintf(given, sizeof given, "[%s]", row->usual);
        put_word(column, given, strlen(given));
    }
    putchar('\n');
}

/* Fetching takes its own options and the program's; the other commands take the others. */
static bool is_for(const struct command *command, const newsmill_option *row)
{
    bool fetches = strcmp(command->name, "fetch") == 0;

    if (strcmp(row->section, OWN_SECTION) == 0)
        return true;
    if (strcmp(row->section, "fetch") == 0)
        return fetches;
    return !fetches || strcmp(row->name, "ledger") == 0 || strcmp(row->name, "state") == 0 ||
           strcmp(row->name, "commit-ms") == 0;
}

static void put_options(const struct command *command)
{
    const char *section = "";
    newsmill_option row;

    for (size_t i = 0; options_row(i, &row); i++) {
        if (!is_for(command, &row))
            continue;
        if (strcmp(row.section, section) != 0) {
            const char *does = section_does(row.section);
            section = row.section;
            printf("\n%s%s%s\n", section, does ? ": " : "", does ? does : "");
        }
        put_option(&row);
    }
}

static void put_archive_options(const struct command *command)
{
    newsmill_option row;

    for (size_t i = 0; archives_row(command, i, &row); i++) {
        if (!i)
            putchar('\n');
        put_option(&row);
    }
}

int help_command(const struct command *command)
{
    printf("usage: newsmill %s %s\n%s\n", command->name, command->args, command->does);
    if (command->mills) {
        put_options(command);
        puts("\nA switch is turned off by --no-NAME; what stands in [] is the default.\n"
             "Words after -- are inputs; '-' is standard input.");
    }
    put_archive_options(command);
    return finish_output();
}

static int help_all(void)
{
    puts("usage: newsmill COMMAND [ARGUMENT]...\n"
         "turns scraped news into clean article records\n");
    for (size_t i = 0; i < command_count; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].does);
    puts("\n'newsmill help COMMAND' shows the options of a command.");
    return finish_output();
}

int help(const struct command *self, char **args)
{
    const struct command *command;

    if (!args[0])
        return help_all();
    if (args[1])
        return usage(self);
    if (strcmp(args[0], "--man") == 0) {
        manual_page();
        return finish_output();
    }
    if (strcmp(args[0], "--man-conf") == 0) {
        manual_conf_page();
        return finish_output();
    }
    if (strcmp(args[0], "--stages") == 0) {
        stages_page();
        return finish_output();
    }
    if (completion_put(args[0]))
        return finish_output();
    command = command_find(args[0]);
    if (command)
        return help_command(command);
    fprintf(stderr, "newsmill: no such command; 'newsmill help' lists them\n");
    return EXIT_MISUSED;
}
