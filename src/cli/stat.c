/* newsmill stat: what is in an archive, as a table or as JSON. */
#include <stdio.h>
#include <string.h>

#include "archives.h"
#include "screen.h"

enum { ROWS_SHOWN = 20, NAME_COLUMN = 32 };

static const struct {
    const char *group, *title;
} groups[] = {
    {"site", "sites"},
    {"lang", "languages"},
    {"page_type", "page types"},
    {"removed", "removed"},
};
enum { GROUPS = sizeof groups / sizeof *groups };

struct total {
    const char *name;
    uint64_t number;
};

static size_t totals_of(const newsmill_totals *totals, struct total list[], size_t room)
{
    const struct total all[] = {
        {"records", totals->records},
        {"words", totals->words},
        {"unreadable", totals->unreadable},
        {"shards", totals->shards},
        {"growing", totals->growing},
        {"bytes", totals->bytes},
        {"plain_bytes", totals->plain},
        {"index_bytes", totals->index_bytes},
        {"runs", totals->runs},
        {"read", totals->counts.read},
        {"kept", totals->counts.kept},
        {"duplicate", totals->counts.duplicate},
        {"rejected", totals->counts.rejected},
        {"failed", totals->counts.failed},
    };
    size_t n = sizeof all / sizeof *all;

    memcpy(list, all, (n < room ? n : room) * sizeof *all);
    return n < room ? n : room;
}

enum { TOTALS = 14 };

static bool is_of(newsmill_str group, const char *name)
{
    return group.n == strlen(name) && memcmp(group.p, name, group.n) == 0;
}

/* ---- the table ---- */

static void put_row(const struct screen *screen, newsmill_str name, const newsmill_stat *row)
{
    size_t width = screen_width(name);

    fputs("  ", stdout);
    screen_put(screen, name);
    printf("%*s %12llu %14llu\n", width < NAME_COLUMN ? (int)(NAME_COLUMN - width) : 1, "",
           (unsigned long long)row->count, (unsigned long long)row->words);
}

static void put_group(const struct screen *screen, const newsmill_archive *archive, size_t group)
{
    size_t rows = 0;
    newsmill_stat row;

    screen_style(screen, STYLE_BOLD);
    printf("\n%-*s   %12s %14s\n", NAME_COLUMN, groups[group].title,
           is_of((newsmill_str){"removed", 7}, groups[group].group) ? "places" : "records",
           "words");
    screen_style(screen, STYLE_PLAIN);
    for (size_t i = 0; newsmill_archive_stat_at(archive, i, &row) == NEWSMILL_OK; i++)
        if (is_of(row.group, groups[group].group) && rows++ < ROWS_SHOWN)
            put_row(screen, row.name.n ? row.name : (newsmill_str){"(unknown)", 9}, &row);
    if (rows > ROWS_SHOWN)
        printf("  and %zu more: --json shows all\n", rows - ROWS_SHOWN);
}

static void put_table(const newsmill_archive *archive, const newsmill_totals *totals)
{
    struct screen screen = screen_of(stdout);
    struct total list[TOTALS];
    size_t n = totals_of(totals, list, TOTALS);

    for (size_t i = 0; i < n; i++)
        printf("%-14s %14llu\n", list[i].name, (unsigned long long)list[i].number);
    for (size_t i = 0; i < GROUPS; i++)
        put_group(&screen, archive, i);
}

/* ---- JSON ---- */

static void put_text(newsmill_str text)
{
    putchar('"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < ' ')
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void put_rows(const newsmill_archive *archive, const char *group)
{
    const char *before = "";
    newsmill_stat row;

    printf(",\"%s\":[", group);
    for (size_t i = 0; newsmill_archive_stat_at(archive, i, &row) == NEWSMILL_OK; i++) {
        if (!is_of(row.group, group))
            continue;
        printf("%s{\"name\":", before);
        if (row.name.n)
            put_text(row.name);
        else
            fputs("null", stdout);
        printf(",\"%s\":%llu,\"words\":%llu}", strcmp(group, "removed") == 0 ? "places" : "records",
               (unsigned long long)row.count, (unsigned long long)row.words);
        before = ",";
    }
    putchar(']');
}

static void put_json(const newsmill_archive *archive, const newsmill_totals *totals)
{
    struct total list[TOTALS];
    size_t n = totals_of(totals, list, TOTALS);

    for (size_t i = 0; i < n; i++)
        printf("%s\"%s\":%llu", i ? "," : "{", list[i].name, (unsigned long long)list[i].number);
    for (size_t i = 0; i < GROUPS; i++)
        put_rows(archive, groups[i].group);
    puts("}");
}

int stat_command(const struct command *self, char **args)
{
    struct archives archives;
    newsmill_totals totals;
    int exit_code, written;

    if (!archives_open(&archives, self, args, &exit_code))
        return exit_code;
    if (newsmill_archive_stat(archives.archive, &totals) == NEWSMILL_OK) {
        if (archives.json)
            put_json(archives.archive, &totals);
        else
            put_table(archives.archive, &totals);
    }
    written = finish_output();
    exit_code = archives_close(&archives);
    return written == EXIT_DONE ? exit_code : written;
}
