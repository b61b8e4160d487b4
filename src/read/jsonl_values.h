/* jsonl_values: the text that a JSON value of a dump stands for. */
#ifndef NEWSMILL_READ_JSONL_VALUES_H
#define NEWSMILL_READ_JSONL_VALUES_H

#include "../base/json_tree.h"

#include "../base/str.h"

/* A string; a whole number in decimal; of an object the member that holds its text: {"name": ..},
 * WordPress's {"rendered": ..}, MongoDB's {"$oid": ..}, a newspaper's {"main": ..}. {NULL, 0} for
 * all else. At most `most` bytes, whole characters. */
str jsonl_text(struct arena *arena, const struct json *value, size_t most);

/* The same of an array: its texts, each followed by a newline but the last; `tidy` makes a line of
 * each. Of any other value: its text. */
str jsonl_texts(struct arena *arena, const struct json *value, size_t most, bool tidy);

/* A text, or seconds or milliseconds since 1970 as ISO 8601 in UTC. */
str jsonl_date(struct arena *arena, const struct json *value, size_t most);

/* Whether a text is plainly HTML: it begins with a tag and has more, or has tags that only markup
 * has. */
bool jsonl_is_html(str s);

#endif
