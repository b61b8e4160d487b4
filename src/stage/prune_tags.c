#include "prune_tags.h"

#include <stddef.h>

static const struct {
    uint64_t name;
    str whole;
    unsigned what;
} rows[] = {
    /* sorted by name, as MARKUP_NAME makes them */
    {MARKUP_NAME('b', 0, 0, 0, 0, 0, 0, 0), {"b", 1}, TAG_BREAKS_OUT},
    {MARKUP_NAME('i', 0, 0, 0, 0, 0, 0, 0), {"i", 1}, TAG_BREAKS_OUT},
    {MARKUP_NAME('p', 0, 0, 0, 0, 0, 0, 0), {"p", 1}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('s', 0, 0, 0, 0, 0, 0, 0), {"s", 1}, TAG_BREAKS_OUT},
    {MARKUP_NAME('u', 0, 0, 0, 0, 0, 0, 0), {"u", 1}, TAG_BREAKS_OUT},
    {MARKUP_NAME('h', '1', 0, 0, 0, 0, 0, 0), {"h1", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('h', '2', 0, 0, 0, 0, 0, 0), {"h2", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('h', '3', 0, 0, 0, 0, 0, 0), {"h3", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('h', '4', 0, 0, 0, 0, 0, 0), {"h4", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('h', '5', 0, 0, 0, 0, 0, 0), {"h5", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('h', '6', 0, 0, 0, 0, 0, 0), {"h6", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('r', 'b', 0, 0, 0, 0, 0, 0), {"rb", 2}, TAG_UNCOUNTED},
    {MARKUP_NAME('d', 'd', 0, 0, 0, 0, 0, 0), {"dd", 2}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('t', 'd', 0, 0, 0, 0, 0, 0), {"td", 2}, TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'h', 0, 0, 0, 0, 0, 0), {"th", 2}, TAG_UNCOUNTED},
    {MARKUP_NAME('l', 'i', 0, 0, 0, 0, 0, 0), {"li", 2}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('d', 'l', 0, 0, 0, 0, 0, 0), {"dl", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('o', 'l', 0, 0, 0, 0, 0, 0), {"ol", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('u', 'l', 0, 0, 0, 0, 0, 0), {"ul", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('e', 'm', 0, 0, 0, 0, 0, 0), {"em", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('r', 'p', 0, 0, 0, 0, 0, 0), {"rp", 2}, TAG_UNCOUNTED},
    {MARKUP_NAME('b', 'r', 0, 0, 0, 0, 0, 0), {"br", 2}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('h', 'r', 0, 0, 0, 0, 0, 0), {"hr", 2}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('t', 'r', 0, 0, 0, 0, 0, 0), {"tr", 2}, TAG_UNCOUNTED},
    {MARKUP_NAME('d', 't', 0, 0, 0, 0, 0, 0), {"dt", 2}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('r', 't', 0, 0, 0, 0, 0, 0), {"rt", 2}, TAG_UNCOUNTED},
    {MARKUP_NAME('t', 't', 0, 0, 0, 0, 0, 0), {"tt", 2}, TAG_BREAKS_OUT},
    {MARKUP_NAME('s', 'u', 'b', 0, 0, 0, 0, 0), {"sub", 3}, TAG_BREAKS_OUT},
    {MARKUP_NAME('r', 't', 'c', 0, 0, 0, 0, 0), {"rtc", 3}, TAG_UNCOUNTED},
    {MARKUP_NAME('p', 'r', 'e', 0, 0, 0, 0, 0), {"pre", 3}, TAG_PRE | TAG_BREAKS_OUT},
    {MARKUP_NAME('b', 'i', 'g', 0, 0, 0, 0, 0), {"big", 3}, TAG_BREAKS_OUT},
    {MARKUP_NAME('i', 'm', 'g', 0, 0, 0, 0, 0), {"img", 3}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('s', 'v', 'g', 0, 0, 0, 0, 0), {"svg", 3}, TAG_FOREIGN},
    {MARKUP_NAME('c', 'o', 'l', 0, 0, 0, 0, 0), {"col", 3}, TAG_UNCOUNTED | TAG_COLUMN},
    {MARKUP_NAME('x', 'm', 'p', 0, 0, 0, 0, 0), {"xmp", 3}, TAG_RAW_TEXT},
    {MARKUP_NAME('s', 'u', 'p', 0, 0, 0, 0, 0), {"sup", 3}, TAG_BREAKS_OUT},
    {MARKUP_NAME('v', 'a', 'r', 0, 0, 0, 0, 0), {"var", 3}, TAG_BREAKS_OUT},
    {MARKUP_NAME('w', 'b', 'r', 0, 0, 0, 0, 0), {"wbr", 3}, TAG_UNCOUNTED},
    {MARKUP_NAME('d', 'i', 'v', 0, 0, 0, 0, 0), {"div", 3}, TAG_BREAKS_OUT},
    {MARKUP_NAME('a', 'r', 'e', 'a', 0, 0, 0, 0), {"area", 4}, TAG_UNCOUNTED},
    {MARKUP_NAME('m', 'e', 't', 'a', 0, 0, 0, 0),
     {"meta", 4},
     TAG_UNCOUNTED | TAG_WHOLE | TAG_BREAKS_OUT},
    {MARKUP_NAME('h', 'e', 'a', 'd', 0, 0, 0, 0), {"head", 4}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('c', 'o', 'd', 'e', 0, 0, 0, 0), {"code", 4}, TAG_BREAKS_OUT},
    {MARKUP_NAME('t', 'i', 'm', 'e', 0, 0, 0, 0), {"time", 4}, TAG_WHOLE},
    {MARKUP_NAME('b', 'a', 's', 'e', 0, 0, 0, 0), {"base", 4}, TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('m', 'a', 't', 'h', 0, 0, 0, 0), {"math", 4}, TAG_FOREIGN},
    {MARKUP_NAME('l', 'i', 'n', 'k', 0, 0, 0, 0), {"link", 4}, TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('h', 't', 'm', 'l', 0, 0, 0, 0), {"html", 4}, TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('s', 'p', 'a', 'n', 0, 0, 0, 0), {"span", 4}, TAG_BREAKS_OUT},
    {MARKUP_NAME('n', 'o', 'b', 'r', 0, 0, 0, 0), {"nobr", 4}, TAG_BREAKS_OUT},
    {MARKUP_NAME('f', 'o', 'n', 't', 0, 0, 0, 0), {"font", 4}, TAG_WHOLE | TAG_BREAKS_OUT},
    {MARKUP_NAME('m', 'e', 'n', 'u', 0, 0, 0, 0), {"menu", 4}, TAG_BREAKS_OUT},
    {MARKUP_NAME('r', 'u', 'b', 'y', 0, 0, 0, 0), {"ruby", 4}, TAG_BREAKS_OUT},
    {MARKUP_NAME('b', 'o', 'd', 'y', 0, 0, 0, 0), {"body", 4}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('t', 'h', 'e', 'a', 'd', 0, 0, 0), {"thead", 5}, TAG_UNCOUNTED},
    {MARKUP_NAME('e', 'm', 'b', 'e', 'd', 0, 0, 0), {"embed", 5}, TAG_UNCOUNTED | TAG_BREAKS_OUT},
    {MARKUP_NAME('t', 'a', 'b', 'l', 'e', 0, 0, 0), {"table", 5}, TAG_BREAKS_OUT},
    {MARKUP_NAME('t', 'i', 't', 'l', 'e', 0, 0, 0), {"title", 5}, TAG_RCDATA},
    {MARKUP_NAME('s', 't', 'y', 'l', 'e', 0, 0, 0), {"style", 5}, TAG_DROPPED},
    {MARKUP_NAME('t', 'r', 'a', 'c', 'k', 0, 0, 0), {"track", 5}, TAG_UNCOUNTED},
    {MARKUP_NAME('s', 'm', 'a', 'l', 'l', 0, 0, 0), {"small", 5}, TAG_BREAKS_OUT},
    {MARKUP_NAME('p', 'a', 'r', 'a', 'm', 0, 0, 0), {"param", 5}, TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'f', 'o', 'o', 't', 0, 0, 0), {"tfoot", 5}, TAG_UNCOUNTED},
    {MARKUP_NAME('i', 'n', 'p', 'u', 't', 0, 0, 0), {"input", 5}, TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('t', 'b', 'o', 'd', 'y', 0, 0, 0), {"tbody", 5}, TAG_UNCOUNTED},
    {MARKUP_NAME('s', 'o', 'u', 'r', 'c', 'e', 0, 0), {"source", 6}, TAG_UNCOUNTED},
    {MARKUP_NAME('s', 't', 'r', 'i', 'k', 'e', 0, 0), {"strike", 6}, TAG_BREAKS_OUT},
    {MARKUP_NAME('i', 'f', 'r', 'a', 'm', 'e', 0, 0), {"iframe", 6}, TAG_DROPPED},
    {MARKUP_NAME('s', 't', 'r', 'o', 'n', 'g', 0, 0), {"strong", 6}, TAG_BREAKS_OUT},
    {MARKUP_NAME('o', 'p', 't', 'i', 'o', 'n', 0, 0), {"option", 6}, TAG_UNCOUNTED},
    {MARKUP_NAME('c', 'e', 'n', 't', 'e', 'r', 0, 0), {"center", 6}, TAG_BREAKS_OUT},
    {MARKUP_NAME('s', 'e', 'l', 'e', 'c', 't', 0, 0), {"select", 6}, TAG_SELECT},
    {MARKUP_NAME('s', 'c', 'r', 'i', 'p', 't', 0, 0), {"script", 6}, TAG_SCRIPT},
    {MARKUP_NAME('n', 'o', 'e', 'm', 'b', 'e', 'd', 0), {"noembed", 7}, TAG_DROPPED},
    {MARKUP_NAME('l', 'i', 's', 't', 'i', 'n', 'g', 0), {"listing", 7}, TAG_PRE | TAG_BREAKS_OUT},
    {MARKUP_NAME('c', 'a', 'p', 't', 'i', 'o', 'n', 0), {"caption", 7}, TAG_UNCOUNTED},
    {MARKUP_NAME('i', 's', 'i', 'n', 'd', 'e', 'x', 0), {"isindex", 7}, TAG_IGNORED},
    {MARKUP_NAME('t', 'e', 'x', 't', 'a', 'r', 'e', 'a'), {"textarea", 8}, TAG_DROPPED},
    {MARKUP_NAME('t', 'e', 'm', 'p', 'l', 'a', 't', 'e'), {"template", 8}, TAG_TEMPLATE},
    {MARKUP_NAME('a', 'n', 'n', 'o', 't', 'a', 't', 'i'), {"annotation-xml", 14}, TAG_WHOLE},
    {MARKUP_NAME('b', 'l', 'o', 'c', 'k', 'q', 'u', 'o'), {"blockquote", 10}, TAG_BREAKS_OUT},
    {MARKUP_NAME('c', 'o', 'l', 'g', 'r', 'o', 'u', 'p'), {"colgroup", 8}, TAG_UNCOUNTED},
    {MARKUP_NAME('o', 'p', 't', 'g', 'r', 'o', 'u', 'p'), {"optgroup", 8}, TAG_UNCOUNTED},
    {MARKUP_NAME('n', 'o', 'f', 'r', 'a', 'm', 'e', 's'), {"noframes", 8}, TAG_DROPPED},
    {MARKUP_NAME('f', 'r', 'a', 'm', 'e', 's', 'e', 't'), {"frameset", 8}, TAG_FRAMESET},
    {MARKUP_NAME('p', 'l', 'a', 'i', 'n', 't', 'e', 'x'),
     {"plaintext", 9},
     TAG_PLAINTEXT | TAG_RAW_TEXT},
};

unsigned prune_tag_row(str page, const struct markup_tag *tag)
{
    str name = str_slice(page, tag->at + 1 + tag->closing, tag->after_name);
    size_t low = 0, high = sizeof rows / sizeof *rows;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rows[middle].name < tag->name)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == sizeof rows / sizeof *rows || rows[low].name != tag->name ||
        rows[low].whole.n != name.n)
        return 0;
    if (name.n > sizeof tag->name && !str_eq_nocase(name, rows[low].whole))
        return 0;
    return rows[low].what;
}
