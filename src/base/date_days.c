#include "date_days.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* Both by Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and
 * civil_from_days. */

int64_t date_day_number(const struct date *date)
{
    int y = date->month <= 2 ? date->year - 1 : date->year, era = y / 400;
    int of_era = y - era * 400, month = (date->month + 9) % 12;
    int day = (153 * month + 2) / 5 + (date->day ? date->day : 1) - 1;

    return (int64_t)era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + day - 719468;
}

int64_t date_seconds(const struct date *date)
{
    return date_day_number(date) * DAY + date->hour * HOUR + date->minute * MINUTE + date->second -
           (date->has_offset ? date->offset * MINUTE : 0);
}

void date_from_days(struct date *date, int64_t days)
{
    int64_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

    date->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    date->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    date->year = (int)(yoe + era * 400 + (date->month <= 2));
}

int date_compare_days(const struct date *a, const struct date *b)
{
    int64_t left = date_day_number(a), right = date_day_number(b);

    return left < right ? -1 : left > right;
}

void date_settle(struct date *date, const struct date *seen)
{
    int day = date->day;

    if (!date->either || seen->either || seen->precision < DATE_DAY || date->year != seen->year)
        return;
    if (date->day == seen->month && date->month == seen->day) {
        date->day = date->month;
        date->month = day;
        date->either = false;
    }
}
