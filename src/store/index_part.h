/* index_part: a segment's file, of one of three kinds: what finds near-duplicates (keys), what they
 * are compared by (tokens), and what finds exact ones (hashes, rows). Near and exact ones have
 * windows of their own; tokens, most of all bytes, are merged less often than keys, for nobody has
 * to search them. Written once, then never changed. */
#ifndef NEWSMILL_STORE_INDEX_PART_H
#define NEWSMILL_STORE_INDEX_PART_H

#include "index_memory.h"
#include "index_rows.h"
#include "index_table.h"

enum index_kind { INDEX_NEAR, INDEX_TOKENS, INDEX_EXACT, INDEX_KINDS };
extern const char *const index_kind_names[INDEX_KINDS];

/* What the manifest says of a part. */
struct index_part_facts {
    enum index_kind kind;
    uint64_t first, end;      /* docnos first..end-1 */
    int64_t earliest, latest; /* when they were seen */
    uint64_t hashes;          /* in its tables: keys, or exact hashes */
    uint64_t bytes, sum;      /* of the whole file */
};

struct index_part {
    struct index_part_facts facts;
    char name[INDEX_NAME];
    bool named; /* by the manifest */
    struct index_map map;
    struct index_table tables[INDEX_EXACTS]; /* near: the keys alone */
    uint64_t table_count;
    /* tokens */
    const uint8_t *token_ends; /* 8 bytes a document, counted in tokens */
    const uint16_t *tokens;
    uint64_t token_count;
    /* exact */
    const struct index_fixed *rows;
    const char *texts;
    uint64_t text_bytes;
};

void index_part_name(char name[INDEX_NAME], enum index_kind kind, uint64_t first, uint64_t end);

/* Maps a part whose facts are known. false: it is not what they say; the bytes themselves are only
 * looked at by index_part_verify(). */
bool index_part_open(struct index_part *part, const char *dir, const struct index_part_facts *facts,
                     struct fault *fault);
void index_part_close(struct index_part *part);

/* Every byte: sum, order, bounds. */
bool index_part_verify(const struct index_part *part, struct fault *fault);

/* Of a part of tokens: false when its rows are damaged. */
bool index_part_tokens(const struct index_part *part, uint64_t docno, const uint16_t **tokens,
                       size_t *n);
/* Of an exact part: the same. */
bool index_part_row(const struct index_part *part, uint64_t docno, struct index_row *row);

/* ---- writing: makes a part's file, maps it, and fills facts ---- */

/* Of a generation in memory. */
bool index_part_cut(struct index_part *part, const char *dir, enum index_kind kind,
                    const struct index_memory *memory, int64_t earliest, int64_t latest,
                    struct fault *fault);
/* Of parts of one kind, each of which ends where the next begins. */
bool index_part_merge(struct index_part *part, const char *dir, const struct index_part *parts,
                      size_t count, struct fault *fault);

#endif
