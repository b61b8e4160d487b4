#include "in_marks.h"

#include <string.h>

void marks_add(struct marks *marks, uint64_t at, uint64_t member)
{
    if (marks->count == MARKS)
        return;
    if (!marks->count || marks->rows[marks->count - 1].member != member)
        marks->rows[marks->count++] = (struct mark){at, member};
}

void marks_pass(struct marks *marks, uint64_t at)
{
    size_t passed = 0;

    while (passed + 1 < marks->count && marks->rows[passed + 1].at <= at)
        passed++;
    if (passed) {
        marks->count -= passed;
        memmove(marks->rows, marks->rows + passed, marks->count * sizeof *marks->rows);
    }
}

const struct mark *marks_find(const struct marks *marks, uint64_t at)
{
    size_t i = marks->count;

    while (i > 1 && marks->rows[i - 1].at > at)
        i--;
    return i ? &marks->rows[i - 1] : NULL;
}

const struct mark *marks_next(const struct marks *marks, uint64_t at)
{
    size_t low = 0, high = marks->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (marks->rows[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < marks->count ? &marks->rows[low] : NULL;
}
