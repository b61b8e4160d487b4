#include "index_segments.h"

#include <stdlib.h>

enum {
    WINDOW_SHARE = 4, /* a merged segment spans at most a window / WINDOW_SHARE, so that it expires
                       * not much later than its first document would */
    FIRST_ROOM = 16,
    AT_ONCE = 64, /* keys that are looked up together */
};

/* How many segments of a size become one of the next, and how often: the largest have as many
 * documents in all kinds. Keys are asked of every segment, so these should be few; tokens of one
 * alone, and they are most of the bytes. */
static const struct growth {
    unsigned fan, levels;
} growths[INDEX_KINDS] = {[INDEX_NEAR] = {4, 3}, [INDEX_TOKENS] = {64, 1}, [INDEX_EXACT] = {4, 3}};

void segments_free(struct index_segments *segments)
{
    for (size_t kind = 0; kind < INDEX_KINDS; kind++) {
        struct index_parts *parts = &segments->kinds[kind];
        for (size_t i = 0; i < parts->n; i++)
            index_part_close(&parts->items[i]);
        free(parts->items);
        *parts = (struct index_parts){0};
    }
    free(segments->retired.items);
    segments->retired = (struct index_parts){0};
}

static bool append(struct index_parts *parts, const struct index_part *part, struct fault *fault)
{
    if (parts->n == parts->room) {
        size_t room = parts->room ? parts->room * 2 : FIRST_ROOM;
        struct index_part *items = realloc(parts->items, room * sizeof *items);
        if (!items)
            return fault_set(fault, "out of memory");
        parts->items = items;
        parts->room = room;
    }
    parts->items[parts->n++] = *part;
    return true;
}

bool segments_open(struct index_segments *segments, const struct index_part_facts *facts)
{
    struct index_part part;

    if (!index_part_open(&part, segments->dir, facts, segments->fault))
        return false;
    part.named = true;
    if (append(&segments->kinds[facts->kind], &part, segments->fault))
        return true;
    index_part_close(&part);
    return false;
}

/* Takes parts from..to-1 out of use. The file of one that the manifest names must outlive it. */
static bool retire(struct index_segments *segments, struct index_parts *parts, size_t from,
                   size_t to)
{
    for (size_t i = from; i < to; i++) {
        struct index_part *part = &parts->items[i];
        struct index_path path = index_path(segments->dir, part->name);
        index_part_close(part);
        if (part->named && !INDEX_IN_PLACE ? !append(&segments->retired, part, segments->fault)
                                           : !disk_remove(path.text, segments->fault))
            return false;
    }
    memmove(parts->items + from, parts->items + to, (parts->n - to) * sizeof *parts->items);
    parts->n -= to - from;
    return true;
}

bool segments_expire(struct index_segments *segments, int64_t latest)
{
    for (size_t kind = 0; kind < INDEX_KINDS; kind++) {
        struct index_parts *parts = &segments->kinds[kind];
        uint64_t window = segments->windows[kind];
        for (size_t i = parts->n; window && i-- > 0;) {
            int64_t seen = parts->items[i].facts.latest;
            if (seen == INDEX_UNKNOWN_TIME || seen >= latest ||
                (uint64_t)latest - (uint64_t)seen <= window)
                continue;
            if (!retire(segments, parts, i, i + 1))
                return false;
        }
    }
    return true;
}

/* ---- merging ---- */

static unsigned level_of(const struct index_segments *segments, const struct index_part *part)
{
    uint64_t docs = part->facts.end - part->facts.first;
    unsigned level = 0, fan = growths[part->facts.kind].fan;

    for (; docs >= segments->docs * fan; docs /= fan)
        level++;
    return level;
}

static uint64_t span(int64_t earliest, int64_t latest)
{
    return (uint64_t)latest - (uint64_t)earliest;
}

/* A dump in no order of time spans all of it from the first segment on: there, size alone counts.
 */
static bool expires_in_time(const struct index_part *parts, size_t n, uint64_t window)
{
    int64_t earliest = parts[0].facts.earliest, latest = parts[0].facts.latest;
    uint64_t widest = 0, own;

    for (size_t i = 0; i < n; i++) {
        own = span(parts[i].facts.earliest, parts[i].facts.latest);
        widest = own > widest ? own : widest;
        if (parts[i].facts.earliest < earliest)
            earliest = parts[i].facts.earliest;
        if (parts[i].facts.latest > latest)
            latest = parts[i].facts.latest;
    }
    own = span(earliest, latest);
    return !window || own <= window / WINDOW_SHARE || own / 2 <= widest;
}

/* How many of the last parts are merged now; 0: none. */
static size_t due(const struct index_segments *segments, const struct index_parts *parts)
{
    const struct growth *growth = &growths[parts->items[0].facts.kind];
    const struct index_part *last;
    unsigned level;

    if (parts->n < growth->fan)
        return 0;
    last = parts->items + parts->n - growth->fan;
    level = level_of(segments, last);
    if (level >= growth->levels)
        return 0;
    for (size_t i = 1; i < growth->fan; i++)
        if (level_of(segments, &last[i]) != level || last[i].facts.first != last[i - 1].facts.end)
            return 0;
    return expires_in_time(last, growth->fan, segments->windows[last->facts.kind]) ? growth->fan
                                                                                   : 0;
}

static bool merge_due(struct index_segments *segments, struct index_parts *parts)
{
    struct index_part merged;
    size_t n;

    while ((n = due(segments, parts))) {
        size_t from = parts->n - n;
        for (size_t i = from; i < parts->n; i++)
            index_map_whole(&parts->items[i].map, true);
        if (!index_part_merge(&merged, segments->dir, parts->items + from, n, segments->fault))
            return false;
        if (!retire(segments, parts, from, parts->n) || !append(parts, &merged, segments->fault)) {
            index_part_close(&merged);
            return false;
        }
    }
    return true;
}

bool segments_cut(struct index_segments *segments, const struct index_memory *memory,
                  int64_t earliest, int64_t latest)
{
    for (size_t kind = 0; kind < INDEX_KINDS; kind++) {
        struct index_parts *parts = &segments->kinds[kind];
        struct index_part part;
        if (!index_part_cut(&part, segments->dir, (enum index_kind)kind, memory, earliest, latest,
                            segments->fault))
            return false;
        if (!append(parts, &part, segments->fault)) {
            index_part_close(&part);
            return false;
        }
        if (!merge_due(segments, parts))
            return false;
    }
    return true;
}

/* ---- look-ups ---- */

/* At most AT_ONCE keys, in three rounds, so that the memory for one comes while others are worked
 * on; the last is of those alone that the part may hold. */
static void keys_holders(const struct index_table *table, const uint64_t *keys, uint8_t *counts,
                         size_t n, struct index_tally *tally)
{
    uint32_t docnos[INDEX_HOLDERS];
    uint8_t held[AT_ONCE];
    size_t held_count = 0;

    for (size_t i = 0; i < n; i++)
        index_table_expect(table, memory_named(keys[i]));
    for (size_t i = 0; i < n; i++) {
        if (!index_table_may_hold(table, memory_named(keys[i])))
            continue;
        index_table_expect_rows(table, memory_named(keys[i]));
        held[held_count++] = (uint8_t)i;
    }
    for (size_t h = 0; h < held_count; h++) {
        size_t i = held[h], got = index_table_find(table, memory_named(keys[i]), docnos,
                                                   (size_t)(INDEX_HOLDERS - counts[i]));
        counts[i] = (uint8_t)(counts[i] + got);
        for (size_t k = 0; k < got; k++)
            tally_add(tally, docnos[k]);
    }
}

void segments_holders(const struct index_segments *segments, const uint64_t *keys, uint8_t *counts,
                      size_t n, struct index_tally *tally)
{
    const struct index_parts *parts = &segments->kinds[INDEX_NEAR];

    for (size_t i = parts->n; i-- > 0;)
        for (size_t at = 0; at < n; at += AT_ONCE)
            keys_holders(&parts->items[i].tables[0], keys + at, counts + at,
                         n - at < AT_ONCE ? n - at : AT_ONCE, tally);
}

static bool holds(const struct index_part *part, uint64_t docno)
{
    return docno >= part->facts.first && docno < part->facts.end;
}

bool segments_exact(const struct index_segments *segments, enum index_exact exact,
                    struct hash128 hash, uint32_t *docno, struct index_row *row)
{
    const struct index_parts *parts = &segments->kinds[INDEX_EXACT];
    uint64_t name = memory_named(hash.low);

    for (size_t i = 0; i < parts->n; i++)
        index_table_expect(&parts->items[i].tables[exact], name);
    for (size_t i = parts->n; i-- > 0;) {
        const struct index_part *part = &parts->items[i];
        if (index_table_find(&part->tables[exact], name, docno, 1) && holds(part, *docno) &&
            index_part_row(part, *docno, row) && row->exact[exact].low == hash.low &&
            row->exact[exact].high == hash.high)
            return true;
    }
    return false;
}

const struct index_part *segments_part(const struct index_segments *segments, enum index_kind kind,
                                       uint64_t docno)
{
    const struct index_parts *parts = &segments->kinds[kind];
    size_t low = 0, high = parts->n;

    while (low < high) { /* the first that ends behind it */
        size_t middle = low + (high - low) / 2;
        if (parts->items[middle].facts.end <= docno)
            low = middle + 1;
        else
            high = middle;
    }
    return low < parts->n && holds(&parts->items[low], docno) ? &parts->items[low] : NULL;
}
