/* content_lines_around: features of scrapes, in which no box tells what belongs together. What kind
 * of lines stand around a line: readers' comments and cards of other stories bring names, days and
 * labels that come again and again. And what stands between it and the middle of the text. */
#include "content.h"

enum {
    REACH = 8,  /* lines before a line, and after it */
    SHORT = 12, /* words of a line that may be a stamp */
    FAR = 100,  /* no row of lines is longer */
};
#define STAMP_DIGITS 0.2f /* share of digits in a line that is little but a day or an hour */

static float recurs(const float *row)
{
    return content_log(row[FEATURE_REPEATS] - 1);
}

static float has_pattern(const float *row)
{
    return row[FEATURE_PATTERN];
}

static float is_stamp(const float *row)
{
    return row[FEATURE_WORDS] <= SHORT && row[FEATURE_DIGIT_SHARE] > STAMP_DIGITS;
}

static float begins(const float *row)
{
    return row[FEATURE_STARTS];
}

static float begins_low(const float *row)
{
    return row[FEATURE_STARTS] <= 0;
}

static float ends_full(const float *row)
{
    return row[FEATURE_ENDS] > 1;
}

void content_mean(struct content *content, float (*of)(const float *), size_t reach,
                  enum feature to)
{
    size_t count = content->doc->block_count;
    float *sums = ARENA_ARRAY(content->doc->scratch, float, count + 1);

    for (size_t i = 0; i < count; i++)
        sums[i + 1] = sums[i] + of(content_row(content, i));
    for (size_t i = 0; i < count; i++) {
        size_t from = i < reach ? 0 : i - reach, end = i + reach + 1;
        content_row(content, i)[to] =
            (sums[end < count ? end : count] - sums[from]) / (float)(2 * reach + 1);
    }
}

/* Of the line before and of that after; -1 where there is none. */
static void neighbours(struct content *content, float (*of)(const float *), enum feature before,
                       enum feature after)
{
    size_t count = content->doc->block_count;

    for (size_t i = 0; i < count; i++) {
        float *row = content_row(content, i);
        row[before] = i ? of(row - FEATURE_COUNT) : -1;
        row[after] = i + 1 < count ? of(row + FEATURE_COUNT) : -1;
    }
}

size_t content_middle(const struct content *content)
{
    size_t best = content->doc->block_count / 2;
    float least = FAR;

    for (size_t i = 0; i < content->doc->block_count; i++) {
        float distance = content_row(content, i)[FEATURE_CENTRE];
        distance = distance < 0 ? -distance : distance;
        if (content->prose[i] > 0 && distance < least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

struct barrier {
    float lines, words; /* of the row of lines without prose that goes on */
    float most_lines, most_words;
};

static void pass(struct barrier *barrier, const struct content *content, size_t i)
{
    bool prose = content->prose[i] > 0;

    barrier->lines = prose ? 0 : barrier->lines + 1;
    barrier->words = prose ? 0 : barrier->words + (float)content->doc->blocks[i].words;
    if (barrier->lines > barrier->most_lines && barrier->lines <= FAR)
        barrier->most_lines = barrier->lines;
    if (barrier->words > barrier->most_words)
        barrier->most_words = barrier->words;
}

static void barriers(struct content *content)
{
    struct barrier before = {0}, behind = {0};
    size_t from = content_middle(content);

    for (size_t i = from; i < content->doc->block_count; i++) {
        content_row(content, i)[FEATURE_BARRIER] = behind.most_lines;
        content_row(content, i)[FEATURE_BARRIER_WORDS] = behind.most_words;
        pass(&behind, content, i);
    }
    for (size_t i = from; i-- > 0;) {
        pass(&before, content, i + 1);
        content_row(content, i)[FEATURE_BARRIER] = -before.most_lines;
        content_row(content, i)[FEATURE_BARRIER_WORDS] = before.most_words;
    }
}

static void shares_of_most(struct content *content)
{
    float most = 1;

    for (size_t i = 0; i < content->doc->block_count; i++)
        most = content->prose[i] > most ? content->prose[i] : most;
    for (size_t i = 0; i < content->doc->block_count; i++)
        content_row(content, i)[FEATURE_OF_MOST] = content->prose[i] / most;
}

void content_lines_around(struct content *content)
{
    content_mean(content, is_stamp, REACH, FEATURE_STAMPS_8);
    content_mean(content, has_pattern, REACH, FEATURE_PATTERN_8);
    content_mean(content, recurs, REACH, FEATURE_REPEATS_8);
    content_mean(content, begins_low, REACH, FEATURE_LOW_8);
    content_mean(content, ends_full, REACH, FEATURE_FULL_8);
    neighbours(content, recurs, FEATURE_P1_REPEATS, FEATURE_N1_REPEATS);
    neighbours(content, begins, FEATURE_P1_STARTS, FEATURE_N1_STARTS);
    barriers(content);
    shares_of_most(content);
}
