/* Completion for bash and zsh, of the tables: commands, their options, what these take. */
#include <stdio.h>
#include <string.h>

#include "archives.h"
#include "help.h"
#include "options.h"

/* Row i of a command, counted from 0; false past the last. */
static bool row_of(const struct command *command, size_t i, newsmill_option *row)
{
    return command->mills ? options_row(i, row) : archives_row(command, i, row);
}

static bool has_rows(const struct command *command)
{
    newsmill_option row;

    return row_of(command, 0, &row);
}

/* Commands of the mill have the same options: they stand together, where the first of them is. */
static bool stands_for_others(const struct command *command)
{
    const struct command *first = commands;

    while (command->mills && !first->mills)
        first++;
    return has_rows(command) && (!command->mills || command == first);
}

/* "clean|dedup|run", or the one name. */
static void put_names(const struct command *command)
{
    const char *between = "";

    for (size_t i = 0; i < command_count; i++)
        if (&commands[i] == command || (command->mills && commands[i].mills)) {
            printf("%s%s", between, commands[i].name);
            between = "|";
        }
}

static void put_commands(const char *end)
{
    for (size_t i = 0; i < command_count; i++)
        printf("%s%s", i ? " " : "", commands[i].name);
    fputs(end, stdout);
}

/* "a|b" as words. */
static void put_choices(const char *choices)
{
    for (; *choices; choices++)
        putchar(*choices == '|' ? ' ' : *choices);
}

/* Words without rows: what the usage line has of options and of words to be typed as they are. */
static void put_words_of_usage(const char *args)
{
    while (*args) {
        size_t n = strspn(args, "abcdefghijklmnopqrstuvwxyz-");
        if (n > 1)
            printf("%.*s ", (int)n, args);
        args += n;
        args += strcspn(args, "abcdefghijklmnopqrstuvwxyz-");
    }
}

/* What stands behind an option: the words that `choices` begins and `end` ends, or files. */
static void put_value(const newsmill_option *row, const char *indent)
{
    if (!row->arg)
        return;
    printf("%s--%s) ", indent, row->name);
    if (row->choices) {
        fputs("choices='", stdout);
        put_choices(row->choices);
        puts("' ;;");
    } else {
        puts(strstr(row->arg, "FILE")  ? "files=f ;;"
             : strstr(row->arg, "DIR") ? "files=d ;;"
                                       : "files= ;;");
    }
}

static void put_values(const struct command *command, const char *indent)
{
    newsmill_option row;

    for (size_t i = 0; row_of(command, i, &row); i++)
        put_value(&row, indent);
}

/* ---- bash ---- */

static void put_bash_options(const struct command *command)
{
    newsmill_option row;

    fputs("        options='", stdout);
    for (size_t i = 0; row_of(command, i, &row); i++) {
        printf("--%s ", row.name);
        if (!row.arg && command->mills && strcmp(row.name, "help") != 0)
            printf("--no-%s ", row.name);
    }
    puts("'");
}

static void put_bash_command(const struct command *command)
{
    if (has_rows(command) && !stands_for_others(command))
        return;
    fputs("    ", stdout);
    put_names(command);
    puts(")");
    if (!has_rows(command)) {
        fputs("        choices='", stdout);
        if (strcmp(command->name, "help") == 0)
            put_commands("");
        else
            put_words_of_usage(command->args);
        puts("' ;;");
        return;
    }
    put_bash_options(command);
    puts("        case $before in");
    put_values(command, "        ");
    puts("        *) [[ $word != -* ]] || choices=$options ;;\n        esac ;;");
}

static void put_bash(void)
{
    puts("# Made by 'newsmill help --completion-bash'; 'make docs' makes it anew.\n"
         "_newsmill() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    local options choices= files=f\n"
         "    COMPREPLY=()\n"
         "    # --to=text is three words: --to = text\n"
         "    if [[ $word == = ]]; then\n"
         "        word=\n"
         "    elif [[ $before == = ]]; then\n"
         "        before=${COMP_WORDS[COMP_CWORD-2]}\n"
         "    fi\n"
         "    case ${COMP_CWORD}/${COMP_WORDS[1]} in");
    fputs("    1/*) choices='", stdout);
    put_commands("' ;;\n    esac\n    ((COMP_CWORD == 1)) || case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < command_count; i++)
        put_bash_command(&commands[i]);
    puts("    esac\n"
         "    if [[ $choices ]]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$word\")\n"
         "    elif [[ $files ]]; then\n"
         "        compopt -o filenames 2>/dev/null\n"
         "        mapfile -t COMPREPLY < <(compgen -\"$files\" -- \"$word\")\n"
         "    fi\n"
         "}\n"
         "complete -F _newsmill newsmill");
}

/* ---- zsh ---- */

/* Within single quotes; a colon parts a word from what it is for. */
static void put_described(const char *before, const char *name, const char *help)
{
    printf("        '--%s%s:", before, name);
    for (; *help; help++)
        if (*help == '\'')
            fputs("'\\''", stdout);
        else
            putchar(*help);
    puts("'");
}

static void put_zsh_command(const struct command *command)
{
    newsmill_option row;

    if (!stands_for_others(command))
        return;
    fputs("    (", stdout);
    put_names(command);
    puts(")\n        options=(");
    for (size_t i = 0; row_of(command, i, &row); i++) {
        put_described("", row.name, row.help);
        if (!row.arg && command->mills && strcmp(row.name, "help") != 0)
            put_described("no-", row.name, row.help);
    }
    puts("        )\n        case ${before%%=*} in");
    put_values(command, "        ");
    puts("        esac ;;");
}

static void put_zsh(void)
{
    puts("#compdef newsmill\n"
         "# Made by 'newsmill help --completion-zsh'; 'make docs' makes it anew.\n"
         "local before=${words[CURRENT-1]} choices= files=f\n"
         "local -a commands options\n"
         "commands=(");
    for (size_t i = 0; i < command_count; i++)
        printf("    '%s:%s'\n", commands[i].name, commands[i].does);
    puts(")\n"
         "if ((CURRENT == 2)); then\n"
         "    _describe command commands\n"
         "    return\n"
         "fi\n"
         "if [[ $PREFIX == --*=* ]]; then\n"
         "    before=${PREFIX%%=*}\n"
         "    compset -P '*='\n"
         "fi\n"
         "case ${words[2]} in");
    for (size_t i = 0; i < command_count; i++)
        put_zsh_command(&commands[i]);
    puts("esac\n"
         "if [[ -n $choices ]]; then\n"
         "    compadd -- ${=choices}\n"
         "elif [[ $PREFIX == -* ]]; then\n"
         "    _describe -o option options\n"
         "elif [[ $files == d ]]; then\n"
         "    _files -/\n"
         "elif [[ -n $files ]]; then\n"
         "    _files\n"
         "fi");
}

bool completion_put(const char *asked)
{
    bool bash = strcmp(asked, "--completion-bash") == 0;

    if (!bash && strcmp(asked, "--completion-zsh") != 0)
        return false;
    if (bash)
        put_bash();
    else
        put_zsh();
    return true;
}
