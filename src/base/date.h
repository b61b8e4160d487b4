/* date: read a date as pages write it, in many languages and shapes. */
#ifndef NEWSMILL_BASE_DATE_H
#define NEWSMILL_BASE_DATE_H

#include "str.h"

enum date_precision { DATE_NONE, DATE_MONTH, DATE_DAY, DATE_MINUTE, DATE_SECOND };

struct date {
    enum date_precision precision; /* DATE_NONE: there is no date */
    int year, month, day, hour, minute, second;
    bool has_offset, utc; /* utc: written as Z, GMT, UTC */
    int offset;           /* minutes east of Greenwich */
    bool either;          /* 03/04/2021: day and month may have been taken for each other */
};

/* What tells 03/04/2021 apart. */
struct date_hint {
    bool month_first; /* as in the United States */
    bool buddhist;    /* years of a Thai page: 2564 is 2021 */
    bool old;         /* years before the web count too: what a record of an archive says */
};

/* The first date at or behind byte `at` of a text; its place is from..to, the time of day beside it
 * included. Only what is written is given: no offset and no precision is made up. */
bool date_find(str text, size_t at, struct date_hint hint, struct date *date, size_t *from,
               size_t *to);

/* A value that is made for machines: date_find, and also seconds since 1970, 20210304102000,
 * 2021-03. */
bool date_read(str text, struct date_hint hint, struct date *date);

/* ISO 8601. */
str date_iso(struct arena *arena, const struct date *date);

#endif
