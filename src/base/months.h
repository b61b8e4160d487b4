/* months: names of months in the languages of the press. */
#ifndef NEWSMILL_BASE_MONTHS_H
#define NEWSMILL_BASE_MONTHS_H

#include "str.h"

enum { MONTH_NAME_MOST = 40 }; /* bytes of the longest name, with room */

/* 1 to 12 for the name or abbreviation of a month in lower case, without its dot; else 0. */
unsigned month_of(str word);

#endif
