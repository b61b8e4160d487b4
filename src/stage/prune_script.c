#include "prune_script.h"

enum { FACTS = 4096 }; /* most scripts kept as facts */

/* The JSON that code gives to a name under which frameworks keep what they build a page from:
 * "window.__INITIAL_STATE__ = {...};"; what is behind it comes along. Empty: there is none. */
static str assigned_state(str code)
{
    static const char *const names[] = {"__INITIAL_STATE__", "__PRELOADED_STATE__",
                                        "__APOLLO_STATE__",  "__INITIAL_DATA__",
                                        "__NUXT__",          "__STATE__"};
    size_t i = 0;

    code = str_trim(code);
    if (str_starts(code, S("window.")))
        code = str_from(code, sizeof "window." - 1);
    if (!str_starts(code, S("__")))
        return (str){NULL, 0};
    while (i < sizeof names / sizeof *names && !str_starts(code, str_of(names[i])))
        i++;
    if (i == sizeof names / sizeof *names)
        return (str){NULL, 0};
    code = str_trim(str_from(code, strlen(names[i])));
    if (!str_starts(code, S("=")))
        return (str){NULL, 0};
    code = str_trim(str_from(code, 1));
    return str_starts(code, S("{")) ? code : (str){NULL, 0};
}

void prune_script(struct doc *doc, const struct markup_tag *tag, str body)
{
    str text = str_slice(doc->page, tag->at, tag->end), name, value, type = {NULL, 0}, id = type;
    size_t at = tag->after_name - tag->at;
    struct fact *fact;
    bool linked;

    doc->pruned.script_bytes += body.n;
    while (markup_attribute(text, &at, &name, &value)) {
        if (str_eq_nocase(name, S("type")))
            type = str_trim(value);
        else if (str_eq_nocase(name, S("id")))
            id = value;
    }
    linked = str_has_nocase(type, S("ld+json"));
    if (!linked && !str_eq_nocase(type, S("application/json")))
        body = assigned_state(body);
    if (!body.n)
        return;
    fact = doc_add_fact(doc, FACTS);
    if (fact)
        *fact = (struct fact){.kind = linked ? FACT_JSON_LD : FACT_STATE, .key = id, .value = body};
}
