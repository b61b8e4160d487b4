#include "index_table.h"

#include <stdlib.h>

enum { MOST_BITS = 30, LINE = 64 };

/* The bits of a row that hold its docno. */
static uint64_t docno_bits(uint64_t bits)
{
    return (UINT64_C(1) << bits) - 1;
}

static void filter_add(uint32_t *filter, uint64_t row)
{
    for (unsigned i = 0; i < INDEX_FILTERS; i++)
        filter[i] |= UINT32_C(1) << index_filter_bit(row, i);
}

/* ---- reading ---- */

bool index_table_map(struct index_table *table, const struct index_map *map, uint64_t n,
                     uint64_t bits, uint64_t first, uint64_t *at)
{
    uint64_t fences, left = map->n - *at;

    if (bits > MOST_BITS || *at > map->n || n > left / sizeof *table->rows)
        return false;
    fences = (UINT64_C(1) << bits) + 1;
    if (fences > (left - n * sizeof *table->rows) / sizeof *table->fence)
        return false;
    table->rows = (const uint64_t *)(const void *)(map->p + *at);
    table->fence = (const struct index_fence *)(const void *)(table->rows + n);
    table->n = n;
    table->bits = bits;
    table->first = first;
    *at += n * sizeof *table->rows + fences * sizeof *table->fence;
    return true;
}

/* The rows of a hash's stretch. */
static void stretch(const struct index_table *table, uint64_t hash, uint64_t *from, uint64_t *to)
{
    const struct index_fence *fence = table->fence + index_table_stretch(table->bits, hash);

    *from = fence[0].from;
    *to = fence[1].from < table->n ? fence[1].from : table->n;
}

void index_table_expect_rows(const struct index_table *table, uint64_t hash)
{
    uint64_t from, to;

    stretch(table, hash, &from, &to);
    if (from >= to)
        return;
    if (to > from + 2 * INDEX_STRETCH)
        to = from + 2 * INDEX_STRETCH;
    for (; from < to; from += LINE / sizeof *table->rows)
        __builtin_prefetch(table->rows + from);
    __builtin_prefetch(table->rows + to - 1);
}

size_t index_table_find(const struct index_table *table, uint64_t hash, uint32_t *docnos,
                        size_t most)
{
    uint64_t last = hash << table->bits | docno_bits(table->bits), from, low, high;
    size_t n = 0;

    if (!index_table_may_hold(table, hash))
        return 0;
    stretch(table, hash, &from, &high);
    for (low = from; low < high;) { /* behind the last row of the hash */
        uint64_t middle = low + (high - low) / 2;
        if (table->rows[middle] <= last)
            low = middle + 1;
        else
            high = middle;
    }
    for (; n < most && low > from && (table->rows[low - 1] ^ last) >> table->bits == 0; low--)
        docnos[n++] = (uint32_t)(table->first + (table->rows[low - 1] & docno_bits(table->bits)));
    return n;
}

bool index_table_sound(const struct index_table *table, uint64_t docs)
{
    uint64_t row = 0;

    for (uint64_t i = 0; i < UINT64_C(1) << table->bits; i++) {
        uint64_t end = table->fence[i + 1].from;
        uint32_t filter[INDEX_FILTERS] = {0};
        if (table->fence[i].from != row || end < row || end > table->n)
            return false;
        for (uint64_t first = row; row < end; row++) {
            if ((table->rows[row] & docno_bits(table->bits)) >= docs ||
                (row > first && table->rows[row] <= table->rows[row - 1]))
                return false;
            filter_add(filter, table->rows[row]);
        }
        if (memcmp(table->fence[i].filter, filter, sizeof filter) != 0)
            return false;
    }
    return row == table->n;
}

/* ---- writing ---- */

bool index_table_begin(struct index_table_out *table, struct index_out *out, uint64_t expected,
                       uint64_t first, uint64_t end, size_t most)
{
    *table = (struct index_table_out){.out = out, .most = most, .first = first};
    while (table->bits < MOST_BITS &&
           (expected >> table->bits > INDEX_STRETCH || (end - first - 1) >> table->bits))
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

/* Most hashes have few holders: no division for them. */
static uint64_t in_ring(const struct index_table_out *table, uint64_t i)
{
    return i < table->most ? i : i % table->most;
}

/* Writes the rows of the hash that waits, earliest first. The fence counts rows for now. */
static void put_waiting(struct index_table_out *table)
{
    uint64_t n = table->waiting < table->most ? table->waiting : table->most;
    struct index_fence *fence = table->fence + index_table_stretch(table->bits, table->hash);
    uint64_t rest = table->hash << table->bits;

    for (uint64_t i = table->waiting - n; i < table->waiting; i++) {
        uint32_t docno = table->latest[in_ring(table, i)];
        index_out_put_row(table->out, rest | (docno - table->first));
    }
    if (n) {
        filter_add(fence[0].filter, rest);
        fence[1].from += (uint32_t)n;
    }
    table->n += n;
    table->waiting = 0;
}

void index_table_put(struct index_table_out *table, uint64_t hash, uint32_t docno)
{
    if (hash != table->hash)
        put_waiting(table);
    table->hash = hash;
    table->latest[in_ring(table, table->waiting++)] = docno;
}

void index_table_end(struct index_table_out *table)
{
    uint64_t fences = (UINT64_C(1) << table->bits) + 1;

    put_waiting(table);
    for (uint64_t i = 1; i < fences; i++)
        table->fence[i].from += table->fence[i - 1].from;
    index_out_put(table->out, table->fence, fences * sizeof *table->fence);
    free(table->fence);
    free(table->latest);
}

/* ---- merging ---- */

/* A table that is gone through from its first row on. */
struct cursor {
    const struct index_table *table;
    uint64_t row, stretch, hash;
};

/* Takes the hash of the cursor's row; there is one. */
static void take_hash(struct cursor *cursor)
{
    const struct index_table *table = cursor->table;
    uint64_t stretches = UINT64_C(1) << table->bits;

    while (cursor->stretch + 1 < stretches && table->fence[cursor->stretch + 1].from <= cursor->row)
        cursor->stretch++;
    cursor->hash = table->rows[cursor->row] >> table->bits;
    cursor->hash |= cursor->stretch << 1 << (INDEX_HASH_BITS - 1 - table->bits);
}

/* Which one has the smallest next hash; the earlier one among equals, so that docnos rise. NULL:
 * there is none. */
static struct cursor *smallest(struct cursor *cursors, size_t count)
{
    struct cursor *best = cursors;

    for (size_t i = 1; i < count; i++)
        if (cursors[i].hash < best->hash)
            best = &cursors[i];
    return count ? best : NULL;
}

static void merge(struct index_table_out *merged, struct cursor *cursors, size_t count)
{
    struct cursor *next;

    while ((next = smallest(cursors, count))) {
        const struct index_table *table = next->table;
        uint64_t at = table->rows[next->row] & docno_bits(table->bits);
        index_table_put(merged, next->hash, (uint32_t)(table->first + at));
        if (++next->row < table->n)
            take_hash(next);
        else /* it is at its end; the others stay in order */
            memmove(next, next + 1, (size_t)(cursors + --count - next) * sizeof *next);
    }
}

bool index_table_merge(struct index_table_out *merged, struct index_out *out,
                       const struct index_table *tables, size_t count, uint64_t end, size_t most)
{
    struct cursor *cursors = calloc(count, sizeof *cursors);
    uint64_t expected = 0;
    size_t filled = 0;
    bool begun;

    if (!cursors)
        return fault_set(out->fault, "out of memory");
    for (size_t i = 0; i < count; i++) {
        expected += tables[i].n;
        if (!tables[i].n)
            continue;
        cursors[filled].table = &tables[i];
        take_hash(&cursors[filled++]);
    }
    begun = index_table_begin(merged, out, expected, tables[0].first, end, most);
    if (begun) {
        merge(merged, cursors, filled);
        index_table_end(merged);
    }
    free(cursors);
    return begun;
}
