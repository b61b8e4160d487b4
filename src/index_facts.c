/* index_facts: the public functions that look after an index. */
#include <newsmill.h>
#include <stdio.h>

#include "base/date_days.h"
#include "run_day.h"
#include "store/index_care.h"

enum { EXIT_DAMAGED = 1, EXIT_MISUSED = 2, EXIT_UNFINISHED = 3, EXIT_LOCKED = 4, DAY = 86400 };

static int exit_code(enum care_said said)
{
    static const int codes[] = {
        [CARE_DONE] = 0,
        [CARE_NONE] = EXIT_MISUSED,
        [CARE_DAMAGED] = EXIT_DAMAGED,
        [CARE_LOCKED] = EXIT_LOCKED,
        [CARE_FAILED] = EXIT_UNFINISHED,
    };

    return codes[said];
}

static void show(newsmill_index_facts *facts, const struct index_report *report)
{
    *facts = (newsmill_index_facts){
        .documents = report->docs,
        .near = report->near_docs,
        .exact = report->exact_docs,
        .logged = report->logged,
        .segments = report->segments,
        .keys = report->keys,
        .bytes = report->bytes,
        .window = report->window,
        .exact_window = report->exact_window,
        .latest = report->latest,
    };
}

int newsmill_index_stat(const char *folder, newsmill_index_facts *facts, char *message, size_t size)
{
    struct index_report report = {0};
    enum care_said said = index_stat(folder, &report, message, size);

    show(facts, &report);
    return exit_code(said);
}

int newsmill_index_verify(const char *folder, newsmill_index_facts *facts, char *message,
                          size_t size)
{
    struct index_report report = {0};
    enum care_said said = index_verify(folder, &report, message, size);

    show(facts, &report);
    return exit_code(said);
}

/* "2026-01-31", and a day that there is. */
static bool read_day(str text, int64_t *seconds)
{
    struct date date = {.precision = DATE_DAY}, again = {.precision = DATE_DAY};
    uint64_t parts[3];
    str part;

    if (text.n != sizeof "2026-01-31" - 1)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!str_split(&text, '-', &part) || part.n != (i ? 2 : 4) || !str_number(part, &parts[i]))
            return false;
    date.year = (int)parts[0];
    date.month = (int)parts[1];
    date.day = (int)parts[2];
    if (date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    date_from_days(&again, date_day_number(&date));
    *seconds = date_day_number(&date) * DAY;
    return again.month == date.month && again.day == date.day;
}

int newsmill_index_expire(const char *folder, const char *date, char *message, size_t size)
{
    char today[DAY_SIZE];
    int64_t now;

    if (!date) {
        day_of_today(today);
        date = today;
    }
    if (read_day(str_of(date), &now))
        return exit_code(index_expire(folder, now, message, size));
    if (size)
        snprintf(message, size, "'%.100s' is no date: it is to be as 2026-01-31", date);
    return EXIT_MISUSED;
}

int newsmill_index_remove(const char *folder, char *message, size_t size)
{
    return exit_code(index_remove(folder, message, size));
}

int newsmill_index_replace(const char *folder, const char *by, char *message, size_t size)
{
    return exit_code(index_replace(folder, by, message, size));
}
