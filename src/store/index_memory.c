#include "index_memory.h"

#include <stdlib.h>

enum {
    FIRST_ROOM = 1 << 10,
    NOTHING = -1, /* as uint32_t: the end of a chain */
    AT_ONCE = 64, /* keys that are looked up together */
};

/* A row as it is held: its texts stand one behind the other in `texts`. */
struct held {
    struct index_row row;
    size_t text_at, token_at;
};

/* One holder of a key, and where the one before it stands. The key stands here too, so that a
 * generation is gone through from front to end when it becomes a segment. */
struct posting {
    uint64_t hash;
    uint32_t docno, older;
};

struct entry {
    uint64_t hash; /* 0: free */
    uint32_t value;
};

/* Open addressing; never more than half full. */
struct table {
    struct entry *entries;
    size_t room, count;
};

/* An array that doubles. */
struct array {
    void *p;
    size_t n, room;
};

struct index_memory {
    uint32_t first;
    struct array rows, postings, tokens, texts; /* held, posting, uint16_t, char */
    struct table keys, exacts[INDEX_EXACTS];
};

static bool array_reserve(struct array *array, size_t more, size_t size)
{
    size_t room = array->room ? array->room : FIRST_ROOM;
    void *p;

    while (room - array->n < more)
        room *= 2;
    if (room == array->room)
        return true;
    p = realloc(array->p, room * size);
    if (!p)
        return false;
    array->p = p;
    array->room = room;
    return true;
}

static struct entry *table_find(const struct table *table, uint64_t hash)
{
    size_t at = hash & (table->room - 1);

    while (table->entries[at].hash && table->entries[at].hash != hash)
        at = (at + 1) & (table->room - 1);
    return &table->entries[at];
}

static bool table_reserve(struct table *table, size_t more)
{
    size_t room = table->room ? table->room : FIRST_ROOM;
    struct table grown;

    while (room / 2 < table->count + more)
        room *= 2;
    if (room == table->room)
        return true;
    grown = (struct table){calloc(room, sizeof(struct entry)), room, table->count};
    if (!grown.entries)
        return false;
    for (size_t i = 0; i < table->room; i++)
        if (table->entries[i].hash)
            *table_find(&grown, table->entries[i].hash) = table->entries[i];
    free(table->entries);
    *table = grown;
    return true;
}

/* The entry of a hash, new or old; there is room. *older: the value that it had. */
static struct entry *table_put(struct table *table, uint64_t hash, uint32_t *older)
{
    struct entry *entry = table_find(table, memory_named(hash));

    *older = entry->hash ? entry->value : (uint32_t)NOTHING;
    if (!entry->hash)
        table->count++;
    entry->hash = memory_named(hash);
    return entry;
}

static bool table_get(const struct table *table, uint64_t hash, uint32_t *value)
{
    const struct entry *entry = table->room ? table_find(table, memory_named(hash)) : NULL;

    if (!entry || !entry->hash)
        return false;
    *value = entry->value;
    return true;
}

static const struct held *held_at(const struct index_memory *memory, uint32_t docno)
{
    return (const struct held *)memory->rows.p + (docno - memory->first);
}

struct index_memory *memory_new(uint32_t first)
{
    struct index_memory *memory = calloc(1, sizeof *memory);

    if (memory)
        memory->first = first;
    return memory;
}

void memory_free(struct index_memory *memory)
{
    if (!memory)
        return;
    free(memory->rows.p);
    free(memory->postings.p);
    free(memory->tokens.p);
    free(memory->texts.p);
    free(memory->keys.entries);
    for (size_t i = 0; i < INDEX_EXACTS; i++)
        free(memory->exacts[i].entries);
    free(memory);
}

static void table_clear(struct table *table)
{
    if (table->room)
        memset(table->entries, 0, table->room * sizeof *table->entries);
    table->count = 0;
}

void memory_restart(struct index_memory *memory, uint32_t first)
{
    memory->first = first;
    memory->rows.n = memory->postings.n = memory->tokens.n = memory->texts.n = 0;
    table_clear(&memory->keys);
    for (size_t i = 0; i < INDEX_EXACTS; i++)
        table_clear(&memory->exacts[i]);
}

uint32_t memory_first(const struct index_memory *memory)
{
    return memory->first;
}

uint32_t memory_count(const struct index_memory *memory)
{
    return (uint32_t)memory->rows.n;
}

static bool reserve(struct index_memory *memory, const struct index_row *row, size_t n,
                    size_t token_count)
{
    bool has_room = array_reserve(&memory->rows, 1, sizeof(struct held)) &&
                    array_reserve(&memory->postings, n, sizeof(struct posting)) &&
                    array_reserve(&memory->tokens, token_count, sizeof(uint16_t)) &&
                    array_reserve(&memory->texts, row->id.n + row->cluster.n, 1) &&
                    table_reserve(&memory->keys, n);

    for (size_t i = 0; i < INDEX_EXACTS; i++)
        has_room = has_room && table_reserve(&memory->exacts[i], 1);
    return has_room;
}

static void append(struct array *array, const void *p, size_t n, size_t size)
{
    if (n)
        memcpy((char *)array->p + array->n * size, p, n * size);
    array->n += n;
}

bool memory_add(struct index_memory *memory, const struct index_row *row, const uint64_t *keys,
                size_t n, const uint16_t *tokens, size_t token_count)
{
    uint32_t docno = memory->first + (uint32_t)memory->rows.n, older;
    struct held held = {*row, memory->texts.n, memory->tokens.n};

    if (!reserve(memory, row, n, token_count))
        return false;
    held.row.key_count = (uint32_t)n;
    held.row.token_count = (uint32_t)token_count;
    append(&memory->rows, &held, 1, sizeof held);
    append(&memory->tokens, tokens, token_count, sizeof *tokens);
    append(&memory->texts, row->id.p, row->id.n, 1);
    append(&memory->texts, row->cluster.p, row->cluster.n, 1);
    for (size_t i = 0; i < n; i++) {
        struct entry *entry = table_put(&memory->keys, keys[i], &older);
        entry->value = (uint32_t)memory->postings.n;
        append(&memory->postings, &(struct posting){entry->hash, docno, older}, 1,
               sizeof(struct posting));
    }
    for (size_t i = 0; i < INDEX_EXACTS; i++)
        if (!hash128_is_none(row->exact[i]))
            table_put(&memory->exacts[i], row->exact[i].low, &older)->value = docno;
    return true;
}

bool memory_exact(const struct index_memory *memory, enum index_exact kind, struct hash128 hash,
                  uint32_t *docno)
{
    return table_get(&memory->exacts[kind], hash.low, docno) &&
           held_at(memory, *docno)->row.exact[kind].high == hash.high;
}

/* Where the next holder of a key stands. */
struct chain {
    uint32_t at;
    uint8_t key;
};

static size_t chains_of(const struct index_memory *memory, const uint64_t *keys,
                        const uint8_t *counts, size_t n, struct chain *chains)
{
    const struct posting *postings = memory->postings.p;
    const struct table *table = &memory->keys;
    size_t count = 0;
    uint32_t at;

    for (size_t i = 0; i < n && table->room; i++)
        __builtin_prefetch(&table->entries[memory_named(keys[i]) & (table->room - 1)]);
    for (size_t i = 0; i < n; i++) {
        if (counts[i] >= INDEX_HOLDERS || !table_get(table, keys[i], &at))
            continue;
        __builtin_prefetch(&postings[at]);
        chains[count++] = (struct chain){at, (uint8_t)i};
    }
    return count;
}

/* Of at most AT_ONCE keys. Their chains are followed a step of each at a time, so that the memory
 * for one comes while others are worked on. */
static void some_holders(const struct index_memory *memory, const uint64_t *keys, uint8_t *counts,
                         size_t n, struct index_tally *tally)
{
    const struct posting *postings = memory->postings.p;
    struct chain chains[AT_ONCE];
    size_t count = chains_of(memory, keys, counts, n, chains);

    while (count) {
        size_t left = 0;
        for (size_t i = 0; i < count; i++) {
            const struct posting *posting = &postings[chains[i].at];
            uint8_t key = chains[i].key;
            tally_add(tally, posting->docno);
            if (++counts[key] == INDEX_HOLDERS || posting->older == (uint32_t)NOTHING)
                continue;
            __builtin_prefetch(&postings[posting->older]);
            chains[left++] = (struct chain){posting->older, key};
        }
        count = left;
    }
}

void memory_holders(const struct index_memory *memory, const uint64_t *keys, uint8_t *counts,
                    size_t n, struct index_tally *tally)
{
    for (size_t at = 0; at < n; at += AT_ONCE)
        some_holders(memory, keys + at, counts + at, n - at < AT_ONCE ? n - at : AT_ONCE, tally);
}

void memory_expect(const struct index_memory *memory, uint32_t docno)
{
    const struct held *held = held_at(memory, docno);

    __builtin_prefetch(&held->row.token_count);
    __builtin_prefetch(&held->token_at);
}

void memory_row(const struct index_memory *memory, uint32_t docno, struct index_row *row)
{
    const struct held *held = held_at(memory, docno);
    const char *texts = memory->texts.p;

    *row = held->row;
    row->id = (str){texts + held->text_at, held->row.id.n};
    row->cluster = (str){texts + held->text_at + held->row.id.n, held->row.cluster.n};
}

void memory_tokens(const struct index_memory *memory, uint32_t docno, const uint16_t **tokens,
                   size_t *n)
{
    const struct held *held = held_at(memory, docno);

    *tokens = (const uint16_t *)memory->tokens.p + held->token_at;
    *n = held->row.token_count;
}

static size_t key_pairs(const struct index_memory *memory, struct memory_pair *pairs)
{
    const struct posting *postings = memory->postings.p;

    for (size_t i = 0; pairs && i < memory->postings.n; i++)
        pairs[i] = (struct memory_pair){postings[i].hash, postings[i].docno};
    return memory->postings.n;
}

size_t memory_pairs(const struct index_memory *memory, size_t table, struct memory_pair *pairs)
{
    const struct held *rows = memory->rows.p;
    size_t n = 0;

    if (table == MEMORY_KEYS)
        return key_pairs(memory, pairs);
    for (size_t i = 0; i < memory->rows.n; i++) {
        struct hash128 hash = rows[i].row.exact[table];
        if (hash128_is_none(hash))
            continue;
        if (pairs)
            pairs[n] = (struct memory_pair){memory_named(hash.low), memory->first + (uint32_t)i};
        n++;
    }
    return n;
}
