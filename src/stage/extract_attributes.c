#include "extract_attributes.h"

#include <string.h>

#include "../base/markup.h"

#define ATTRIBUTE(member, name)                                                                    \
    _Static_assert(offsetof(struct attributes, member) == ATTRIBUTE_##member * sizeof(str),        \
                   "one order");
#include "../attributes.def"
#undef ATTRIBUTE

static str *member(struct attributes *attributes, size_t number)
{
    return (str *)(void *)((char *)attributes + number * sizeof(str));
}

/* Those that gumbo has read. */
static void attributes_kept(const GumboVector *kept, struct attributes *attributes)
{
    for (unsigned i = 0; i < kept->length; i++) {
        const GumboAttribute *attribute = kept->data[i];
        size_t number = attribute_number(str_of(attribute->name));
        if (number < ATTRIBUTE_COUNT)
            *member(attributes, number) = str_of(attribute->value);
    }
}

/* Those that prune has set aside. The first attribute of a name counts (WHATWG HTML, 13.2.5.33). */
static void attributes_aside(const struct doc *doc, const struct start_tag *tag,
                             struct attributes *attributes)
{
    for (uint32_t i = tag->first; i < tag->first + tag->count; i++) {
        const struct start_attribute *row = &doc->pruned.attributes[i];
        str *place = member(attributes, row->number);
        if (!place->p)
            *place =
                row->n ? markup_value(doc->scratch, (str){doc->page.p + row->at, row->n}) : S("");
    }
}

void attributes_of(const struct doc *doc, const GumboElement *element, size_t *next,
                   struct attributes *attributes)
{
    const struct start_tag *tag = NULL;

    memset(attributes, 0, sizeof *attributes);
    if (element->original_tag.data)
        tag = doc_start_tag(doc, element->original_tag.data, element->start_pos.offset, next);
    if (tag)
        attributes_aside(doc, tag, attributes);
    else
        attributes_kept(&element->attributes, attributes);
}
