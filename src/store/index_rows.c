#include "index_rows.h"

void index_fix(struct index_fixed *fixed, const struct index_row *row)
{
    *fixed = (struct index_fixed){
        .site = row->site,
        .published = row->published,
        .seen = row->seen,
        .of = row->of,
        .words = row->words,
        .key_count = row->key_count,
        .token_count = row->token_count,
        .flags = (uint16_t)row->flags,
        .id = (uint16_t)row->id.n,
        .cluster = (uint16_t)row->cluster.n,
    };
    memcpy(fixed->exact, row->exact, sizeof fixed->exact);
}

bool index_unfix(const struct index_fixed *fixed, const char *texts, size_t n,
                 struct index_row *row)
{
    if ((size_t)fixed->id + fixed->cluster > n)
        return false;
    *row = (struct index_row){
        .site = fixed->site,
        .published = fixed->published,
        .seen = fixed->seen,
        .of = fixed->of,
        .words = fixed->words,
        .key_count = fixed->key_count,
        .token_count = fixed->token_count,
        .flags = fixed->flags,
        .id = {texts, fixed->id},
        .cluster = {texts + fixed->id, fixed->cluster},
    };
    memcpy(row->exact, fixed->exact, sizeof row->exact);
    return true;
}

int64_t index_seen(const struct index_row *row, int64_t now, int64_t latest)
{
    int64_t seen = row->seen != INDEX_UNKNOWN_TIME ? row->seen : latest;

    if (seen == INDEX_UNKNOWN_TIME)
        return now;
    return now != INDEX_UNKNOWN_TIME && seen > now ? now : seen;
}
