#include "reference.h"

#include "charset.h"

enum {
    LONGEST = 12, /* bytes of a reference: "&thetasym;" has ten */
    LAST_CHARACTER = 0x10FFFF,
    SURROGATES = 0xD800,
    SURROGATES_END = 0xE000,
};

static const struct name {
    str name;
    uint32_t c;
} names[] = {
#define REFERENCE(name, c) {{name, sizeof name - 1}, c},
#include "references.def"
#undef REFERENCE
};

uint32_t reference_number(str reference, size_t *end)
{
    int base = reference.n > 1 && (reference.p[1] | 0x20) == 'x' ? 16 : 10, digit;
    size_t at = base == 16 ? 2 : 1;
    uint32_t c = 0;

    for (; at < reference.n; at++) {
        digit = hex_digit(reference.p[at]);
        if (digit < 0 || digit >= base)
            break;
        if (c <= LAST_CHARACTER)
            c = c * (uint32_t)base + (uint32_t)digit;
    }
    *end = at;
    return c;
}

static uint32_t numbered(str name)
{
    size_t end;
    uint32_t c = reference_number(name, &end);

    if (end != name.n || c > LAST_CHARACTER || (c >= SURROGATES && c < SURROGATES_END))
        return 0;
    return windows_1252_character(c);
}

static uint32_t named(str name)
{
    size_t low = 0, high = sizeof names / sizeof *names;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_order(name, names[middle].name);
        if (!order)
            return names[middle].c;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

uint32_t reference_code(str name)
{
    return name.n > 1 && name.p[0] == '#' ? numbered(name) : named(name);
}

size_t reference_at(str s, uint32_t *c)
{
    size_t end = str_find_char(str_slice(s, 0, LONGEST), ';');

    *c = end == SIZE_MAX || end < 2 ? 0 : reference_code(str_slice(s, 1, end));
    return *c ? end + 1 : 0;
}
