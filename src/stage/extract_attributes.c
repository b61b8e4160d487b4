#include "extract_attributes.h"

#include <string.h>

#include "../base/markup.h"

#define MEMBER(name) offsetof(struct attributes, name)
static const struct {
    const char *name;
    size_t n, offset;
} names[] = {
    {"class", 5, MEMBER(class)},
    {"id", 2, MEMBER(id)},
    {"href", 4, MEMBER(href)},
    {"style", 5, MEMBER(style)},
    {"role", 4, MEMBER(role)},
    {"rel", 3, MEMBER(rel)},
    {"src", 3, MEMBER(src)},
    {"name", 4, MEMBER(name)},
    {"content", 7, MEMBER(content)},
    {"property", 8, MEMBER(property)},
    {"itemprop", 8, MEMBER(itemprop)},
    {"itemtype", 8, MEMBER(itemtype)},
    {"datetime", 8, MEMBER(datetime)},
    {"hidden", 6, MEMBER(hidden)},
    {"pubdate", 7, MEMBER(pubdate)},
    {"lang", 4, MEMBER(lang)},
    {"http-equiv", 10, MEMBER(http_equiv)},
};

/* The first attribute of a name counts (WHATWG HTML, 13.2.5.33). */
static str *member(struct attributes *attributes, str name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].n == name.n && (names[i].name[0] == (name.p[0] | 0x20)) &&
            str_eq_nocase(name, (str){names[i].name, names[i].n})) {
            str *place = (str *)(void *)((char *)attributes + names[i].offset);
            return place->p ? NULL : place;
        }
    return NULL;
}

void attributes_of(const struct doc *doc, const GumboElement *element,
                   struct attributes *attributes)
{
    const GumboVector *kept = &element->attributes;
    str tag, name, value, *place;
    size_t at = 1;

    memset(attributes, 0, sizeof *attributes);
    for (unsigned i = 0; i < kept->length; i++) {
        const GumboAttribute *attribute = kept->data[i];
        place = member(attributes, str_of(attribute->name));
        if (place)
            *place = str_of(attribute->value);
    }
    if (kept->length || !element->original_tag.data)
        return;
    tag = doc_start_tag(doc, (size_t)(element->original_tag.data - doc->pruned.text.p));
    while (at < tag.n && !is_space((unsigned char)tag.p[at]) && tag.p[at] != '/' &&
           tag.p[at] != '>')
        at++;
    while (markup_attribute(tag, &at, &name, &value)) {
        place = member(attributes, name);
        if (place)
            *place = value.p ? markup_value(doc->scratch, value) : S("");
    }
}
