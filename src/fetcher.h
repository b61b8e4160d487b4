/* fetcher: the options of fetching; the rest of it is newsmill.h's. */
#ifndef NEWSMILL_FETCHER_H
#define NEWSMILL_FETCHER_H

#include "base/option.h"
#include "read/fetch.h"

extern const struct option fetch_options[];
extern const size_t fetch_option_count;

#endif
