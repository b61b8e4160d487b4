#include "index_table.h"

#include <stdlib.h>

enum { FENCE_ROW = 4, ALIGNMENT = 8, MOST_BITS = 30, LINE = 64 };

static uint32_t get32(const uint8_t *p)
{
    uint32_t number;

    memcpy(&number, p, sizeof number);
    return number;
}

static uint64_t aligned(uint64_t n)
{
    return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* ---- reading ---- */

uint64_t index_table_size(uint64_t n, uint64_t bits)
{
    return aligned(n * INDEX_TABLE_ROW) + aligned(((UINT64_C(1) << bits) + 1) * FENCE_ROW);
}

bool index_table_map(struct index_table *table, const struct index_map *map, uint64_t n,
                     uint64_t bits, uint64_t *at)
{
    if (bits > MOST_BITS || n > UINT32_MAX || *at > map->n ||
        index_table_size(n, bits) > map->n - *at)
        return false;
    *table = (struct index_table){
        .rows = map->p + *at,
        .fence = map->p + *at + aligned(n * INDEX_TABLE_ROW),
        .n = n,
        .bits = bits,
    };
    *at += index_table_size(n, bits);
    return true;
}

uint64_t index_table_hash(const struct index_table *table, uint64_t row)
{
    uint64_t hash;

    memcpy(&hash, table->rows + row * INDEX_TABLE_ROW, sizeof hash);
    return hash;
}

uint32_t index_table_docno(const struct index_table *table, uint64_t row)
{
    return get32(table->rows + row * INDEX_TABLE_ROW + sizeof(uint64_t));
}

static uint64_t stretch_of(uint64_t bits, uint64_t hash)
{
    return bits ? hash >> (64 - bits) : 0;
}

/* The rows of the stretch that a hash lies in. */
static void stretch(const struct index_table *table, uint64_t hash, uint64_t *from, uint64_t *to)
{
    const uint8_t *fence = table->fence + stretch_of(table->bits, hash) * FENCE_ROW;

    *from = get32(fence);
    *to = get32(fence + FENCE_ROW);
    if (*to > table->n)
        *to = table->n;
    if (*from > *to)
        *from = *to;
}

void index_table_expect(const struct index_table *table, uint64_t hash)
{
    __builtin_prefetch(table->fence + stretch_of(table->bits, hash) * FENCE_ROW);
}

void index_table_expect_rows(const struct index_table *table, uint64_t hash)
{
    uint64_t from, to;

    stretch(table, hash, &from, &to);
    if (to > from + 2 * INDEX_STRETCH)
        to = from + 2 * INDEX_STRETCH;
    for (uint64_t at = from * INDEX_TABLE_ROW; at < to * INDEX_TABLE_ROW; at += LINE)
        __builtin_prefetch(table->rows + at);
}

size_t index_table_find(const struct index_table *table, uint64_t hash, uint32_t *docnos,
                        size_t most)
{
    uint64_t from, low, high;
    size_t n = 0;

    stretch(table, hash, &from, &high);
    for (low = from; low < high;) { /* behind the last row of the hash */
        uint64_t middle = low + (high - low) / 2;
        if (index_table_hash(table, middle) <= hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; n < most && low > from && index_table_hash(table, low - 1) == hash; low--)
        docnos[n++] = index_table_docno(table, low - 1);
    return n;
}

static bool fence_is_sound(const struct index_table *table, uint64_t row, uint64_t before)
{
    /* Every stretch after that of the row before begins here. */
    uint64_t to = row < table->n ? stretch_of(table->bits, index_table_hash(table, row))
                                 : UINT64_C(1) << table->bits;

    for (; before <= to; before++)
        if (get32(table->fence + before * FENCE_ROW) != row)
            return false;
    return true;
}

bool index_table_sound(const struct index_table *table, uint64_t first, uint64_t end, uint64_t *row)
{
    uint64_t stretches = 0, was = 0;
    uint32_t was_docno = 0;

    for (*row = 0; *row < table->n; ++*row) {
        uint64_t hash = index_table_hash(table, *row);
        uint32_t docno = index_table_docno(table, *row);
        if (docno < first || docno >= end)
            return false;
        if (*row && (hash < was || (hash == was && docno <= was_docno)))
            return false;
        if (!fence_is_sound(table, *row, stretches))
            return false;
        stretches = stretch_of(table->bits, hash) + 1;
        was = hash;
        was_docno = docno;
    }
    return fence_is_sound(table, table->n, stretches);
}

/* ---- writing ---- */

bool index_table_begin(struct index_table_out *table, struct index_out *out, uint64_t expected,
                       size_t most)
{
    *table = (struct index_table_out){.out = out, .most = most};
    while (table->bits < MOST_BITS && expected >> table->bits > INDEX_STRETCH)
        table->bits++;
    table->fence = calloc((UINT64_C(1) << table->bits) + 1, sizeof *table->fence);
    table->latest = calloc(most, sizeof *table->latest);
    if (table->fence && table->latest && expected <= UINT32_MAX)
        return true;
    free(table->fence);
    free(table->latest);
    return fault_set(out->fault, "%s: %s", out->path.text,
                     expected > UINT32_MAX ? "too many keys for one segment" : "out of memory");
}

/* Writes the rows of the hash that waits, earliest first. The fence counts rows for now. */
static void put_waiting(struct index_table_out *table)
{
    uint64_t n = table->waiting < table->most ? table->waiting : table->most;

    for (uint64_t i = table->waiting - n; i < table->waiting; i++) {
        index_out_put(table->out, &table->hash, sizeof table->hash);
        index_out_put(table->out, &table->latest[i % table->most], sizeof(uint32_t));
    }
    if (n)
        table->fence[stretch_of(table->bits, table->hash) + 1] += (uint32_t)n;
    table->n += n;
    table->waiting = 0;
}

void index_table_put(struct index_table_out *table, uint64_t hash, uint32_t docno)
{
    if (hash != table->hash)
        put_waiting(table);
    table->hash = hash;
    table->latest[table->waiting++ % table->most] = docno;
}

void index_table_end(struct index_table_out *table)
{
    uint64_t rows = (UINT64_C(1) << table->bits) + 1;

    put_waiting(table);
    index_out_align(table->out);
    for (uint64_t i = 1; i < rows; i++)
        table->fence[i] += table->fence[i - 1];
    index_out_put(table->out, table->fence, rows * sizeof *table->fence);
    index_out_align(table->out);
    free(table->fence);
    free(table->latest);
}

/* Which table has the smallest next hash; the earlier one among equals, so that docnos rise. */
static size_t smallest(const struct index_table *tables, const uint64_t *heads, const uint64_t *at,
                       size_t count)
{
    size_t best = count;

    for (size_t i = 0; i < count; i++)
        if (at[i] < tables[i].n && (best == count || heads[i] < heads[best]))
            best = i;
    return best;
}

bool index_table_merge(struct index_table_out *merged, struct index_out *out,
                       const struct index_table *tables, size_t count, size_t most)
{
    uint64_t *heads = calloc(count, 2 * sizeof *heads), *at = heads + count, expected = 0;

    if (!heads)
        return fault_set(out->fault, "out of memory");
    for (size_t i = 0; i < count; i++) {
        expected += tables[i].n;
        heads[i] = tables[i].n ? index_table_hash(&tables[i], 0) : 0;
    }
    if (!index_table_begin(merged, out, expected, most)) {
        free(heads);
        return false;
    }
    for (size_t i; (i = smallest(tables, heads, at, count)) < count;) {
        index_table_put(merged, heads[i], index_table_docno(&tables[i], at[i]));
        if (++at[i] < tables[i].n)
            heads[i] = index_table_hash(&tables[i], at[i]);
    }
    index_table_end(merged);
    free(heads);
    return true;
}
