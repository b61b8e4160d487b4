/* What is asked of one block alone: whether it stands in the body of the page, whether it names a
 * price. */
#include "judge_signs.h"

static const uint32_t FURNITURE = HINT_NAV | HINT_FOOTER | HINT_ASIDE | HINT_MENU | HINT_COOKIE |
                                  HINT_HIDDEN | HINT_DIALOG | HINT_BREADCRUMB | HINT_SHARE |
                                  HINT_ADVERT | HINT_NEWSLETTER;

bool in_body(const struct doc *doc, const struct block *block)
{
    return block->box >= doc->box_count || !(doc->boxes[block->box].under & FURNITURE);
}

/* A bit for a byte that a text holds. No letter or figure shares that of "$". */
static unsigned first_bit(char c)
{
    return (unsigned char)c % 60;
}

bool names_price(str text)
{
    static const char *const signs[] = {"$", "€", "£", "¥", "₹", "USD ", "EUR ", "Rs. ", "kr "};
    uint64_t firsts = 0;

    if (!str_has_digit(text))
        return false;
    for (size_t i = 0; i < text.n; i++)
        firsts |= (uint64_t)1 << first_bit(text.p[i]);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        str sign = str_of(signs[i]);
        size_t at, behind;
        if (!(firsts >> first_bit(signs[i][0]) & 1))
            continue;
        at = str_find(text, sign);
        behind = at + sign.n;
        if (at == SIZE_MAX)
            continue;
        if (behind < text.n && text.p[behind] == ' ')
            behind++;
        if ((behind < text.n && is_ascii_digit(text.p[behind])) ||
            (at > 0 && is_ascii_digit(text.p[at - 1])) ||
            (at > 1 && text.p[at - 1] == ' ' && is_ascii_digit(text.p[at - 2])))
            return true;
    }
    return false;
}
