#include "warc_id.h"

#include <stdio.h>

#include "../base/date_days.h"
#include "../base/hash.h"

enum { DAY = 86400 };

void warc_id(str what, str when, char id[WARC_ID + 1])
{
    char hex[33];

    hash128_hex(what, when, hex);
    hex[12] = '8'; /* RFC 9562, 5.8: a version of one's own making ... */
    hex[16] = "89ab"[(hex[16] >= 'a' ? hex[16] - 'a' + 10 : hex[16] - '0') & 3]; /* ... variant */
    snprintf(id, WARC_ID + 1, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12,
             hex + 16, hex + 20);
}

void warc_date(int64_t seconds, char date[WARC_DATE + 1])
{
    int64_t days = seconds / DAY;
    unsigned rest = (unsigned)(seconds % DAY);
    struct date day = {0};

    date_from_days(&day, days);
    snprintf(date, WARC_DATE + 1, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)day.year % 10000,
             (unsigned)day.month % 100, (unsigned)day.day % 100, rest / 3600 % 100, rest / 60 % 60,
             rest % 60);
}
