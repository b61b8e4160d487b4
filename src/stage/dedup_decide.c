#include "dedup_decide.h"

#include "dedup_accept.h"
#include "dedup_digest.h"
#include "dedup_match.h"

enum {
    LEAST_NOVEL = 6, /* words of a paragraph that is told as novel */
    HALF = 2,
    QUALITY_SHIFT = 8, /* in the flags of a row: hundredths of quality stand above the flags */
    HUNDREDTHS = 100,
    BETTER = 5, /* hundredths of quality that make a copy the better one */
};

/* ---- what follows from a match ---- */

static void take_cluster(const struct index_row *of, struct doc *doc, struct duplicate *duplicate)
{
    duplicate->cluster = str_dup(doc->arena, of->cluster.n ? of->cluster : of->id);
}

/* x duplicates the document that `found` duplicates, or is. false: that one is past its window. */
static bool follow(struct index *index, const struct index_row *found, struct index_row *of)
{
    *of = *found;
    return found->flags & INDEX_KEPT || index_row(index, found->of, of);
}

static void declare(struct doc *doc, struct duplicate *duplicate, const struct index_row *of,
                    enum reason why)
{
    take_cluster(of, doc, duplicate);
    duplicate->of = str_dup(doc->arena, of->id);
    duplicate->relation = reason_rows[why].name;
    duplicate->pair.id = duplicate->of;
    doc_mark(doc, why);
}

/* Paragraphs that for the most part have no counterpart: `covered` tells the words that have. */
static void tell_novel(struct doc *doc, struct duplicate *duplicate, const uint8_t *covered)
{
    const struct sketch *sketch = doc->sketch;
    uint32_t from = 0;

    duplicate->novel = ARENA_ARRAY(doc->arena, str, doc->block_count);
    for (size_t i = 0; i < doc->block_count; i++) {
        uint32_t to = sketch->ends[i], novel = 0;
        for (uint32_t at = from; at < to && at < sketch->token_count; at++)
            novel += !covered[at];
        if (novel >= LEAST_NOVEL && novel > (to - from) / HALF)
            duplicate->novel[duplicate->novel_count++] = block_text(doc->arena, &doc->blocks[i]);
        from = to;
    }
}

/* ---- by hashes ---- */

static bool is_revision(const struct decider *decider, struct doc *doc, struct duplicate *duplicate,
                        uint32_t docno)
{
    if (!match_one(decider, doc->sketch, docno, &duplicate->pair.scores) ||
        duplicate->pair.scores.c5 < decider->rules.revision_runs)
        return false;
    tell_novel(doc, duplicate, compare_covered(decider->compare));
    duplicate->is_scored = true;
    return true;
}

static bool decide_by_hash(const struct decider *decider, struct doc *doc,
                           struct duplicate *duplicate, struct index_row *row)
{
    struct hash128 body = row->exact[INDEX_BODY];
    struct index_row found, of;
    uint32_t docno;
    enum reason why = WHY_EXACT;

    if (index_exact(decider->index, INDEX_URL, row->exact[INDEX_URL], &docno, &found) &&
        follow(decider->index, &found, &of)) {
        bool same =
            found.exact[INDEX_BODY].low == body.low && found.exact[INDEX_BODY].high == body.high;
        why = same ? WHY_UNCHANGED : WHY_REVISION;
        if (!same && !is_revision(decider, doc, duplicate, docno))
            why = WHY_EXACT;
    }
    if (why == WHY_EXACT && !(index_exact(decider->index, INDEX_BODY, body, &docno, &found) &&
                              follow(decider->index, &found, &of)))
        return false;
    duplicate->pair.gap = gap_between(row, &of);
    declare(doc, duplicate, &of, why);
    row->of = found.flags & INDEX_KEPT ? docno : found.of;
    return true;
}

/* ---- by likeness ---- */

static void declare_pair(const struct decider *decider, struct doc *doc,
                         struct duplicate *duplicate, const struct match *of)
{
    enum reason why = relation_of(&decider->rules, &of->scores, doc->sketch->token_count);

    duplicate->pair.scores = of->scores;
    duplicate->pair.gap = of->gap;
    duplicate->is_scored = true;
    declare(doc, duplicate, &of->row, why);
    if (why != WHY_UPDATE && why != WHY_SUPERSET)
        return;
    if (match_one(decider, doc->sketch, of->docno, &duplicate->pair.scores))
        tell_novel(doc, duplicate, compare_covered(decider->compare));
}

static void relate(struct doc *doc, struct duplicate *duplicate, const struct match *to,
                   const char *relation)
{
    duplicate->relation = relation;
    duplicate->pair = (struct held_against){str_dup(doc->arena, to->row.id), to->scores, to->gap};
    duplicate->is_scored = true;
}

/* Does x still tell what the cluster began with? A rolling story changes from copy to copy, each
 * like the one before; its last has nothing of its first, and is another story. A first that is
 * short beside the member that x is like, a teaser, cannot tell that. */
static bool is_like_first(const struct decider *decider, const struct doc *doc,
                          const struct index_row *member)
{
    str cluster = member->cluster.n ? member->cluster : member->id;
    struct index_row first;
    struct scores scores;
    uint32_t docno;

    return index_exact(decider->index, INDEX_BEST, hash128(cluster), &docno, &first) &&
           match_one(decider, doc->sketch, docno, &scores) &&
           (scores.c5 >= decider->rules.chain_runs ||
            (float)first.words < decider->rules.head_share * (float)member->words);
}

static void decide_by_likeness(const struct decider *decider, struct doc *doc,
                               struct duplicate *duplicate, struct index_row *row)
{
    struct matches matches;
    const struct match *best, *of, *sibling;

    find_matches(decider, doc, row, &matches);
    best = best_match(&matches);
    sibling = best ? NULL : best_sibling(&matches, &decider->rules);
    if (best && is_digest(decider, doc, &matches, best)) {
        row->flags |= INDEX_DIGEST;
        relate(doc, duplicate, best, "digest");
    } else if (best) {
        of = kept_match(decider, doc, row, &matches, best);
        if (of || is_like_first(decider, doc, &best->row))
            take_cluster(&best->row, doc, duplicate);
        if (of)
            declare_pair(decider, doc, duplicate, of);
        else
            relate(doc, duplicate, best, "variant");
        row->of = of ? of->docno : row->of;
    } else if (sibling) {
        relate(doc, duplicate, sibling, "template-sibling");
    }
    if (decider->rejected)
        tell_rejected(&matches, doc, duplicate);
}

/* ---- which copy stays ---- */

static unsigned quality_of(const struct index_row *row)
{
    return row->flags >> QUALITY_SHIFT;
}

static bool is_better(const struct decider *decider, const struct index_row *row,
                      const struct index_row *than)
{
    float words = (float)than->words, more = words * decider->rules.more_share;

    if (more < decider->rules.more_words)
        more = decider->rules.more_words;
    if (decider->keep == KEEP_BEST && quality_of(row) != quality_of(than))
        return quality_of(row) >= quality_of(than) + BETTER;
    return (float)row->words >= words + more;
}

/* A copy that is better than the best one so far is kept too, and takes its place. */
static void choose_copy(const struct decider *decider, struct doc *doc, struct duplicate *duplicate,
                        struct index_row *row)
{
    struct hash128 cluster = hash128(duplicate->cluster);
    struct index_row best;
    uint32_t docno;

    if (doc->why == WHY_KEPT) {
        if (str_eq(duplicate->cluster, row->id))
            row->exact[INDEX_BEST] = cluster;
        return;
    }
    if (decider->keep == KEEP_FIRST || doc->why == WHY_UNCHANGED ||
        !index_exact(decider->index, INDEX_BEST, cluster, &docno, &best) ||
        !is_better(decider, row, &best))
        return;
    doc->why = WHY_KEPT;
    duplicate->of = (str){NULL, 0};
    duplicate->replaces = str_dup(doc->arena, best.id);
    row->exact[INDEX_BEST] = cluster;
    row->of = index_next(decider->index);
}

void decide(const struct decider *decider, struct doc *doc, struct duplicate *duplicate,
            struct index_row *row)
{
    str id = doc->fields[FIELD_ID].text;

    row->id = duplicate->cluster = id;
    row->of = index_next(decider->index);
    duplicate->rules = (unsigned)decider->rules.version;
    duplicate->pair.gap = -1;
    if (doc->quality > 0)
        row->flags |= (uint32_t)(doc->quality * HUNDREDTHS) << QUALITY_SHIFT;
    if (!decide_by_hash(decider, doc, duplicate, row) && doc->sketch->key_count)
        decide_by_likeness(decider, doc, duplicate, row);
    choose_copy(decider, doc, duplicate, row);
    if (doc->why == WHY_KEPT)
        row->flags |= INDEX_KEPT;
    if (!str_eq(duplicate->cluster, id))
        row->cluster = duplicate->cluster;
}
