/* meta_facts: look up what the page says of itself. */
#ifndef NEWSMILL_STAGE_META_FACTS_H
#define NEWSMILL_STAGE_META_FACTS_H

#include "../doc.h"

/* A name of a <meta> and what the value found by it is said to come from. */
struct meta_key {
    const char *key, *from;
};

/* The next fact of that kind at or behind *at whose key is `key` (NULL: any); NULL: no more. *at
 * is moved behind it. */
const struct fact *fact_next(const struct doc *doc, enum fact_kind kind, const char *key,
                             size_t *at);

/* The first value of <meta>, in the order of keys, tidied, entities undone; *from is its row's. */
str meta_first(const struct doc *doc, const struct meta_key *keys, size_t count, const char **from);
/* The value of one <meta>, or empty. */
str meta_value(const struct doc *doc, const char *key);

/* Text whose character references were escaped twice ("&amp;amp;", "&#8217;" in JSON-LD): once
 * more undone; tidied. In doc->scratch. */
str plain_text(const struct doc *doc, str s);

#endif
