#include "run_day.h"

#include <stddef.h>
#include <stdio.h>
#include <time.h>

void day_of_today(char day[DAY_SIZE])
{
    time_t now = time(NULL);
    struct tm tm = {.tm_year = 70, .tm_mday = 1};

    gmtime_r(&now, &tm);
    snprintf(day, DAY_SIZE, "%04u-%02u-%02u", (unsigned)(tm.tm_year + 1900) % 10000,
             (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100);
}

bool day_is_one(const char *text)
{
    static const char form[] = "0000-00-00";

    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    return true;
}
