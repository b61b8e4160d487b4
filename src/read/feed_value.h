/* feed_value: what the texts of feeds and sitemaps mean: dates, persons, lists, languages. All
 * results live in the arena. */
#ifndef NEWSMILL_READ_FEED_VALUE_H
#define NEWSMILL_READ_FEED_VALUE_H

#include "../base/str.h"

/* ISO 8601, empty: it is no date. */
str feed_date(struct arena *arena, str text);

/* The name in "john@example.com (John Doe)", "John Doe <john@example.com>" or "John Doe"; empty
 * where there is only an address. */
str feed_person(struct arena *arena, str text);

/* "en_us" as "en-us"; empty when it is no language tag. */
str feed_language(struct arena *arena, str text);

/* Adds a name to a list of lines, unless it stands there or `most` do. */
str feed_list(struct arena *arena, str list, str name, size_t most);

/* At most n bytes of valid UTF-8. */
str feed_cut(str text, size_t n);

/* What base64 stands for, white space left out; empty when it is none. */
str feed_base64(struct arena *arena, str text);

#endif
