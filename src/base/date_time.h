/* date_time: the time of day and its offset. */
#ifndef NEWSMILL_BASE_DATE_TIME_H
#define NEWSMILL_BASE_DATE_TIME_H

#include "date.h"
#include "date_tokens.h"

/* Reads the time of day that begins with token i into date; gives the token behind it, 0: none. */
size_t time_at(const struct tokens *tokens, size_t i, struct date *date);

#endif
