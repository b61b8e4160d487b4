/* content_around: features of where a block stands among the others. */
#include "content.h"

enum { FAR = 100 }; /* no distance is greater */

struct sums { /* over blocks 0..i-1 */
    float *prose, *words, *links, *stops;
};

static float clip(float distance)
{
    return distance > FAR ? FAR : distance < -FAR ? -FAR : distance;
}

static float *sum_array(struct content *content)
{
    return ARENA_ARRAY(content->doc->scratch, float, content->doc->block_count + 1);
}

static struct sums sum_up(struct content *content)
{
    const struct doc *doc = content->doc;
    struct sums sums = {sum_array(content), sum_array(content), sum_array(content),
                        sum_array(content)};

    for (size_t i = 0; i < doc->block_count; i++) {
        sums.prose[i + 1] = sums.prose[i] + content->prose[i];
        sums.words[i + 1] = sums.words[i] + (float)doc->blocks[i].words;
        sums.links[i + 1] = sums.links[i] + (float)doc->blocks[i].link_words;
        sums.stops[i + 1] = sums.stops[i] + (float)doc->blocks[i].stops;
    }
    return sums;
}

/* Sum over blocks from..to-1, both kept within the page. */
static float over(const float *sums, size_t count, long from, long to)
{
    from = from < 0 ? 0 : from > (long)count ? (long)count : from;
    to = to < from ? from : to > (long)count ? (long)count : to;
    return sums[to] - sums[from];
}

static void windows(struct content *content, const struct sums *sums)
{
    static const struct {
        long reach;
        enum feature before, after;
    } rows[] = {{3, FEATURE_PROSE_3B, FEATURE_PROSE_3A},
                {8, FEATURE_PROSE_8B, FEATURE_PROSE_8A},
                {15, FEATURE_PROSE_15B, FEATURE_PROSE_15A},
                {30, FEATURE_PROSE_30B, FEATURE_PROSE_30A}};
    size_t count = content->doc->block_count;

    for (long i = 0; i < (long)count; i++) {
        float *row = content_row(content, (size_t)i);
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            row[rows[k].before] = content_log(over(sums->prose, count, i - rows[k].reach, i));
            row[rows[k].after] =
                content_log(over(sums->prose, count, i + 1, i + 1 + rows[k].reach));
        }
        row[FEATURE_WORDS_3] = over(sums->words, count, i - 3, i + 4) / 7;
        row[FEATURE_WORDS_8] = over(sums->words, count, i - 8, i + 9) / 17;
        row[FEATURE_STOPS_3] = over(sums->stops, count, i - 3, i + 4) / 7;
        row[FEATURE_LINKS_3] =
            over(sums->links, count, i - 3, i + 4) / (over(sums->words, count, i - 3, i + 4) + 1);
        row[FEATURE_LINKS_8] =
            over(sums->links, count, i - 8, i + 9) / (over(sums->words, count, i - 8, i + 9) + 1);
    }
}

static void places(struct content *content, const struct sums *sums)
{
    size_t count = content->doc->block_count, first = count, last = 0;
    float moment = 0, centre;

    for (size_t i = 0; i < count; i++) {
        moment += content->prose[i] * (float)i;
        if (content->prose[i] > 0) {
            first = first == count ? i : first;
            last = i;
        }
    }
    centre = sums->prose[count] > 0 ? moment / sums->prose[count] : (float)count / 2;
    for (size_t i = 0; i < count; i++) {
        float *row = content_row(content, i);
        row[FEATURE_PLACE] = (float)i / (float)count;
        row[FEATURE_WORDS_BEFORE] = sums->words[i] / (sums->words[count] + 1);
        row[FEATURE_PROSE_BEFORE] = sums->prose[i] / (sums->prose[count] + 1);
        row[FEATURE_CENTRE] = ((float)i - centre) / (float)count;
        row[FEATURE_FIRST_PROSE] = clip((float)i - (float)first);
        row[FEATURE_LAST_PROSE] = clip((float)last - (float)i);
    }
}

/* Distances to what was seen last, in one pass each way. */
static void distances(struct content *content)
{
    const struct doc *doc = content->doc;
    float prose = FAR, heading = FAR, section = 0;

    for (size_t i = 0; i < doc->block_count; i++) {
        float *row = content_row(content, i);
        row[FEATURE_PREVIOUS_PROSE] = prose;
        row[FEATURE_SINCE_HEADING] = heading;
        prose = content->prose[i] > 0 ? 1 : clip(prose + 1);
        heading = doc->blocks[i].kind == BLOCK_HEADING ? 1 : clip(heading + 1);
    }
    prose = heading = FAR;
    for (size_t i = doc->block_count; i-- > 0;) {
        float *row = content_row(content, i);
        row[FEATURE_NEXT_PROSE] = prose;
        row[FEATURE_TO_HEADING] = heading;
        section += content->prose[i];
        row[FEATURE_SECTION_PROSE] = content_log(section);
        prose = content->prose[i] > 0 ? 1 : clip(prose + 1);
        heading = doc->blocks[i].kind == BLOCK_HEADING ? 1 : clip(heading + 1);
        section = doc->blocks[i].kind == BLOCK_HEADING ? 0 : section;
    }
}

/* Lengths of rows of blocks that are alike. */
static void runs(struct content *content, enum feature feature,
                 bool (*alike)(const struct content *, size_t, size_t))
{
    size_t count = content->doc->block_count;

    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && alike(content, from, to);)
            to++;
        for (size_t i = from; i < to; i++)
            content_row(content, i)[feature] = clip((float)(to - from));
    }
}

static bool both_no_prose(const struct content *content, size_t a, size_t b)
{
    return content->prose[a] <= 0 && content->prose[b] <= 0;
}

static bool same_kind(const struct content *content, size_t a, size_t b)
{
    return content->doc->blocks[a].kind == content->doc->blocks[b].kind;
}

static void neighbour(const struct content *content, float *row, long i, enum feature words,
                      enum feature links)
{
    const struct doc *doc = content->doc;

    row[words] = row[links] = -1;
    if (i >= 0 && i < (long)doc->block_count) {
        row[words] = (float)doc->blocks[i].words;
        row[links] = block_link_share(&doc->blocks[i]);
    }
}

void content_around(struct content *content)
{
    const struct doc *doc = content->doc;
    struct sums sums = sum_up(content);

    windows(content, &sums);
    places(content, &sums);
    distances(content);
    runs(content, FEATURE_RUN, both_no_prose);
    runs(content, FEATURE_KIND_RUN, same_kind);
    for (long i = 0; i < (long)doc->block_count; i++) {
        float *row = content_row(content, (size_t)i);
        neighbour(content, row, i - 1, FEATURE_P1_WORDS, FEATURE_P1_LINKS);
        neighbour(content, row, i - 2, FEATURE_P2_WORDS, FEATURE_P2_LINKS);
        neighbour(content, row, i + 1, FEATURE_N1_WORDS, FEATURE_N1_LINKS);
        neighbour(content, row, i + 2, FEATURE_N2_WORDS, FEATURE_N2_LINKS);
        row[FEATURE_P1_ENDS] = i > 0 ? (row - FEATURE_COUNT)[FEATURE_ENDS] : -1;
        row[FEATURE_N1_ENDS] =
            i + 1 < (long)doc->block_count ? (row + FEATURE_COUNT)[FEATURE_ENDS] : -1;
        row[FEATURE_BODY_FIRST] = clip((float)i - (float)content->first);
        row[FEATURE_BODY_LAST] = clip((float)content->last - 1 - (float)i);
        row[FEATURE_P1_KIND] = i > 0 ? (float)doc->blocks[i - 1].kind : -1;
        row[FEATURE_N1_KIND] = i + 1 < (long)doc->block_count ? (float)doc->blocks[i + 1].kind : -1;
        row[FEATURE_GAP] = doc->blocks[i].after_gap;
    }
}
