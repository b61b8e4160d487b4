#include "index.h"

#include <stdio.h>
#include <stdlib.h>

#include "index_state.h"

enum {
    GENERATION = 100 * 1000, /* documents, of an index in memory alone */
    SEGMENT = 1 << 15,       /* documents of the smallest segment, and so of a generation */
    MOST_SEGMENT = 1 << 20,
};

static bool is_broken(const struct index *index)
{
    return index->fault.line[0] != '\0';
}

/* ---- opening ---- */

static struct index *new_index(const char *dir, const struct index_config *config)
{
    struct index *index = calloc(1, sizeof *index);

    if (!index)
        return NULL;
    index->config = *config;
    if (!config->memory_docs)
        index->config.memory_docs = GENERATION;
    if (!config->segment_docs)
        index->config.segment_docs = SEGMENT;
    if (config->segment_docs > MOST_SEGMENT)
        index->config.segment_docs = MOST_SEGMENT;
    index->lock = -1;
    index->latest = index->times[0] = index->times[1] = INDEX_UNKNOWN_TIME;
    arena_init(&index->arena, 0);
    index->log = index_log_new(NULL, &index->fault);
    if (dir && !(index->dir = strdup(dir)))
        index_fail(index, "out of memory");
    return index;
}

static bool take_again(void *context, const struct index_row *row, const uint64_t *keys,
                       const uint16_t *tokens)
{
    return index_add(context, row, keys, row->key_count, tokens, row->token_count);
}

struct index *index_open(const char *dir, const struct index_config *config, uint64_t committed,
                         bool *locked, char *error, size_t size)
{
    struct index *index = new_index(dir, config);
    bool ignored, *held = locked ? locked : &ignored;

    *held = false;
    if (index && !is_broken(index)) {
        if (dir)
            index_folder_open(index, committed, take_again, held);
        else if (!(index->young = memory_new(0)))
            index_fail(index, "out of memory");
    }
    if (index && !is_broken(index))
        return index;
    snprintf(error, size, "%s", index ? index->fault.line : "out of memory");
    index_close(index);
    return NULL;
}

void index_close(struct index *index)
{
    if (!index)
        return;
    index_folder_close(index);
    memory_free(index->old);
    memory_free(index->young);
    tally_free(&index->tally);
    free(index->counts);
    free(index->made_with);
    free(index->dir);
    free(index);
}

const char *index_error(const struct index *index)
{
    return is_broken(index) ? index->fault.line : NULL;
}

/* ---- look-ups ---- */

/* The generation in memory that holds a docno; NULL: none does. */
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
    if (is_broken(index) || hash128_is_none(hash))
        return false;
    if (memory_exact(index->young, kind, hash, docno) ||
        (index->old && memory_exact(index->old, kind, hash, docno)))
        return index_row(index, *docno, row);
    return segments_exact(&index->segments, kind, hash, docno, row);
}

static bool make_counts(struct index *index, size_t n)
{
    uint8_t *counts;

    if (n <= index->count_room)
        return true;
    counts = realloc(index->counts, n);
    if (!counts)
        return false;
    index->counts = counts;
    index->count_room = n;
    return true;
}

/* Asks for the memory that index_tokens() will need to tell how many there are. */
static void expect_length(const struct index *index, uint32_t docno)
{
    const struct index_memory *memory = generation_of(index, docno);
    const struct index_part *part =
        memory ? NULL : segments_part(&index->segments, INDEX_TOKENS, docno);

    if (memory)
        memory_expect(memory, docno);
    else if (part)
        __builtin_prefetch(part->token_ends + (docno - part->facts.first) * sizeof(uint64_t));
}

/* Those that share too little go before their rows are looked at. How long a text is stands beside
 * where its tokens end, and the ends of eight are one line of memory. */
static void drop_strangers(struct index *index, const struct index_least *least)
{
    struct index_tally *tally = &index->tally;
    size_t count = 0;

    for (size_t i = 0; i < tally->count; i++)
        expect_length(index, tally->slots[tally->used[i]].docno);
    for (size_t i = 0; i < tally->count; i++) {
        const struct tally_slot *slot = &tally->slots[tally->used[i]];
        const uint16_t *tokens;
        size_t shorter = least->tokens, length;
        if (index_tokens(index, slot->docno, &tokens, &length) && length < shorter)
            shorter = length;
        if ((float)slot->shared >= least->per_token * (float)shorter)
            tally->used[count++] = tally->used[i];
    }
    tally->count = count;
}

size_t index_candidates(struct index *index, const uint64_t *keys, size_t n,
                        const struct index_least *least, struct index_candidate *found, size_t most)
{
    if (is_broken(index) || !n)
        return 0;
    if (!make_counts(index, n) || !tally_start(&index->tally, n * INDEX_HOLDERS)) {
        index_fail(index, "out of memory");
        return 0;
    }
    memset(index->counts, 0, n);
    memory_holders(index->young, keys, index->counts, n, &index->tally);
    if (index->old)
        memory_holders(index->old, keys, index->counts, n, &index->tally);
    segments_holders(&index->segments, keys, index->counts, n, &index->tally);
    if (least)
        drop_strangers(index, least);
    return tally_top(&index->tally, found, most);
}

bool index_row(struct index *index, uint32_t docno, struct index_row *row)
{
    const struct index_memory *memory = is_broken(index) ? NULL : generation_of(index, docno);
    const struct index_part *part;

    if (memory) {
        memory_row(memory, docno, row);
        return true;
    }
    part = is_broken(index) ? NULL : segments_part(&index->segments, INDEX_EXACT, docno);
    if (!part)
        return false;
    return index_part_row(part, docno, row) ||
           fault_set(&index->fault, "%s: is damaged", part->name);
}

bool index_tokens(struct index *index, uint32_t docno, const uint16_t **tokens, size_t *n)
{
    const struct index_memory *memory = is_broken(index) ? NULL : generation_of(index, docno);
    const struct index_part *part;

    if (memory) {
        memory_tokens(memory, docno, tokens, n);
        return true;
    }
    part = is_broken(index) ? NULL : segments_part(&index->segments, INDEX_TOKENS, docno);
    if (!part)
        return false;
    return index_part_tokens(part, docno, tokens, n) ||
           fault_set(&index->fault, "%s: is damaged", part->name);
}

/* ---- adding ---- */

static bool next_generation(struct index *index)
{
    struct index_memory *young = memory_new(index_next(index));

    if (!young)
        return index_fail(index, "out of memory");
    memory_free(index->old);
    index->old = index->young;
    index->young = young;
    return true;
}

static void note_time(struct index *index, const struct index_row *row)
{
    int64_t seen = index_seen(row, index->config.now, index->latest);
    bool first = !memory_count(index->young);

    if (seen > index->latest)
        index->latest = seen;
    if (first || seen < index->times[0])
        index->times[0] = seen;
    if (first || seen > index->times[1])
        index->times[1] = seen;
}

bool index_add(struct index *index, const struct index_row *row, const uint64_t *keys, size_t n,
               const uint16_t *tokens, size_t token_count)
{
    struct index_row cut = *row;

    if (is_broken(index))
        return false;
    if (index_next(index) == (uint32_t)INDEX_NO_DOC)
        return index_fail(index, "the index is full");
    cut.id = str_slice(row->id, 0, INDEX_LONGEST_ID);
    cut.cluster = str_slice(row->cluster, 0, INDEX_LONGEST_ID);
    cut.key_count = (uint32_t)n;
    cut.token_count = (uint32_t)token_count;
    if (!index->dir && memory_count(index->young) >= index->config.memory_docs &&
        !next_generation(index))
        return false;
    if (index->dir && !index_folder_add(index, &cut, keys, tokens))
        return false;
    note_time(index, &cut);
    if (!memory_add(index->young, &cut, keys, n, tokens, token_count))
        return index_fail(index, "out of memory");
    return !index->dir || memory_count(index->young) < index->segments.docs ||
           index_folder_cut(index);
}
