/* index_memory: a generation of documents in memory: rows, tokens, and tables from hashes to them.
 * The index without a folder is two of them. */
#ifndef NEWSMILL_STORE_INDEX_MEMORY_H
#define NEWSMILL_STORE_INDEX_MEMORY_H

#include "index.h"
#include "index_tally.h"

struct index_memory;

/* Documents from docno `first` on. NULL: no memory. */
struct index_memory *memory_new(uint32_t first);
void memory_free(struct index_memory *memory); /* NULL is allowed */
/* Empties it, for documents from docno `first` on. Its room stays: so much will be needed again. */
void memory_restart(struct index_memory *memory, uint32_t first);

uint32_t memory_first(const struct index_memory *memory);
uint32_t memory_count(const struct index_memory *memory);

/* false: no memory; then nothing is added. */
bool memory_add(struct index_memory *memory, const struct index_row *row, const uint64_t *keys,
                size_t n, const uint16_t *tokens, size_t token_count);

bool memory_exact(const struct index_memory *memory, enum index_exact kind, struct hash128 hash,
                  uint32_t *docno);
/* Counts the latest holders of n keys; counts[i] of key i are there already, INDEX_HOLDERS at most
 * are there then. */
void memory_holders(const struct index_memory *memory, const uint64_t *keys, uint8_t *counts,
                    size_t n, struct index_tally *tally);
/* Asks for the memory that memory_tokens() will need. */
void memory_expect(const struct index_memory *memory, uint32_t docno);
/* docno is one of this generation. */
void memory_row(const struct index_memory *memory, uint32_t docno, struct index_row *row);
void memory_tokens(const struct index_memory *memory, uint32_t docno, const uint16_t **tokens,
                   size_t *n);

/* The pairs of a hash and a document that holds it, in any order: of the keys (MEMORY_KEYS), or of
 * an exact hash. pairs NULL: how many there are; some exact ones may be of documents that a later
 * one hides. */
enum { MEMORY_KEYS = INDEX_EXACTS };
struct memory_pair {
    uint64_t hash;
    uint32_t docno;
};
size_t memory_pairs(const struct index_memory *memory, size_t table, struct memory_pair *pairs);

/* The name that a hash goes by in tables: 0 marks what is free there, so the one hash that is 0 has
 * another; any will do. */
static inline uint64_t memory_named(uint64_t hash)
{
    return hash ? hash : UINT64_C(0x9E3779B97F4A7C15);
}

#endif
