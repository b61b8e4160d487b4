#include "dedup_accept.h"

enum { SECONDS = 3600 };

static bool is_alike(const struct dedup_rules *rules, const struct scores *scores)
{
    return scores->c9 >= rules->long_runs || scores->c5 >= rules->short_runs ||
           (scores->c5 >= rules->some_runs && scores->hard >= rules->some_runs_hard) ||
           (scores->c5 >= rules->few_runs && scores->hard >= rules->few_runs_hard);
}

static bool is_within(int64_t gap, float hours)
{
    return gap < 0 || (float)gap <= hours * SECONDS;
}

bool is_same_story(const struct dedup_rules *rules, const struct scores *scores, int64_t gap,
                   bool strict)
{
    bool is_near = is_within(gap, rules->gap_hours);

    if (scores->slots > rules->slots_most || scores->hard < rules->hard_least ||
        !is_alike(rules, scores))
        return false;
    if ((float)scores->length < rules->short_words && !is_within(gap, rules->short_hours) &&
        scores->jaccard < rules->short_jaccard && scores->c5 < rules->short_runs_least)
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
