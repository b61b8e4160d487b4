#include "extract_attributes.h"

#include <string.h>

#include "../base/markup.h"

#define MEMBER(name) offsetof(struct attributes, name)
static const struct row {
    const char *name;
    size_t offset;
} rows[] = {
    /* by length */
    {"id", MEMBER(id)},
    {"rel", MEMBER(rel)},
    {"src", MEMBER(src)},
    {"href", MEMBER(href)},
    {"lang", MEMBER(lang)},
    {"name", MEMBER(name)},
    {"role", MEMBER(role)},
    {"class", MEMBER(class)},
    {"style", MEMBER(style)},
    {"hidden", MEMBER(hidden)},
    {"content", MEMBER(content)},
    {"pubdate", MEMBER(pubdate)},
    {"datetime", MEMBER(datetime)},
    {"itemprop", MEMBER(itemprop)},
    {"itemtype", MEMBER(itemtype)},
    {"property", MEMBER(property)},
    {"http-equiv", MEMBER(http_equiv)},
};

enum { LONGEST_NAME = 10 };

/* Where the names of a length begin among the rows; those of the next length begin where they end.
 */
static const unsigned char first[LONGEST_NAME + 2] = {0, 0, 0, 1, 3, 7, 9, 10, 12, 16, 16, 17};

/* The first attribute of a name counts (WHATWG HTML, 13.2.5.33). */
static str *member(struct attributes *attributes, str name)
{
    if (!name.n || name.n > LONGEST_NAME)
        return NULL;
    for (const struct row *row = rows + first[name.n]; row < rows + first[name.n + 1]; row++)
        if (row->name[0] == (name.p[0] | 0x20) && str_eq_nocase(name, (str){row->name, name.n})) {
            str *place = (str *)(void *)((char *)attributes + row->offset);
            return place->p ? NULL : place;
        }
    return NULL;
}

/* Those that gumbo has read. */
static void attributes_kept(const GumboVector *kept, struct attributes *attributes)
{
    for (unsigned i = 0; i < kept->length; i++) {
        const GumboAttribute *attribute = kept->data[i];
        str *place = member(attributes, str_of(attribute->name));
        if (place)
            *place = str_of(attribute->value);
    }
}

void attributes_of(const struct doc *doc, const GumboElement *element, size_t *next,
                   struct attributes *attributes)
{
    str tag = {NULL, 0}, name, value, *place;
    size_t at = 1;

    memset(attributes, 0, sizeof *attributes);
    if (element->original_tag.data)
        tag = doc_start_tag(doc, (size_t)(element->original_tag.data - doc->pruned.text.p), next);
    if (!tag.n) {
        attributes_kept(&element->attributes, attributes);
        return;
    }
    while (at < tag.n && !is_space((unsigned char)tag.p[at]) && tag.p[at] != '/' &&
           tag.p[at] != '>')
        at++;
    while (markup_attribute(tag, &at, &name, &value)) {
        place = member(attributes, name);
        if (place)
            *place = value.p ? markup_value(doc->scratch, value) : S("");
    }
}
