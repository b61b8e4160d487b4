/* index_part_write: makes a segment's file of a generation in memory, or of smaller segments. All
 * of it runs from front to end, so that memory does not grow with the segment, but for the fence.
 */
#include <stdlib.h>

#include "index_part.h"
#include "index_part_head.h"

enum {
    MOST_DEAL_BITS = 20,
    DEALT = 4, /* pairs of a stack, about */
    FEW = 16,  /* that are sorted by insertion */
};

/* A file being made. */
struct making {
    struct index_part *part;
    const char *dir;
    struct index_out out;
    struct index_part_head head;
    size_t table; /* that comes next */
};

static bool begin(struct making *making, struct index_part *part, const char *dir,
                  const struct index_part_facts *facts, struct fault *fault)
{
    *making = (struct making){.part = part, .dir = dir};
    *part = (struct index_part){.facts = *facts};
    making->head = (struct index_part_head){
        .first = facts->first,
        .end = facts->end,
        .earliest = facts->earliest,
        .latest = facts->latest,
    };
    index_part_name(part->name, facts->kind, facts->first, facts->end);
    if (!index_out_open(&making->out, dir, part->name, fault))
        return false;
    index_out_put(&making->out, &making->head, sizeof making->head);
    return true;
}

static void took_table(struct making *making, const struct index_table_out *table)
{
    making->head.rows[making->table] = table->n;
    making->head.bits[making->table++] = table->bits;
}

/* sound: all was put; else the file goes. */
static bool finish(struct making *making, bool sound)
{
    struct fault *fault = making->out.fault;
    struct index_part *part = making->part;
    struct index_part_facts facts = part->facts;

    making->head.size = index_out_at(&making->out);
    index_part_seal(&making->head, facts.kind);
    if (!index_out_close(&making->out, &making->head, sizeof making->head) || !sound)
        return false;
    facts.bytes = making->head.size;
    for (size_t i = 0; i < INDEX_EXACTS; i++)
        facts.hashes += making->head.rows[i];
    if (!index_part_open(part, making->dir, &facts, fault))
        return false;
    part->facts.sum = hash64((str){(const char *)part->map.p, part->map.n});
    return true;
}

/* ---- of a generation in memory ---- */

static int by_hash(const void *a, const void *b)
{
    const struct memory_pair *one = a, *other = b;

    if (one->hash != other->hash)
        return one->hash < other->hash ? -1 : 1;
    return one->docno < other->docno ? -1 : one->docno > other->docno;
}

/* What is dealt to one stack. A hash that many documents hold makes a high one. */
static void sort_stack(struct memory_pair *pairs, size_t n)
{
    if (n > FEW) {
        qsort(pairs, n, sizeof *pairs, by_hash);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct memory_pair pair = pairs[i];
        size_t at = i;
        for (; at && by_hash(&pair, &pairs[at - 1]) < 0; at--)
            pairs[at] = pairs[at - 1];
        pairs[at] = pair;
    }
}

/* Hashes are uniform: dealt out by their first bits, they are nearly in order. false: no memory. */
static bool sort_pairs(struct memory_pair *pairs, size_t n)
{
    unsigned bits = 1;
    struct memory_pair *dealt = calloc(n + 1, sizeof *dealt);
    uint32_t *ends;
    bool has_room;

    while (bits < MOST_DEAL_BITS && n >> bits > DEALT)
        bits++;
    ends = calloc(((size_t)1 << bits) + 1, sizeof *ends);
    has_room = dealt && ends;
    if (has_room) {
        for (size_t i = 0; i < n; i++)
            ends[(pairs[i].hash >> (INDEX_HASH_BITS - bits)) + 1]++;
        for (size_t i = 1; i <= (size_t)1 << bits; i++)
            ends[i] += ends[i - 1];
        for (size_t i = 0; i < n; i++)
            dealt[ends[pairs[i].hash >> (INDEX_HASH_BITS - bits)]++] = pairs[i];
        memcpy(pairs, dealt, n * sizeof *pairs);
        for (size_t i = 0, from = 0; i < (size_t)1 << bits; from = ends[i++])
            sort_stack(pairs + from, ends[i] - from);
    }
    free(dealt);
    free(ends);
    return has_room;
}

/* table: which of the memory's, as memory_pairs() counts them. */
static bool cut_table(struct making *making, const struct index_memory *memory, size_t table,
                      size_t most)
{
    size_t n = memory_pairs(memory, table, NULL);
    struct memory_pair *pairs = calloc(n + 1, sizeof *pairs);
    struct index_table_out out;
    bool begun;

    if (!pairs)
        return fault_set(making->out.fault, "out of memory");
    memory_pairs(memory, table, pairs);
    begun = (sort_pairs(pairs, n) || fault_set(making->out.fault, "out of memory")) &&
            index_table_begin(&out, &making->out, n, making->head.first, making->head.end, most);
    if (begun) {
        for (size_t i = 0; i < n; i++)
            index_table_put(&out, pairs[i].hash, pairs[i].docno);
        index_table_end(&out);
        took_table(making, &out);
    }
    free(pairs);
    return begun;
}

static void cut_tokens(struct making *making, const struct index_memory *memory)
{
    uint32_t first = memory_first(memory), end = first + memory_count(memory);
    const uint16_t *tokens;
    size_t n;

    for (uint32_t docno = first; docno < end; docno++) {
        memory_tokens(memory, docno, &tokens, &n);
        making->head.more += n;
        index_out_put(&making->out, &making->head.more, sizeof making->head.more);
    }
    for (uint32_t docno = first; docno < end; docno++) {
        memory_tokens(memory, docno, &tokens, &n);
        index_out_put(&making->out, tokens, n * sizeof *tokens);
    }
}

static void cut_rows(struct making *making, const struct index_memory *memory)
{
    uint32_t first = memory_first(memory), end = first + memory_count(memory);
    struct index_fixed fixed;
    struct index_row row;

    for (uint32_t docno = first; docno < end; docno++) {
        memory_row(memory, docno, &row);
        index_fix(&fixed, &row);
        fixed.texts_at = making->head.more;
        making->head.more += row.id.n + row.cluster.n;
        index_out_put(&making->out, &fixed, sizeof fixed);
    }
    for (uint32_t docno = first; docno < end; docno++) {
        memory_row(memory, docno, &row);
        index_out_put(&making->out, row.id.p, row.id.n);
        index_out_put(&making->out, row.cluster.p, row.cluster.n);
    }
}

bool index_part_cut(struct index_part *part, const char *dir, enum index_kind kind,
                    const struct index_memory *memory, int64_t earliest, int64_t latest,
                    struct fault *fault)
{
    struct index_part_facts facts = {
        .kind = kind,
        .first = memory_first(memory),
        .end = memory_first(memory) + memory_count(memory),
        .earliest = earliest,
        .latest = latest,
    };
    struct making making;
    bool sound = true;

    if (!begin(&making, part, dir, &facts, fault))
        return false;
    switch (kind) {
    case INDEX_NEAR:
        sound = cut_table(&making, memory, MEMORY_KEYS, INDEX_HOLDERS);
        break;
    case INDEX_TOKENS:
        cut_tokens(&making, memory);
        break;
    default:
        for (size_t i = 0; sound && i < INDEX_EXACTS; i++)
            sound = cut_table(&making, memory, i, 1);
        cut_rows(&making, memory);
    }
    return finish(&making, sound);
}

/* ---- of smaller segments ---- */

static bool merge_table(struct making *making, const struct index_part *parts, size_t count,
                        size_t table, size_t most)
{
    struct index_table *tables = calloc(count, sizeof *tables);
    struct index_table_out out;
    bool merged = false;

    if (!tables)
        return fault_set(making->out.fault, "out of memory");
    for (size_t i = 0; i < count; i++)
        tables[i] = parts[i].tables[table];
    merged = index_table_merge(&out, &making->out, tables, count, making->head.end, most);
    if (merged)
        took_table(making, &out);
    free(tables);
    return merged;
}

static void merge_tokens(struct making *making, const struct index_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t docs = parts[i].facts.end - parts[i].facts.first, end;
        for (uint64_t k = 0; k < docs; k++) {
            memcpy(&end, parts[i].token_ends + k * sizeof end, sizeof end);
            end += making->head.more;
            index_out_put(&making->out, &end, sizeof end);
        }
        making->head.more += parts[i].token_count;
    }
    for (size_t i = 0; i < count; i++)
        index_out_put(&making->out, parts[i].tokens,
                      parts[i].token_count * sizeof *parts[i].tokens);
}

static void merge_rows(struct making *making, const struct index_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t docs = parts[i].facts.end - parts[i].facts.first;
        for (uint64_t k = 0; k < docs; k++) {
            struct index_fixed fixed = parts[i].rows[k];
            fixed.texts_at += making->head.more;
            index_out_put(&making->out, &fixed, sizeof fixed);
        }
        making->head.more += parts[i].text_bytes;
    }
    for (size_t i = 0; i < count; i++)
        index_out_put(&making->out, parts[i].texts, parts[i].text_bytes);
}

static struct index_part_facts facts_of(const struct index_part *parts, size_t count)
{
    struct index_part_facts facts = parts[0].facts;

    facts.end = parts[count - 1].facts.end;
    facts.hashes = 0;
    for (size_t i = 1; i < count; i++) {
        if (parts[i].facts.earliest < facts.earliest)
            facts.earliest = parts[i].facts.earliest;
        if (parts[i].facts.latest > facts.latest)
            facts.latest = parts[i].facts.latest;
    }
    return facts;
}

bool index_part_merge(struct index_part *part, const char *dir, const struct index_part *parts,
                      size_t count, struct fault *fault)
{
    struct index_part_facts facts = facts_of(parts, count);
    bool near = facts.kind == INDEX_NEAR, sound = true;
    struct making making;

    if (!begin(&making, part, dir, &facts, fault))
        return false;
    for (size_t i = 0; sound && i < index_part_tables(facts.kind); i++)
        sound = merge_table(&making, parts, count, i, near ? INDEX_HOLDERS : 1);
    if (facts.kind == INDEX_TOKENS)
        merge_tokens(&making, parts, count);
    else if (!near)
        merge_rows(&making, parts, count);
    return finish(&making, sound);
}
