#include "settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "pattern.h"

enum { FIRST_URLS = 64, MOST_BYTES = 1 << 20, WHERE_SIZE = 400, WIDTH = 79 };

struct reading {
    struct settings *settings;
    newsmill *mill;
    struct asked *asked;
    char where[WHERE_SIZE]; /* "newsmill.conf:3: " */
};

static bool fault(const struct reading *reading, const char *what)
{
    fprintf(stderr, "newsmill: %s%s\n", reading->where, what);
    return false;
}

static bool no_memory(const struct reading *reading)
{
    reading->settings->short_of_memory = true;
    return fault(reading, "out of memory");
}

static bool add_inputs(struct reading *reading, const char *pattern)
{
    struct paths found;
    bool sound = pattern_find(pattern, &found);

    reading->settings->patterns++;
    for (size_t i = 0; sound && i < found.count; i++)
        sound = newsmill_input(reading->mill, found.path[i]) == NEWSMILL_OK;
    reading->asked->inputs += found.count;
    paths_free(&found);
    return sound || no_memory(reading);
}

static bool add_url(struct reading *reading, struct setting_url url)
{
    struct settings *settings = reading->settings;
    size_t room = settings->url_room ? 2 * settings->url_room : FIRST_URLS;
    struct setting_url *urls;

    if (settings->url_count == settings->url_room) {
        urls = realloc(settings->urls, room * sizeof *urls);
        if (!urls)
            return no_memory(reading);
        settings->urls = urls;
        settings->url_room = room;
    }
    settings->urls[settings->url_count++] = url;
    return true;
}

/* A name of which there may be many lines. */
static bool add(struct reading *reading, const char *name, const char *value)
{
    bool feed = strcmp(name, "feed") == 0;

    if (!*value)
        return fault(reading, "names nothing: input, feed and url need a value");
    if (strcmp(name, "input") == 0)
        return add_inputs(reading, value);
    if (feed && !strstr(value, "://"))
        return fault(reading, "feed: is no URL; url takes files too");
    return add_url(reading, (struct setting_url){value, feed});
}

/* In place: without white space at either end. */
static char *trim(char *text)
{
    size_t n;

    text += strspn(text, " \t\r\v\f");
    n = strlen(text);
    while (n && strchr(" \t\r\v\f", text[n - 1]))
        n--;
    text[n] = '\0';
    return text;
}

static bool read_line(struct reading *reading, char *line)
{
    char *equals, *name, *value;

    line = trim(line);
    if (!*line || *line == '#')
        return true;
    equals = strchr(line, '=');
    if (!equals)
        return fault(reading, "a line is 'name = value'");
    *equals = '\0';
    name = trim(line);
    value = trim(equals + 1);
    if (strcmp(name, "input") == 0 || strcmp(name, "feed") == 0 || strcmp(name, "url") == 0)
        return add(reading, name, value);
    if (strcmp(name, "help") == 0)
        return fault(reading, "help: is for the command line");
    return options_set(reading->mill, reading->asked, reading->where, name, value);
}

/* The whole file, ended by a NUL. */
static char *read_all(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = file ? malloc(MOST_BYTES + 1) : NULL;
    size_t n = text ? fread(text, 1, MOST_BYTES + 1, file) : 0;
    const char *why = NULL;

    if (!file || !text || ferror(file))
        why = strerror(errno);
    else if (n > MOST_BYTES)
        why = "is larger than a configuration may be";
    else if (memchr(text, '\0', n))
        why = "holds a NUL: it is no text";
    if (file)
        fclose(file);
    if (!why) {
        text[n] = '\0';
        return text;
    }
    fprintf(stderr, "newsmill: %s: %s\n", path, why);
    if (file && !text)
        errno = ENOMEM; /* whatever closing it and saying so left there */
    free(text);
    return NULL;
}

bool settings_read(struct settings *settings, const char *path, newsmill *mill, struct asked *asked)
{
    struct reading reading = {.settings = settings, .mill = mill, .asked = asked};
    char *line, *next;
    size_t number = 0;
    bool sound = true;

    errno = 0;
    *settings = (struct settings){.text = read_all(path)};
    if (!settings->text) {
        settings->short_of_memory = errno == ENOMEM;
        return false;
    }
    for (line = settings->text; sound && line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        snprintf(reading.where, sizeof reading.where, "%.300s:%zu: ", path, ++number);
        sound = read_line(&reading, line);
    }
    return sound;
}

void settings_free(struct settings *settings)
{
    free(settings->urls);
    free(settings->text);
    *settings = (struct settings){0};
}

/* ---- a file to begin with ---- */

static void put_comment(const char *text)
{
    size_t column = 1;

    putchar('#');
    while (*text) {
        size_t n = strcspn(text, " ");
        if (column > 1 && column + 1 + n > WIDTH) {
            fputs("\n#", stdout);
            column = 1;
        }
        printf(" %.*s", (int)n, text);
        column += 1 + n;
        text += n + strspn(text + n, " ");
    }
    putchar('\n');
}

static void put_option(const newsmill_option *row)
{
    putchar('\n');
    put_comment(row->help);
    if (row->choices)
        printf("# One of %s.\n", row->choices);
    printf("#%s = %s\n", row->name, row->usual ? row->usual : row->arg ? row->arg : "no");
}

void settings_print(void)
{
    const char *section = "";
    newsmill_option row;

    puts("# Configuration of newsmill run. A line is 'name = value'; names are those of the\n"
         "# options of newsmill clean; what begins with # is a comment. Switches are yes or no.\n"
         "\n"
         "# Files and folders to read; patterns of the shell, as many lines as need be. What was\n"
         "# read before is not read again.\n"
         "#input = /srv/dumps/*.warc.gz\n"
         "\n"
         "# Feeds and sitemaps to ask, and URLs or files of them, a line each; as many lines as\n"
         "# need be. What they lead to is stored as WARC in the state's folder and cleaned.\n"
         "#feed = https://example.org/rss\n"
         "#url = /srv/urls.txt\n"
         "\n"
         "# The folder of the archive: the one setting that must be there.\n"
         "#output = /srv/archive/");
    for (size_t i = 0; options_row(i, &row); i++) {
        const char *does = section_does(row.section);
        if (strcmp(row.name, "help") == 0 || strcmp(row.name, "output") == 0)
            continue;
        if (strcmp(row.section, section) != 0) {
            section = row.section;
            printf("\n\n# ---- %s%s%s\n", section, does ? ": " : "", does ? does : "");
        }
        put_option(&row);
    }
}
