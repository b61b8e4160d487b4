/* index_part_head: what stands first in a segment's file. */
#ifndef NEWSMILL_STORE_INDEX_PART_HEAD_H
#define NEWSMILL_STORE_INDEX_PART_HEAD_H

#include "index_part.h"

/* Behind it: the tables, each with its fence; of a part of tokens, where those of each document
 * end, and the tokens; of an exact part, behind its tables, the rows and their texts. */
struct index_part_head {
    char magic[8];
    uint64_t order; /* INDEX_BYTE_ORDER */
    uint64_t first, end;
    int64_t earliest, latest;
    uint64_t rows[INDEX_EXACTS], bits[INDEX_EXACTS]; /* of each table */
    uint64_t more;                                   /* tokens; exact: bytes of texts */
    uint64_t size;                                   /* of the whole file */
    uint64_t sum;                                    /* of all before it */
};

/* Fills magic, byte order and sum. */
static inline void index_part_seal(struct index_part_head *head, enum index_kind kind)
{
    static const char magic[INDEX_KINDS][sizeof head->magic + 1] = {
        [INDEX_NEAR] = "nm-near4", [INDEX_TOKENS] = "nm-tokn4", [INDEX_EXACT] = "nm-exac4"};

    memcpy(head->magic, magic[kind], sizeof head->magic);
    head->order = INDEX_BYTE_ORDER;
    head->sum = hash64((str){(const char *)head, offsetof(struct index_part_head, sum)});
}

size_t index_part_tables(enum index_kind kind);

#endif
