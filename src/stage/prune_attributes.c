#include "prune_attributes.h"

#include "prune_tags.h"

#define HTML MARKUP_NAME('h', 't', 'm', 'l', 0, 0, 0, 0)

enum { HTML_TAGS = 64 }; /* no page that is meant has so many */

bool prune_is_whole(str page, const struct markup_tag *tag, unsigned what, size_t *html_tags)
{
    str attributes = str_slice(page, tag->after_name, tag->end);

    if (tag->closing || (tag->name == HTML && ++*html_tags > HTML_TAGS))
        return false;
    if (attributes.n <= 1 || what & TAG_WHOLE)
        return true;
    if (!(what & TAG_TOLD) && !(tag->attributes & markup_name_bit(S("itemprop")) &&
                                str_has_nocase(attributes, S("itemprop"))))
        return false;
    return !markup_is_plain(attributes);
}

bool prune_is_hidden(const struct doc *doc, const struct markup_tag *tag)
{
    str text = str_slice(doc->page, tag->at, tag->end), name, value;
    size_t at = tag->after_name - tag->at;

    if (!(tag->attributes & markup_name_bit(S("type"))))
        return false;
    while (markup_attribute(text, &at, &name, &value))
        if (str_eq_nocase(name, S("type")))
            return str_eq_nocase(markup_value(doc->scratch, value), S("hidden"));
    return false;
}
