#include "utf8_fold.h"

#include <utf8proc.h>

static const utf8proc_option_t compatible =
    UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE;

size_t fold_compatible(str s, uint32_t *out, size_t room)
{
    utf8proc_int32_t *chars = (utf8proc_int32_t *)out;
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
                                            chars, (utf8proc_ssize_t)room, compatible);

    if (n < 0 || (size_t)n > room)
        return 0;
    n = utf8proc_normalize_utf32(chars, n, compatible);
    return n < 0 ? 0 : (size_t)n;
}

size_t fold_case(uint32_t c, uint32_t out[FOLD_CASE_ROOM])
{
    utf8proc_int32_t chars[FOLD_CASE_ROOM] = {0};
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, chars, FOLD_CASE_ROOM,
                                                 UTF8PROC_CASEFOLD, &last);

    if (n < 1 || n > FOLD_CASE_ROOM) {
        out[0] = c;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++)
        out[i] = (uint32_t)chars[i];
    return (size_t)n;
}
