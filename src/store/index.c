#include "index.h"

#include <stdio.h>
#include <stdlib.h>

#include "index_memory.h"

enum { GENERATION = 100 * 1000 };

struct index {
    struct index_config config;
    struct index_memory *old, *young; /* old: NULL in the first generation */
    struct index_tally tally;
    const char *error;
};

static bool fail(struct index *index, const char *why)
{
    if (!index->error)
        index->error = why;
    return false;
}

struct index *index_open(const char *dir, const struct index_config *config, uint64_t committed,
                         char *error, size_t size)
{
    struct index *index = dir ? NULL : calloc(1, sizeof *index);

    (void)committed;
    if (index) {
        index->config = *config;
        if (!index->config.memory_docs)
            index->config.memory_docs = GENERATION;
        index->young = memory_new(0);
        if (index->young)
            return index;
    }
    free(index);
    snprintf(error, size, "%s", dir ? "an index in a folder is not there yet" : "out of memory");
    return NULL;
}

/* The generation that holds a docno; NULL: it is gone, or to come. */
static const struct index_memory *generation_of(const struct index *index, uint32_t docno)
{
    const struct index_memory *young = index->young;

    if (docno >= memory_first(young))
        return docno - memory_first(young) < memory_count(young) ? young : NULL;
    return index->old && docno >= memory_first(index->old) ? index->old : NULL;
}

bool index_exact(struct index *index, enum index_exact kind, struct hash128 hash, uint32_t *docno,
                 struct index_row *row)
{
    if (index->error || hash128_is_none(hash))
        return false;
    if (!memory_exact(index->young, kind, hash, docno) &&
        !(index->old && memory_exact(index->old, kind, hash, docno)))
        return false;
    return index_row(index, *docno, row);
}

size_t index_candidates(struct index *index, const uint64_t *keys, size_t n,
                        struct index_candidate *found, size_t most)
{
    if (index->error)
        return 0;
    if (!tally_start(&index->tally, n * INDEX_HOLDERS)) {
        fail(index, "out of memory");
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        size_t got = memory_holders(index->young, keys[i], INDEX_HOLDERS, &index->tally);
        if (index->old)
            memory_holders(index->old, keys[i], INDEX_HOLDERS - got, &index->tally);
    }
    return tally_top(&index->tally, found, most);
}

bool index_row(struct index *index, uint32_t docno, struct index_row *row)
{
    const struct index_memory *memory = index->error ? NULL : generation_of(index, docno);

    if (memory)
        memory_row(memory, docno, row);
    return memory != NULL;
}

bool index_tokens(struct index *index, uint32_t docno, const uint16_t **tokens, size_t *n)
{
    const struct index_memory *memory = index->error ? NULL : generation_of(index, docno);

    if (memory)
        memory_tokens(memory, docno, tokens, n);
    return memory != NULL;
}

uint32_t index_next(const struct index *index)
{
    return memory_first(index->young) + memory_count(index->young);
}

static bool next_generation(struct index *index)
{
    struct index_memory *young = memory_new(index_next(index));

    if (!young)
        return fail(index, "out of memory");
    memory_free(index->old);
    index->old = index->young;
    index->young = young;
    return true;
}

bool index_add(struct index *index, const struct index_row *row, const uint64_t *keys, size_t n,
               const uint16_t *tokens, size_t token_count)
{
    struct index_row cut = *row;

    if (index->error)
        return false;
    if (index_next(index) == (uint32_t)INDEX_NO_DOC)
        return fail(index, "the index is full");
    cut.id = str_slice(row->id, 0, INDEX_LONGEST_ID);
    cut.cluster = str_slice(row->cluster, 0, INDEX_LONGEST_ID);
    if (memory_count(index->young) >= index->config.memory_docs && !next_generation(index))
        return false;
    return memory_add(index->young, &cut, keys, n, tokens, token_count) ||
           fail(index, "out of memory");
}

bool index_sync(struct index *index, uint64_t *docs)
{
    *docs = index_next(index);
    return !index->error;
}

bool index_settle(struct index *index)
{
    return !index->error;
}

const char *index_error(const struct index *index)
{
    return index->error;
}

void index_close(struct index *index)
{
    if (!index)
        return;
    memory_free(index->old);
    memory_free(index->young);
    tally_free(&index->tally);
    free(index);
}
