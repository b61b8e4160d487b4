#include "write_duplicate.h"

#include "../base/json.h"

enum { THOUSAND = 1000, HOUR = 3600 };

/* In whole thousandths, by hand: what printf has for a decimal point is the locale's. */
static void put_share(struct buf *out, const char *key, float share)
{
    unsigned thousandths = share > 0 ? (unsigned)(share * THOUSAND + 0.5f) : 0;

    buf_printf(out, ",\"%s\":%u.%03u", key, thousandths / THOUSAND, thousandths % THOUSAND);
}

void write_cluster(struct buf *out, const struct duplicate *duplicate)
{
    json_put_text(out, "cluster", duplicate->cluster);
    json_put_text(out, "duplicate_of", duplicate->of);
    json_put_text(out, "duplicate_kind", str_of(duplicate->relation));
    if (duplicate->of.n)
        put_share(out, "similarity", duplicate->is_scored ? duplicate->pair.scores.c5 : 1);
    else
        buf_str(out, S(",\"similarity\":null"));
    json_put_text(out, "replaces", duplicate->replaces);
}

static void put_scores(struct buf *out, const struct held_against *pair)
{
    const struct scores *scores = &pair->scores;

    put_share(out, "c5", scores->c5);
    put_share(out, "c9", scores->c9);
    put_share(out, "jaccard", scores->jaccard);
    put_share(out, "hard", scores->hard);
    put_share(out, "figures", scores->figures);
    put_share(out, "words_shared", scores->words);
    put_share(out, "lead", scores->lead);
    put_share(out, "flow", scores->flow);
    put_share(out, "slots", scores->slots);
    put_share(out, "replaced", scores->replaced);
    buf_printf(out, ",\"head\":%d,\"longer\":%u", (int)scores->head, scores->longer);
    buf_printf(out, ",\"length\":%u,\"novel\":%u,\"novel_of\":%u,\"hours\":", scores->length,
               scores->novel_x, scores->novel_y);
    if (pair->gap < 0)
        buf_str(out, S("null"));
    else
        buf_printf(out, "%llu", (unsigned long long)(pair->gap / HOUR));
}

static void put_texts(struct buf *out, const char *key, const str *texts, size_t n)
{
    buf_printf(out, ",\"%s\":[", key);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(out, ',');
        json_put(out, texts[i]);
    }
    buf_char(out, ']');
}

void write_pair(struct buf *out, const struct duplicate *duplicate)
{
    write_cluster(out, duplicate);
    if (!duplicate->of.n)
        json_put_text(out, "related", duplicate->pair.id);
    if (duplicate->is_scored)
        put_scores(out, &duplicate->pair);
    if (duplicate->novel_count)
        put_texts(out, "novel_text", duplicate->novel, duplicate->novel_count);
    if (duplicate->rejected_count)
        buf_str(out, S(",\"rejected\":["));
    for (size_t i = 0; i < duplicate->rejected_count; i++) {
        buf_str(out, i ? S(",{\"id\":") : S("{\"id\":"));
        json_put(out, duplicate->rejected[i].id);
        put_scores(out, &duplicate->rejected[i]);
        buf_char(out, '}');
    }
    if (duplicate->rejected_count)
        buf_char(out, ']');
    buf_printf(out, ",\"dedup_rules\":%u", duplicate->rules);
}

static void put_hash(struct buf *out, const char *key, struct hash128 hash)
{
    buf_printf(out, ",\"%s\":\"%016llx%016llx\"", key, (unsigned long long)hash.high,
               (unsigned long long)hash.low);
}

void write_sketch(struct buf *out, const struct sketch *sketch)
{
    buf_printf(out, ",\"sketch\":{\"version\":%d,\"words\":%u", SKETCH_VERSION, sketch->words);
    put_hash(out, "body", sketch->body);
    if (!hash128_is_none(sketch->url))
        put_hash(out, "url", sketch->url);
    buf_str(out, S(",\"keys\":["));
    for (uint32_t i = 0; i < sketch->key_count; i++)
        buf_printf(out, "%s\"%016llx\"", i ? "," : "", (unsigned long long)sketch->keys[i]);
    buf_str(out, S("],\"tokens\":["));
    for (uint32_t i = 0; i < sketch->token_count; i++)
        buf_printf(out, "%s%u", i ? "," : "", sketch->tokens[i]);
    buf_str(out, S("]}"));
}
