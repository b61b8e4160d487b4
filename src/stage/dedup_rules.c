#include "dedup_rules.h"

enum { MOST_DIGITS = 9 };

struct rule_row {
    const char *name;
    size_t offset;
};

static const struct rule_row rows[] = {
#define RULE(member, name) {name, offsetof(struct dedup_rules, member)},
#include "dedup_rules.def"
#undef RULE
};
enum { ROWS = sizeof rows / sizeof *rows };

/* Digits, a point, digits: by hand, for strtod's point is the locale's. */
static bool read_value(str s, float *value)
{
    float scale = 1, sum = 0;
    bool behind_point = false;

    if (!s.n || s.n > MOST_DIGITS)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && !behind_point && i && i + 1 < s.n) {
            behind_point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        sum = sum * 10 + (float)(s.p[i] - '0');
        scale *= behind_point ? 10 : 1;
    }
    *value = sum / scale;
    return true;
}

static const char *read_line(struct dedup_rules *rules, str line, bool *seen)
{
    str name = str_slice(line, 0, str_find_char(line, ' '));
    str value = str_trim(str_from(line, name.n));
    size_t i = 0;

    while (i < ROWS && !str_eq(name, str_of(rows[i].name)))
        i++;
    if (i == ROWS)
        return "is no threshold that is known";
    if (seen[i])
        return "stands there twice";
    seen[i] = true;
    return read_value(value, (float *)(void *)((char *)rules + rows[i].offset))
               ? NULL
               : "has a value that is no number";
}

const char *dedup_rules_read(struct dedup_rules *rules, str text, size_t *line)
{
    bool seen[ROWS] = {false};
    const char *wrong = NULL;
    str rest = text, one;

    for (*line = 1; !wrong && str_split(&rest, '\n', &one); ++*line) {
        one = str_trim(one);
        if (one.n && one.p[0] != '#' && (wrong = read_line(rules, one, seen)))
            return wrong;
    }
    for (size_t i = 0; i < ROWS; i++)
        if (!seen[i])
            return "ends, and not every threshold has a value";
    return NULL;
}
