/* index_table: a sorted table from 64-bit hashes to docnos in a file: rows of twelve bytes, and a
 * fence that tells where the rows of each stretch of hashes begin. Hashes are uniform, so a stretch
 * has about INDEX_STRETCH rows, and a look-up costs two or three cache misses. */
#ifndef NEWSMILL_STORE_INDEX_TABLE_H
#define NEWSMILL_STORE_INDEX_TABLE_H

#include "index_file.h"

enum { INDEX_STRETCH = 8, INDEX_TABLE_ROW = 12 };

/* As it is mapped. Nothing in it is believed: damage gives wrong docnos, never a wrong address. */
struct index_table {
    const uint8_t *rows;  /* sorted by hash, then docno */
    const uint8_t *fence; /* 2^bits + 1 numbers of rows, 4 bytes each */
    uint64_t n;
    uint64_t bits;
};

/* Bytes that a table of n rows takes in a file, its fence and gaps included. */
uint64_t index_table_size(uint64_t n, uint64_t bits);
/* Takes a table from the map at *at, and moves *at behind it. false: it does not fit. */
bool index_table_map(struct index_table *table, const struct index_map *map, uint64_t n,
                     uint64_t bits, uint64_t *at);

/* Asks for the memory that a look-up will need: first the fence, then the rows. */
void index_table_expect(const struct index_table *table, uint64_t hash);
void index_table_expect_rows(const struct index_table *table, uint64_t hash);
/* The docnos of a hash, latest first, at most `most`. Gives how many. */
size_t index_table_find(const struct index_table *table, uint64_t hash, uint32_t *docnos,
                        size_t most);

uint64_t index_table_hash(const struct index_table *table, uint64_t row);
uint32_t index_table_docno(const struct index_table *table, uint64_t row);

/* Sorted, within docnos first..end-1, its fence right? false: *row is where it is not. */
bool index_table_sound(const struct index_table *table, uint64_t first, uint64_t end,
                       uint64_t *row);

/* ---- writing ---- */

struct index_table_out {
    struct index_out *out;
    uint32_t *fence;
    uint64_t n, bits;
    uint64_t hash;    /* of the rows that wait */
    uint32_t *latest; /* docnos of that hash, `waiting` of them so far: a ring of `most` */
    size_t most;
    uint64_t waiting;
};

/* Begins a table of at most `expected` rows, of which the `most` latest of each hash stay. */
bool index_table_begin(struct index_table_out *table, struct index_out *out, uint64_t expected,
                       size_t most);
/* The next row in order. */
void index_table_put(struct index_table_out *table, uint64_t hash, uint32_t docno);
/* Writes what waits, and the fence; lets go of the memory. n and bits stay. */
void index_table_end(struct index_table_out *table);

/* Merges tables whose docnos are all smaller than those of the next table. */
bool index_table_merge(struct index_table_out *merged, struct index_out *out,
                       const struct index_table *tables, size_t count, size_t most);

#endif
