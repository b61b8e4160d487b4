/* date_days: dates as numbers of days. */
#ifndef NEWSMILL_BASE_DATE_DAYS_H
#define NEWSMILL_BASE_DATE_DAYS_H

#include "date.h"

/* Days since 1970-01-01; a month stands for its first day. */
int64_t date_day_number(const struct date *date);
/* Seconds since 1970: what is not written is the first of its kind, and a date without an offset is
 * taken as UTC. */
int64_t date_seconds(const struct date *date);
/* Sets year, month and day. */
void date_from_days(struct date *date, int64_t days);
/* Below 0, 0, above 0: by day alone. */
int date_compare_days(const struct date *a, const struct date *b);
/* Turns day and month of a date that can be read either way when `seen`, which cannot, is the other
 * reading of it. */
void date_settle(struct date *date, const struct date *seen);

#endif
