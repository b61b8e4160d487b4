#include "meta_facts.h"

#include "../base/markup.h"
#include "../base/utf8.h"

str plain_text(const struct doc *doc, str s)
{
    return text_tidy(doc->scratch, markup_value(doc->scratch, s));
}

const struct fact *fact_next(const struct doc *doc, enum fact_kind kind, const char *key,
                             size_t *at)
{
    str wanted = str_of(key);

    for (; *at < doc->fact_count; ++*at) {
        const struct fact *fact = &doc->facts[*at];
        if (fact->kind == kind && (!key || str_eq(fact->key, wanted))) {
            ++*at;
            return fact;
        }
    }
    return NULL;
}

str meta_value(const struct doc *doc, const char *key)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(doc, FACT_META, key, &at))) {
        str value = plain_text(doc, fact->value);
        if (value.n)
            return value;
    }
    return (str){NULL, 0};
}

str meta_first(const struct doc *doc, const struct meta_key *keys, size_t count, const char **from)
{
    for (size_t i = 0; i < count; i++) {
        str value = meta_value(doc, keys[i].key);
        if (value.n) {
            *from = keys[i].from;
            return value;
        }
    }
    return (str){NULL, 0};
}
