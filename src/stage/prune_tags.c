#include "prune_tags.h"

#include <stddef.h>

#include "../base/markup.h"

static const struct {
    uint64_t name;
    unsigned what;
} rows[] = {
    /* sorted by name, as MARKUP_NAME makes them */
    {MARKUP_NAME('p', 0, 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('r', 'b', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('d', 'd', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'd', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'h', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('l', 'i', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('r', 'p', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('b', 'r', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('h', 'r', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'r', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('d', 't', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('r', 't', 0, 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('r', 't', 'c', 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('p', 'r', 'e', 0, 0, 0, 0, 0), TAG_PRE},
    {MARKUP_NAME('i', 'm', 'g', 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('s', 'v', 'g', 0, 0, 0, 0, 0), TAG_SVG},
    {MARKUP_NAME('c', 'o', 'l', 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('x', 'm', 'p', 0, 0, 0, 0, 0), TAG_RAW_TEXT},
    {MARKUP_NAME('w', 'b', 'r', 0, 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('a', 'r', 'e', 'a', 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('m', 'e', 't', 'a', 0, 0, 0, 0), TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('h', 'e', 'a', 'd', 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'i', 'm', 'e', 0, 0, 0, 0), TAG_WHOLE},
    {MARKUP_NAME('b', 'a', 's', 'e', 0, 0, 0, 0), TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('l', 'i', 'n', 'k', 0, 0, 0, 0), TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('h', 't', 'm', 'l', 0, 0, 0, 0), TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('f', 'o', 'n', 't', 0, 0, 0, 0), TAG_WHOLE},
    {MARKUP_NAME('b', 'o', 'd', 'y', 0, 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'h', 'e', 'a', 'd', 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('e', 'm', 'b', 'e', 'd', 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'i', 't', 'l', 'e', 0, 0, 0), TAG_RCDATA},
    {MARKUP_NAME('s', 't', 'y', 'l', 'e', 0, 0, 0), TAG_DROPPED},
    {MARKUP_NAME('t', 'r', 'a', 'c', 'k', 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('p', 'a', 'r', 'a', 'm', 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('t', 'f', 'o', 'o', 't', 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('i', 'n', 'p', 'u', 't', 0, 0, 0), TAG_UNCOUNTED | TAG_WHOLE},
    {MARKUP_NAME('t', 'b', 'o', 'd', 'y', 0, 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('s', 'o', 'u', 'r', 'c', 'e', 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('i', 'f', 'r', 'a', 'm', 'e', 0, 0), TAG_DROPPED},
    {MARKUP_NAME('o', 'p', 't', 'i', 'o', 'n', 0, 0), TAG_UNCOUNTED},
    {MARKUP_NAME('s', 'c', 'r', 'i', 'p', 't', 0, 0), TAG_SCRIPT},
    {MARKUP_NAME('n', 'o', 'e', 'm', 'b', 'e', 'd', 0), TAG_DROPPED},
    {MARKUP_NAME('l', 'i', 's', 't', 'i', 'n', 'g', 0), TAG_PRE},
    {MARKUP_NAME('c', 'a', 'p', 't', 'i', 'o', 'n', 0), TAG_UNCOUNTED},
    {MARKUP_NAME('i', 's', 'i', 'n', 'd', 'e', 'x', 0), TAG_IGNORED},
    {MARKUP_NAME('t', 'e', 'x', 't', 'a', 'r', 'e', 'a'), TAG_DROPPED},
    {MARKUP_NAME('a', 'n', 'n', 'o', 't', 'a', 't', 'i'), TAG_WHOLE},
    {MARKUP_NAME('c', 'o', 'l', 'g', 'r', 'o', 'u', 'p'), TAG_UNCOUNTED},
    {MARKUP_NAME('o', 'p', 't', 'g', 'r', 'o', 'u', 'p'), TAG_UNCOUNTED},
    {MARKUP_NAME('n', 'o', 'f', 'r', 'a', 'm', 'e', 's'), TAG_DROPPED},
    {MARKUP_NAME('p', 'l', 'a', 'i', 'n', 't', 'e', 'x'), TAG_PLAINTEXT | TAG_RAW_TEXT},
};

unsigned prune_tag_row(uint64_t name)
{
    size_t low = 0, high = sizeof rows / sizeof *rows;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rows[middle].name < name)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof rows / sizeof *rows && rows[low].name == name ? rows[low].what : 0;
}
