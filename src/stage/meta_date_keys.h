/* meta_date_keys: names of <meta> that hold dates, the most trusted first. */
#ifndef NEWSMILL_STAGE_META_DATE_KEYS_H
#define NEWSMILL_STAGE_META_DATE_KEYS_H

#include "meta_facts.h"

extern const struct meta_key published_keys[], modified_keys[];
extern const size_t published_key_count, modified_key_count;

#endif
