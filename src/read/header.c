#include "header.h"

#include <string.h>

enum { STATUS_DIGITS = 3 };

size_t header_length(str s)
{
    size_t at = 0;

    while (at < s.n) {
        const char *end = memchr(s.p + at, '\n', s.n - at);

        if (!end)
            return 0;
        at = (size_t)(end - s.p) + 1;
        if (at < s.n && s.p[at] == '\n')
            return at + 1;
        if (at + 1 < s.n && s.p[at] == '\r' && s.p[at + 1] == '\n')
            return at + 2;
    }
    return 0;
}

bool header_line(str *rest, str *line)
{
    size_t end = str_find_char(*rest, '\n');

    if (!rest->n)
        return false;
    *line = str_slice(*rest, 0, end);
    *rest = end < rest->n ? str_from(*rest, end + 1) : str_from(*rest, rest->n);
    if (line->n && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

unsigned header_status(str line)
{
    size_t space = str_find_char(line, ' ');
    unsigned status = 0;
    str code;

    if (!str_starts_nocase(line, S("HTTP/")) || space == SIZE_MAX)
        return 0;
    code = str_trim(str_from(line, space));
    if (code.n < STATUS_DIGITS || (code.n > STATUS_DIGITS && is_ascii_digit(code.p[STATUS_DIGITS])))
        return 0;
    for (size_t i = 0; i < STATUS_DIGITS; i++) {
        if (!is_ascii_digit(code.p[i]))
            return 0;
        status = status * 10 + (unsigned)(code.p[i] - '0');
    }
    return status;
}

static bool is_folded(str rest)
{
    return rest.n && (rest.p[0] == ' ' || rest.p[0] == '\t');
}

bool header_field(str *rest, str *name, str *value)
{
    str line, more;

    while (header_line(rest, &line) && line.n) {
        size_t colon = str_find_char(line, ':');

        while (is_folded(*rest) && header_line(rest, &more))
            line.n = (size_t)(more.p + more.n - line.p);
        if (colon == SIZE_MAX)
            continue;
        *name = str_trim(str_slice(line, 0, colon));
        *value = str_trim(str_from(line, colon + 1));
        return true;
    }
    return false;
}
