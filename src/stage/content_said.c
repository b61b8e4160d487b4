/* content_said: features of scrapes from what the rules of phrases say: "Leave a reply", "Related
 * posts", "Sign up" stand thick in menus and at feet, and where an article ends. One line of them
 * proves little, so the model sees how many stand around a line, and how many between it and the
 * middle of the text. */
#include "content.h"

enum { NEAR = 8, WIDE = 30, FAR = 100 }; /* lines */

static float is_said(const float *row)
{
    return row[FEATURE_SAID] > 0;
}

static float is_end(const float *row)
{
    return row[FEATURE_SAID] > 1;
}

static void own(struct content *content)
{
    const uint8_t *said = content->doc->said;

    for (size_t i = 0; said && i < content->doc->block_count; i++)
        content_row(content, i)[FEATURE_SAID] =
            (float)((said[i] & SAID) + (said[i] & SAID_ENDS) / 2);
}

static float further(const float *row, float lines)
{
    return is_said(row) > 0 ? 1 : lines < FAR ? lines + 1 : FAR;
}

static void distances(struct content *content)
{
    float since = FAR, to = FAR;

    for (size_t i = 0; i < content->doc->block_count; i++) {
        float *row = content_row(content, i);
        row[FEATURE_SAID_SINCE] = since;
        since = further(row, since);
    }
    for (size_t i = content->doc->block_count; i-- > 0;) {
        float *row = content_row(content, i);
        row[FEATURE_SAID_TO] = to;
        to = further(row, to);
    }
}

/* The line itself is counted. */
static void between(struct content *content, float (*of)(const float *), enum feature to)
{
    size_t from = content_middle(content);
    float count = 0;

    for (size_t i = from; i < content->doc->block_count; i++) {
        count += of(content_row(content, i));
        content_row(content, i)[to] = content_log(count);
    }
    count = 0;
    for (size_t i = from; i-- > 0;) {
        count += of(content_row(content, i));
        content_row(content, i)[to] = -content_log(count);
    }
}

void content_said(struct content *content)
{
    own(content);
    content_mean(content, is_said, NEAR, FEATURE_SAID_8);
    content_mean(content, is_said, WIDE, FEATURE_SAID_30);
    distances(content);
    between(content, is_said, FEATURE_SAID_BETWEEN);
    between(content, is_end, FEATURE_ENDS_BETWEEN);
}
