/* run_day: the day of a run, of which folders are named: "2026-11-22". */
#ifndef NEWSMILL_RUN_DAY_H
#define NEWSMILL_RUN_DAY_H

#include <stdbool.h>

enum { DAY_SIZE = 11 };

void day_of_today(char day[DAY_SIZE]); /* UTC */
bool day_is_one(const char *text);     /* by its form */

#endif
