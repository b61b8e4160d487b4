#include "markdown_fields.h"

enum { LINES_MOST = 64, KEY_MOST = 32 /* bytes */ };

static bool take(str line, str *key, str *value)
{
    size_t colon = str_find_char(line, ':');

    if (colon == SIZE_MAX || colon > KEY_MOST || (line.n && is_space((unsigned char)line.p[0])))
        return false;
    *key = str_trim(str_slice(line, 0, colon));
    *value = str_trim(str_from(line, colon + 1));
    return key->n > 0;
}

/* Length of the lines up to `end`, that line too, of which each but empty ones is a field or set
 * in; 0: there is no such line, or no field. */
static size_t fields_before(str text, str end, str *fields)
{
    str rest = text, line, key, value;
    size_t count = 0;

    for (size_t i = 0; i < LINES_MOST; i++) {
        size_t at = text.n - rest.n;
        if (!str_split(&rest, '\n', &line))
            return 0;
        if (str_eq(str_trim(line), end)) {
            *fields = str_slice(text, 0, at);
            return count ? text.n - rest.n : 0;
        }
        if (take(line, &key, &value))
            count++;
        else if (str_trim(line).n && !is_space((unsigned char)line.p[0]) && line.p[0] != '-')
            return 0;
    }
    return 0;
}

size_t markdown_fields(str text, str *fields)
{
    str rest = text, line;
    size_t n;

    if (!str_split(&rest, '\n', &line))
        return 0;
    if (str_eq(str_trim(line), S("---"))) {
        n = fields_before(rest, S("---"), fields);
        return n ? text.n - rest.n + n : 0;
    }
    return fields_before(text, S("Markdown Content:"), fields);
}

static str without(str s, const char *marks)
{
    bool both = s.n > 1 && s.p[0] == marks[0] && s.p[s.n - 1] == marks[1];

    return both ? str_trim(str_slice(s, 1, s.n - 1)) : s;
}

bool markdown_field(str *fields, str *key, str *value)
{
    str line;

    while (str_split(fields, '\n', &line))
        if (take(line, key, value)) {
            *value = without(without(without(*value, "[]"), "\"\""), "''");
            return true;
        }
    return false;
}
