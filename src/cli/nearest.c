/* Edit distance with neighbours swapped (optimal string alignment), and prefixes. */
#include "nearest.h"

#include <string.h>

enum {
    LONGEST = 40,   /* no name is longer */
    FREE_EDITS = 1, /* and one more for every LETTERS_PER_EDIT letters */
    LETTERS_PER_EDIT = 3,
    SHORTEST_PREFIX = 3,
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t edits_between(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];

    for (size_t j = 0; j <= b_length; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *used = before;
        now[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t other = a[i - 1] != b[j - 1];
            now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + other);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
        before = last;
        last = now;
        now = used;
    }
    return last[b_length];
}

struct nearest nearest_to(const char *meant)
{
    return (struct nearest){
        .meant = meant,
        .edits = FREE_EDITS + strnlen(meant, LONGEST) / LETTERS_PER_EDIT + 1,
    };
}

void nearest_try(struct nearest *nearest, const char *name)
{
    size_t meant_length = strlen(nearest->meant), name_length = strlen(name), edits;

    if (meant_length > LONGEST || name_length > LONGEST)
        return;
    if (meant_length >= SHORTEST_PREFIX && strncmp(name, nearest->meant, meant_length) == 0)
        edits = 1;
    else
        edits = edits_between(nearest->meant, meant_length, name, name_length);
    if (edits < nearest->edits && edits < meant_length) {
        nearest->edits = edits;
        nearest->found = name;
    }
}
