#include "utf16.h"

enum { HIGH = 0xD800, LOW = 0xDC00, LAST = 0xDFFF, PAST_BMP = 0x10000, NO_CHAR = 0xFFFD };

static uint32_t unit_at(str bytes, size_t at, bool big)
{
    const unsigned char *p = (const unsigned char *)bytes.p + at;

    return (uint32_t)p[!big] << 8 | p[big];
}

bool utf16_next(str bytes, bool big, size_t *at, uint32_t *c)
{
    size_t left = bytes.n - *at;
    uint32_t second;

    if (left < 2)
        return false;
    *c = unit_at(bytes, *at, big);
    if (*c < HIGH || *c > LAST) {
        *at += 2;
        return true;
    }
    if (*c < LOW && left < 4)
        return false;
    second = *c < LOW ? unit_at(bytes, *at + 2, big) : 0;
    if (second < LOW || second > LAST) {
        *c = NO_CHAR;
        *at += 2;
        return true;
    }
    *c = PAST_BMP + ((*c - HIGH) << 10) + (second - LOW);
    *at += 4;
    return true;
}
