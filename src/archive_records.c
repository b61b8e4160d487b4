/* archive_records: archives read back, as newsmill.h has it: records that were asked for. */
#include "archive_handle.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "archive_forms.h"
#include "base/hash.h"
#include "base/json_scan.h"
#include "base/option.h"
#include "store/archive_read_file.h"

enum { EXIT_DAMAGED = 1, EXIT_MISUSED = 2, EXIT_UNFINISHED = 3, DAY = 10 };

#define MEMBER(name) offsetof(struct archive_asked, name)
static const struct option rows[] = {
    {.name = "id",
     .arg = "ID",
     .type = OPTION_TEXT,
     .offset = MEMBER(id),
     .help = "only the record of that id"},
    {.name = "site",
     .arg = "SITE",
     .type = OPTION_TEXT,
     .offset = MEMBER(site),
     .help = "only records of that site"},
    {.name = "date",
     .arg = "FROM..TO",
     .type = OPTION_TEXT,
     .offset = MEMBER(date),
     .help = "only records published in these days, months or years, both counted; what has no "
             "date counts by when it was fetched, or else archived"},
    {.name = "archived",
     .arg = "FROM..TO",
     .type = OPTION_TEXT,
     .offset = MEMBER(archived),
     .help = "only records of runs that began in these days"},
    {.name = "to",
     .arg = "FORM",
     .type = OPTION_CHOICE,
     .offset = MEMBER(to),
     .usual = "jsonl",
     .choices = "jsonl|text|markdown",
     .help = "form of the records"},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* ---- the handle ---- */

void archive_escape_to(struct newsmill_archive *archive)
{
    archive->memory.escape = archive->each.escape = archive->scratch.escape = &archive->way_out;
}

int archive_fail(struct newsmill_archive *archive, int exit_code, const char *format, ...)
{
    va_list list;

    if (!archive->message[0]) {
        va_start(list, format);
        vsnprintf(archive->message, sizeof archive->message, format, list);
        va_end(list);
        archive->exit_code = exit_code;
    }
    return NEWSMILL_FAILED;
}

int archive_no_memory(struct newsmill_archive *archive)
{
    archive->said = NEWSMILL_FAILED;
    return archive_fail(archive, EXIT_UNFINISHED, "out of memory");
}

static bool set_up(struct newsmill_archive *archive)
{
    archive_escape_to(archive);
    if (setjmp(archive->way_out))
        return false;
    option_defaults(rows, ROWS, &archive->asked, &archive->memory);
    archive->reader = archive_reader_new(&archive->memory, &archive->archived);
    archive->stat = archive_stat_new(&archive->memory);
    return true;
}

newsmill_archive *newsmill_archive_new(void)
{
    struct newsmill_archive *archive = calloc(1, sizeof *archive);

    if (!archive)
        return NULL;
    arena_init(&archive->memory, 0);
    arena_init(&archive->each, 0);
    arena_init(&archive->scratch, 0);
    archive->last_path = &archive->paths;
    if (set_up(archive))
        return archive;
    newsmill_archive_free(archive);
    return NULL;
}

void newsmill_archive_free(newsmill_archive *archive)
{
    if (!archive)
        return;
    arena_free(&archive->scratch);
    arena_free(&archive->each);
    arena_free(&archive->memory);
    free(archive);
}

void newsmill_archive_listen(newsmill_archive *archive, newsmill_hear *hear, void *context)
{
    archive->hear = hear;
    archive->hear_context = context;
}

int newsmill_archive_add(newsmill_archive *archive, const char *path)
{
    struct archive_path *added;

    archive_escape_to(archive);
    if (setjmp(archive->way_out))
        return archive_no_memory(archive);
    added = ARENA_NEW(&archive->memory, struct archive_path);
    added->path = str_zero_ended(&archive->memory, str_of(path));
    *archive->last_path = added;
    archive->last_path = &added->next;
    return NEWSMILL_OK;
}

const char *newsmill_archive_message(const newsmill_archive *archive)
{
    return archive->message;
}

int newsmill_archive_exit_code(const newsmill_archive *archive)
{
    if (archive->message[0])
        return archive->exit_code;
    return archive->damaged ? EXIT_DAMAGED : 0;
}

/* ---- options ---- */

/* "2026", "2026-11" or "2026-11-22". */
static bool is_day(str day)
{
    if (day.n != 4 && day.n != 7 && day.n != DAY)
        return false;
    for (size_t i = 0; i < day.n; i++)
        if (i == 4 || i == 7 ? day.p[i] != '-' : day.p[i] < '0' || day.p[i] > '9')
            return false;
    return true;
}

/* FROM..TO, either of which may be left out, or one for both. */
static bool read_days(const char *text, struct archive_days *days)
{
    str all = str_of(text);
    size_t dots = str_find(all, S(".."));

    if (!all.n) {
        *days = (struct archive_days){0};
        return true;
    }
    days->from = str_slice(all, 0, dots);
    days->to = dots == SIZE_MAX ? all : str_from(all, dots + 2);
    return (!days->from.n || is_day(days->from)) && (!days->to.n || is_day(days->to));
}

int newsmill_archive_set(newsmill_archive *archive, const char *name, const char *value)
{
    const struct option *row = option_find(rows, ROWS, str_of(name));
    const char *why;

    archive_escape_to(archive);
    if (setjmp(archive->way_out))
        return archive_no_memory(archive);
    if (!row)
        return archive_fail(archive, EXIT_MISUSED, "--%s: no such option", name);
    why = option_set(row, &archive->asked, value, &archive->memory);
    if (!why && !read_days(archive->asked.date, &archive->date))
        why = "is no range of days like 2026-11-01..2026-11-22";
    if (!why && !read_days(archive->asked.archived, &archive->archived))
        why = "is no range of days like 2026-11-01..2026-11-22";
    return why ? archive_fail(archive, EXIT_MISUSED, "--%s: '%s' %s", name, value, why)
               : NEWSMILL_OK;
}

int newsmill_archive_option_at(size_t i, newsmill_option *option)
{
    if (i >= ROWS)
        return NEWSMILL_FAILED;
    *option = (newsmill_option){.name = rows[i].name,
                                .arg = rows[i].arg,
                                .usual = rows[i].usual,
                                .choices = rows[i].choices,
                                .help = rows[i].help,
                                .section = "archive"};
    return NEWSMILL_OK;
}

/* ---- records ---- */

void archive_say_damage(struct newsmill_archive *archive, str path, uint64_t at, const char *what)
{
    char line[ARCHIVE_MESSAGE];

    archive->damaged++;
    if (at)
        snprintf(line, sizeof line, "%.*s: at byte %llu: %s", (int)path.n, path.p,
                 (unsigned long long)at, what);
    else
        snprintf(line, sizeof line, "%.*s: %s", (int)path.n, path.p, what);
    if (archive->hear)
        archive->hear(archive->hear_context, NEWSMILL_WARNING, line);
}

/* Opens the next path that can be opened; false: there is none. */
static bool open_next(struct newsmill_archive *archive)
{
    do {
        const char *error = "";
        str of;
        archive->now = archive->started ? archive->now->next : archive->paths;
        archive->started = true;
        if (!archive->now)
            return false;
        if (archive_reader_open(archive->reader, archive->now->path, &of, &error))
            return true;
        if (error == read_no_memory) {
            archive_no_memory(archive);
            return false;
        }
        archive_say_damage(archive, of, 0, error);
    } while (archive->now->next);
    archive->now = NULL;
    return false;
}

static enum archive_said read_next(struct newsmill_archive *archive, struct archive_record *record)
{
    if (!archive->asked.id)
        return archive_reader_next(archive->reader, record);
    return archive_reader_find(archive->reader, hash64(str_of(archive->asked.id)), archive->careful,
                               record);
}

int archive_next_line(struct newsmill_archive *archive, struct archive_record *record)
{
    for (;;) {
        const char *what, *shard;
        uint64_t at;

        if (archive->message[0])
            return NEWSMILL_FAILED;
        if (!archive->now && (archive->started || !open_next(archive)))
            return NEWSMILL_END;
        switch (read_next(archive, record)) {
        case ARCHIVE_RECORD:
            return NEWSMILL_OK;
        case ARCHIVE_END:
            open_next(archive);
            break;
        default:
            what = archive_reader_error(archive->reader, &shard, &at);
            if (what == read_no_memory)
                return archive_no_memory(archive);
            archive_say_damage(archive, str_of(shard), at, what);
        }
    }
}

/* What options look at. */
struct seen {
    str id, site, published, fetched;
};

static bool look(struct newsmill_archive *archive, str line, struct seen *seen)
{
    struct json_scan scan = json_scan(line);
    str key, value;

    while (json_scan_member(&scan, &key, &value)) {
        str *to = str_eq(key, S("id"))          ? &seen->id
                  : str_eq(key, S("site"))      ? &seen->site
                  : str_eq(key, S("published")) ? &seen->published
                  : str_eq(key, S("fetched"))   ? &seen->fetched
                                                : NULL;
        if (to)
            *to = json_scan_text(&archive->scratch, value);
    }
    return json_scan_whole(&scan);
}

/* As far as both are known: 2026-11 holds 2026-11-22, and the other way round. */
static bool in_days(str day, const struct archive_days *days)
{
    str from = str_slice(days->from, 0, day.n), to = str_slice(days->to, 0, day.n);

    return day.n && (!from.n || memcmp(day.p, from.p, from.n) >= 0) &&
           (!to.n || memcmp(day.p, to.p, to.n) <= 0);
}

static bool wanted(struct newsmill_archive *archive, const struct archive_record *record,
                   bool *sound)
{
    const struct archive_asked *asked = &archive->asked;
    struct seen seen = {0};
    str day;

    *sound = true;
    if (!asked->id && !asked->site && !asked->date)
        return true;
    *sound = look(archive, record->line, &seen);
    day = seen.published.n ? seen.published : seen.fetched.n ? seen.fetched : record->day;
    return *sound && (!asked->id || str_eq(seen.id, str_of(asked->id))) &&
           (!asked->site || str_eq_nocase(seen.site, str_of(asked->site))) &&
           (!asked->date || in_days(str_slice(day, 0, DAY), &archive->date));
}

/* false: it is no record. */
static bool form_of(struct newsmill_archive *archive, const struct archive_record *record,
                    str *form)
{
    struct buf line = buf_new(&archive->scratch, SIZE_MAX / 4);

    if (strcmp(archive->asked.to, "jsonl") != 0)
        return archive_form(&archive->scratch, &archive->each, record->line, archive->asked.to,
                            form);
    buf_reserve(&line, record->line.n + 1);
    buf_str(&line, record->line);
    buf_char(&line, '\n');
    *form = buf_text(&line);
    return true;
}

/* With an id, a second time around: were the indexes that knew nothing of it sound? */
static bool again(struct newsmill_archive *archive)
{
    if (!archive->asked.id || archive->given || archive->careful || archive->message[0])
        return false;
    archive->careful = true;
    archive->started = false;
    return true;
}

static int next(struct newsmill_archive *archive, newsmill_str *text)
{
    struct archive_record record;
    bool sound;

    do {
        while (archive_next_line(archive, &record) == NEWSMILL_OK) {
            arena_reset(&archive->scratch);
            arena_reset(&archive->each);
            if (!record.line.n)
                continue;
            if (wanted(archive, &record, &sound) && form_of(archive, &record, text)) {
                archive->given++;
                return NEWSMILL_OK;
            }
            if (!sound)
                archive_say_damage(archive, str_of(record.shard), record.member,
                                   "holds what is no record");
        }
    } while (again(archive));
    return NEWSMILL_END;
}

int newsmill_archive_next(newsmill_archive *archive, newsmill_str *record)
{
    if (archive->said)
        return archive->said;
    if (archive->message[0])
        return archive->said = NEWSMILL_FAILED;
    archive_escape_to(archive);
    if (setjmp(archive->way_out))
        return archive_no_memory(archive);
    archive->said = next(archive, record);
    if (archive->message[0])
        archive->said = NEWSMILL_FAILED;
    return archive->said;
}
