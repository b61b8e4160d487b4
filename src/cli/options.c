#include "options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "screen.h"

enum { NAME_SIZE = 64, LINE_SIZE = 512 };

static const newsmill_option own_rows[] = {
    {"help", NULL, NULL, NULL, "show this help", OWN_SECTION, 0, 0},
    {"html", NULL, NULL, NULL, "explain: a page of HTML instead of text", OWN_SECTION, 0, 0},
    {"log-format", "FORM", "text", "text|logfmt|json", "form of the messages", OWN_SECTION, 0, 0},
    {"metrics", "FILE", NULL, NULL,
     "write what came of the run to FILE, for the textfile collector of Prometheus", OWN_SECTION, 0,
     0},
    {"quiet", NULL, NULL, NULL, "say nothing when nothing went wrong", OWN_SECTION, 0, 0},
    {"summary", NULL, NULL, NULL, "say in one line at the end what came of the run", OWN_SECTION, 0,
     0},
    {"verbose", NULL, NULL, NULL, "say every message, and the tally at the end", OWN_SECTION, 0, 0},
};
enum { OWN_ROWS = sizeof own_rows / sizeof *own_rows };

static const struct {
    char letter;
    const char *name;
} letters[] = {{'h', "help"}, {'j', "jobs"}, {'o', "output"}, {'q', "quiet"}, {'v', "verbose"}};
enum { LETTERS = sizeof letters / sizeof *letters };

struct reading {
    newsmill *mill;
    struct asked *asked;
    char **next;       /* word */
    const char *where; /* in front of messages: the place in a file; "": the command line */
};

bool options_row(size_t i, newsmill_option *row)
{
    if (i >= OWN_ROWS)
        return newsmill_option_at(i - OWN_ROWS, row) == NEWSMILL_OK;
    *row = own_rows[i];
    return true;
}

char options_letter(const char *name)
{
    for (size_t i = 0; i < LETTERS; i++)
        if (strcmp(letters[i].name, name) == 0)
            return letters[i].letter;
    return '\0';
}

/* Always false. */
__attribute__((format(printf, 2, 3))) static bool misused(const struct reading *reading,
                                                          const char *format, ...)
{
    struct screen screen = screen_of(stderr);
    char line[LINE_SIZE];
    va_list list;

    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    fputs("newsmill: ", stderr);
    screen_puts(&screen, reading->where);
    screen_puts(&screen, line);
    fputc('\n', stderr);
    return false;
}

static bool find(const char *name, newsmill_option *row)
{
    for (size_t i = 0; options_row(i, row); i++)
        if (strcmp(row->name, name) == 0)
            return true;
    return false;
}

static bool unknown(const struct reading *reading, const char *name)
{
    struct nearest nearest = nearest_to(name);
    newsmill_option row;

    for (size_t i = 0; options_row(i, &row); i++)
        nearest_try(&nearest, row.name);
    if (nearest.found)
        return misused(reading, "--%s: no such option; did you mean --%s?", name, nearest.found);
    return misused(reading, "--%s: no such option; --help lists them", name);
}

/* Of the rows above; a switch is set to yes or no. */
static bool set_own(struct reading *reading, const newsmill_option *row, const char *value)
{
    struct asked *asked = reading->asked;
    bool yes = strcmp(value, "yes") == 0;

    if (!row->arg && !yes && strcmp(value, "no") != 0)
        return misused(reading, "--%s: takes no value", row->name);
    if (strcmp(row->name, "help") == 0)
        asked->help = yes;
    else if (strcmp(row->name, "html") == 0)
        asked->html = yes;
    else if (strcmp(row->name, "quiet") == 0)
        asked->quiet = yes;
    else if (strcmp(row->name, "verbose") == 0)
        asked->verbose = yes;
    else if (strcmp(row->name, "summary") == 0)
        asked->summary = yes;
    else if (strcmp(row->name, "metrics") == 0)
        asked->metrics = value;
    else if (!log_form(value, &asked->log))
        return misused(reading, "--%s: '%.100s' is none of its choices: %s", row->name, value,
                       row->choices);
    return true;
}

static bool set(struct reading *reading, const newsmill_option *row, const char *value)
{
    const char *name = row->name;

    if (strcmp(row->section, OWN_SECTION) == 0)
        return set_own(reading, row, value);
    if (strcmp(name, "output") == 0)
        reading->asked->to = value;
    if (strcmp(name, "output") == 0)
        name = reading->asked->output;
    if (reading->asked->words && strcmp(name, "ledger") == 0)
        reading->asked->ledger = value;
    else if (newsmill_set(reading->mill, name, value) != NEWSMILL_OK)
        return misused(reading, "%s", newsmill_message(reading->mill));
    if (strcmp(row->name, "dry-run") == 0)
        reading->asked->dry_run = strcmp(value, "yes") == 0;
    if (strcmp(row->name, "why") == 0)
        reading->asked->why = strcmp(value, "yes") == 0;
    if (strcmp(row->name, "features") == 0)
        reading->asked->features = strcmp(value, "yes") == 0;
    return true;
}

/* value: what stood behind the name in the same word, NULL: nothing did. */
static bool set_or_take(struct reading *reading, const newsmill_option *row, const char *value)
{
    if (!value && !row->arg)
        value = "yes";
    if (!value && !(value = *reading->next++))
        return misused(reading, "--%s: needs a value: --%s %s", row->name, row->name, row->arg);
    return set(reading, row, value);
}

/* name, name=value, or no-name for a switch. */
static bool read_long(struct reading *reading, const char *word)
{
    size_t length = strcspn(word, "=");
    const char *value = word[length] ? word + length + 1 : NULL;
    char name[NAME_SIZE];
    newsmill_option row;

    snprintf(name, sizeof name, "%.*s", (int)(length < NAME_SIZE ? length : NAME_SIZE), word);
    if (find(name, &row))
        return set_or_take(reading, &row, value);
    if (!value && strncmp(name, "no-", 3) == 0 && find(name + 3, &row) && !row.arg)
        return set(reading, &row, "no");
    return unknown(reading, name);
}

/* -q, -j4, -j 4, -qj4 */
static bool read_letters(struct reading *reading, const char *word)
{
    newsmill_option row;

    while (*word) {
        size_t i = 0;
        while (i < LETTERS && letters[i].letter != *word)
            i++;
        if (i == LETTERS || !find(letters[i].name, &row))
            return misused(reading, "-%c: no such option; --help lists them", *word);
        word++;
        if (row.arg)
            return set_or_take(reading, &row, *word ? word : NULL);
        if (!set(reading, &row, "yes"))
            return false;
    }
    return true;
}

static bool read_input(struct reading *reading, const char *word)
{
    size_t i = reading->asked->inputs++;

    if (reading->asked->words) {
        reading->asked->words[i] = (char *)(uintptr_t)word;
        return true;
    }
    return newsmill_input(reading->mill, word) == NEWSMILL_OK ||
           misused(reading, "%s", newsmill_message(reading->mill));
}

bool options_set(newsmill *mill, struct asked *asked, const char *where, const char *name,
                 const char *value)
{
    struct reading reading = {mill, asked, NULL, where};
    newsmill_option row;

    return find(name, &row) ? set(&reading, &row, value) : unknown(&reading, name);
}

bool options_read(newsmill *mill, char **args, struct asked *asked)
{
    struct reading reading = {mill, asked, args, ""};
    bool inputs_only = false, sound = true;
    const char *word;

    while (sound && (word = *reading.next)) {
        reading.next++;
        if (inputs_only || word[0] != '-' || word[1] == '\0')
            sound = read_input(&reading, word);
        else if (strcmp(word, "--") == 0)
            inputs_only = true;
        else if (word[1] == '-')
            sound = read_long(&reading, word + 2);
        else
            sound = read_letters(&reading, word + 1);
    }
    return sound;
}
