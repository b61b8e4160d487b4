#include "dedup_accept.h"

enum { SECONDS = 3600 };

static bool is_scan(const struct dedup_rules *rules, const struct scores *scores)
{
    return scores->slots <= rules->scan_slots && scores->hard >= rules->scan_hard &&
           scores->figures >= rules->scan_figures && scores->flow >= rules->scan_flow;
}

/* Is a figure or name replaced too often for one story? */
static bool is_template(const struct dedup_rules *rules, const struct scores *scores)
{
    if (scores->slots <= rules->slots_most)
        return scores->slots > rules->some_slots && scores->hard < rules->some_hard;
    if (scores->slots <= rules->few_slots && scores->hard >= rules->few_hard &&
        scores->c5 >= rules->few_runs)
        return false;
    if (is_scan(rules, scores))
        return false;
    return scores->slots > rules->noise_slots || scores->replaced > rules->noise_replaced ||
           scores->flow < rules->noise_flow;
}

static bool has_names(const struct dedup_rules *rules, const struct scores *scores)
{
    return scores->hard >= rules->most_hard ||
           (scores->slots <= rules->plain_slots && scores->c5 >= rules->plain_runs);
}

static bool is_alike(const struct dedup_rules *rules, const struct scores *scores)
{
    return (scores->flow >= rules->most_flow && scores->words >= rules->most_words &&
            has_names(rules, scores)) ||
           (scores->flow >= rules->part_flow && scores->words >= rules->part_words &&
            scores->hard >= rules->part_hard) ||
           (scores->flow >= rules->lead_flow && scores->words >= rules->lead_words &&
            scores->hard >= rules->lead_hard);
}

static bool is_within(int64_t gap, float hours)
{
    return gap < 0 || (float)gap <= hours * SECONDS;
}

/* A later story of the same matter: the background is what they share. */
static bool is_follow_up(const struct dedup_rules *rules, const struct scores *scores)
{
    return scores->flow < rules->follow_flow && scores->lead < rules->follow_lead;
}

/* A small part from the middle of the longer text; of a short text, one that comes late too. */
static bool is_quotation(const struct dedup_rules *rules, const struct scores *scores, int64_t gap)
{
    float longer = (float)scores->longer, head = (float)scores->head;

    if ((float)scores->length >= rules->head_share * longer)
        return false;
    if ((float)scores->length < rules->short_words)
        return head > rules->teaser_words || !is_within(gap, rules->teaser_hours);
    return head > rules->head_words && head > rules->head_most * longer;
}

/* Chance and furniture make short texts alike. */
static bool is_too_short(const struct dedup_rules *rules, const struct scores *scores, int64_t gap)
{
    if ((float)scores->length < rules->tiny_words)
        return scores->c5 < rules->tiny_runs;
    return (float)scores->length < rules->short_words && !is_within(gap, rules->short_hours) &&
           scores->jaccard < rules->short_jaccard && scores->c5 < rules->short_runs &&
           (scores->flow < rules->short_flow || scores->words < rules->short_shared);
}

bool is_same_story(const struct dedup_rules *rules, const struct scores *scores, int64_t gap,
                   bool strict)
{
    bool is_near = is_within(gap, rules->gap_hours);

    if (is_template(rules, scores) || is_quotation(rules, scores, gap) ||
        !is_alike(rules, scores) || is_follow_up(rules, scores) || is_too_short(rules, scores, gap))
        return false;
    if (strict && scores->c5 < (is_near ? rules->strict_runs : rules->strict_gap_runs))
        return false;
    return is_near || (scores->c5 >= rules->gap_runs && scores->hard >= rules->gap_hard);
}

enum reason relation_of(const struct dedup_rules *rules, const struct scores *scores, size_t nx)
{
    float x = (float)scores->novel_x, y = (float)scores->novel_y, length = (float)scores->length;
    bool x_has_more = x >= rules->more_words && x >= rules->more_share * (float)nx;

    if (x < rules->same_words && x < rules->same_share * (float)nx)
        return y < rules->same_words && y < rules->same_share * length ? WHY_NEAR : WHY_CONTAINED;
    if (!x_has_more)
        return WHY_NEAR;
    return y < rules->same_words || y < rules->same_share * length ? WHY_SUPERSET : WHY_UPDATE;
}
