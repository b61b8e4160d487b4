/* meta_date_time: the time of day and its offset. */
#ifndef NEWSMILL_STAGE_META_DATE_TIME_H
#define NEWSMILL_STAGE_META_DATE_TIME_H

#include "meta_date.h"
#include "meta_date_tokens.h"

/* Reads the time of day that begins with token i into date; gives the token behind it, 0: none. */
size_t time_at(const struct tokens *tokens, size_t i, struct date *date);

#endif
