/* index_table: a sorted table from 64-bit hashes to docnos in a file. Hashes are uniform: their
 * first bits choose one of 2^bits stretches of at most about INDEX_STRETCH rows. A fence tells
 * where the rows of each stretch begin, beside a small Bloom filter of them (one bit in each of its
 * words, as split block Bloom filters have it): so of a hash that the table does not hold, a
 * look-up sees one line of memory, the fence's, 99 times of 100, and of one that it holds one or
 * two more. */
#ifndef NEWSMILL_STORE_INDEX_TABLE_H
#define NEWSMILL_STORE_INDEX_TABLE_H

#include "index_file.h"

enum {
    INDEX_STRETCH = 8,
    INDEX_FILTERS = 3,     /* words of a filter */
    INDEX_FILTER_BITS = 5, /* of a hash, that choose a bit in one of them */
    INDEX_HASH_BITS = 64,
};

struct index_fence {
    uint32_t from; /* the first row of the stretch */
    uint32_t filter[INDEX_FILTERS];
};

/* As it is mapped. Nothing in it is believed: damage gives wrong docnos, never a wrong address. */
struct index_table {
    /* Sorted: what of the hash stands behind its first bits, and in the last bits, which that
     * leaves free, the docno, counted from `first`. */
    const uint64_t *rows;
    const struct index_fence *fence; /* 2^bits + 1 */
    uint64_t n;
    uint64_t bits;
    uint64_t first; /* docno of the segment */
};

/* Takes a table of a segment that begins with docno `first` from the map at *at, and moves *at
 * behind it. false: it does not fit. */
bool index_table_map(struct index_table *table, const struct index_map *map, uint64_t n,
                     uint64_t bits, uint64_t first, uint64_t *at);

static inline uint64_t index_table_stretch(uint64_t bits, uint64_t hash)
{
    return hash >> 1 >> (INDEX_HASH_BITS - 1 - bits);
}

/* The place of a row's bit in a word of its filter. What chooses it stands in the row too. */
static inline unsigned index_filter_bit(uint64_t row, unsigned word)
{
    return row >> (INDEX_HASH_BITS - INDEX_FILTER_BITS * (word + 1)) & 31;
}

/* Asks for the memory that index_table_may_hold() will need. */
static inline void index_table_expect(const struct index_table *table, uint64_t hash)
{
    __builtin_prefetch(table->fence + index_table_stretch(table->bits, hash));
}

/* false: it does not. */
static inline bool index_table_may_hold(const struct index_table *table, uint64_t hash)
{
    const uint32_t *filter = table->fence[index_table_stretch(table->bits, hash)].filter;
    uint64_t row = hash << table->bits;

    return filter[0] >> index_filter_bit(row, 0) & filter[1] >> index_filter_bit(row, 1) &
           filter[2] >> index_filter_bit(row, 2) & 1;
}

/* Asks for the memory that index_table_find() will need of a hash that it may hold. */
void index_table_expect_rows(const struct index_table *table, uint64_t hash);
/* The docnos of a hash, latest first, at most `most`. Gives how many. */
size_t index_table_find(const struct index_table *table, uint64_t hash, uint32_t *docnos,
                        size_t most);

/* Sorted, of less than `docs` docnos, its fence right? */
bool index_table_sound(const struct index_table *table, uint64_t docs);

/* ---- writing ---- */

struct index_table_out {
    struct index_out *out;
    struct index_fence *fence;
    uint64_t n, bits, first;
    uint64_t hash;    /* of the rows that wait */
    uint32_t *latest; /* docnos of that hash, `waiting` of them so far: a ring of `most` */
    size_t most;
    uint64_t waiting;
};

/* Begins a table of at most `expected` rows of docnos first..end-1, of which the `most` latest of
 * each hash stay. */
bool index_table_begin(struct index_table_out *table, struct index_out *out, uint64_t expected,
                       uint64_t first, uint64_t end, size_t most);
/* The next row in order. */
void index_table_put(struct index_table_out *table, uint64_t hash, uint32_t docno);
/* Writes what waits, and the fence; lets go of the memory. n and bits stay. */
void index_table_end(struct index_table_out *table);

/* Merges tables, each of which ends with the docno before that with which the next begins; the last
 * ends before `end`. */
bool index_table_merge(struct index_table_out *merged, struct index_out *out,
                       const struct index_table *tables, size_t count, uint64_t end, size_t most);

#endif
