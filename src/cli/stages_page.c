/* docs/stages.md: readers and stages in the order of their work, with their options. */
#include <stdio.h>
#include <string.h>

#include "help.h"

static void put_cell(const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            putchar('\\');
        putchar(*text);
    }
}

static void put_option(const newsmill_option *row)
{
    printf("- `--%s%s%s`: ", row->name, row->arg ? " " : "", row->arg ? row->arg : "");
    fputs(row->help, stdout);
    if (row->choices)
        printf("; one of `%s`", row->choices);
    if (row->usual && row->arg)
        printf("; default `%s`", row->usual);
    putchar('\n');
}

static void put_options_of(const char *section)
{
    bool first = true;
    newsmill_option row;

    for (size_t i = 0; newsmill_option_at(i, &row) == NEWSMILL_OK; i++) {
        if (strcmp(row.section, section) != 0)
            continue;
        if (first)
            printf("\n### Options of %s\n\n", section);
        first = false;
        put_option(&row);
    }
}

static void put_parts(const char *kind)
{
    newsmill_part part;

    puts("\n| name | does |\n|---|---|");
    for (size_t i = 0; newsmill_part_at(i, &part) == NEWSMILL_OK; i++)
        if (strcmp(part.kind, kind) == 0) {
            printf("| `%s` | ", part.name);
            put_cell(part.does);
            puts(" |");
        }
    for (size_t i = 0; newsmill_part_at(i, &part) == NEWSMILL_OK; i++)
        if (strcmp(part.kind, kind) == 0)
            put_options_of(part.name);
}

void stages_page(void)
{
    puts("# Readers and stages\n\n"
         "Made by `newsmill help --stages` from the tables of the program; `make docs` makes it "
         "anew.");
    put_options_of("run");
    puts("\n## Readers\n\n"
         "Each looks at the first bytes of an input; the one that is surest of them reads it.");
    put_parts("reader");
    puts("\n## Stages\n\n"
         "Every document goes through these in this order, until one of them says why it is not "
         "kept.");
    put_parts("stage");
}
