/* index_rows: a row of the index as bytes, in the log and in segments. Numbers stand as this kind
 * of machine holds them: every file says in its head which kind made it. */
#ifndef NEWSMILL_STORE_INDEX_ROWS_H
#define NEWSMILL_STORE_INDEX_ROWS_H

#include "index.h"

/* What stands first in every file. */
#define INDEX_BYTE_ORDER UINT64_C(0x0102030405060708)

/* The part of a row whose length is fixed. */
struct index_fixed {
    struct hash128 exact[INDEX_EXACTS];
    uint64_t site;
    int64_t published, seen;
    uint64_t texts_at; /* in a segment: where id and cluster begin among its texts */
    uint32_t of, words, key_count, token_count;
    uint16_t flags, id, cluster, spare; /* id, cluster: bytes of them */
};

void index_fix(struct index_fixed *fixed, const struct index_row *row);
/* texts: those of the fixed row, n bytes. false: they are shorter than it says. */
bool index_unfix(const struct index_fixed *fixed, const char *texts, size_t n,
                 struct index_row *row);

/* When a row counts as seen: not after `now`; as `latest` when nothing is known. */
int64_t index_seen(const struct index_row *row, int64_t now, int64_t latest);

#endif
