#include "index_part.h"

#include <inttypes.h>
#include <stdio.h>

#include "index_part_head.h"

const char *const index_kind_names[INDEX_KINDS] = {"near", "tokens", "exact"};

void index_part_name(char name[INDEX_NAME], enum index_kind kind, uint64_t first, uint64_t end)
{
    snprintf(name, INDEX_NAME, "%s-%010" PRIu64 "-%010" PRIu64, index_kind_names[kind], first, end);
}

size_t index_part_tables(enum index_kind kind)
{
    static const size_t tables[INDEX_KINDS] = {[INDEX_NEAR] = 1, [INDEX_EXACT] = INDEX_EXACTS};

    return tables[kind];
}

static bool damaged(const struct index_part *part, struct fault *fault, const char *what)
{
    return fault_set(fault, "%s is damaged: %s; 'newsmill index rebuild' makes the index anew",
                     part->name, what);
}

/* ---- opening ---- */

static bool head_is_sound(const struct index_part_head *head, const struct index_part *part)
{
    const struct index_part_facts *facts = &part->facts;
    struct index_part_head sealed = *head;

    index_part_seal(&sealed, facts->kind);
    return memcmp(&sealed, head, sizeof sealed) == 0 && head->first == facts->first &&
           head->end == facts->end && head->earliest == facts->earliest &&
           head->latest == facts->latest && head->size == part->map.n && head->end > head->first &&
           head->end <= UINT32_MAX;
}

/* What stands behind the tables; each length is held against what is left of the file. */
static bool map_rest(struct index_part *part, const struct index_part_head *head, uint64_t at)
{
    uint64_t docs = head->end - head->first, left = part->map.n - at;
    uint64_t each =
        part->facts.kind == INDEX_TOKENS ? sizeof(uint64_t) : sizeof(struct index_fixed);
    uint64_t size = part->facts.kind == INDEX_TOKENS ? sizeof(uint16_t) : 1;
    const uint8_t *rows = part->map.p + at;

    if (part->facts.kind == INDEX_NEAR)
        return true;
    if (docs * each > left || head->more > (left - docs * each) / size)
        return false;
    if (part->facts.kind == INDEX_TOKENS) {
        part->token_ends = rows;
        part->tokens = (const uint16_t *)(const void *)(rows + docs * each);
        part->token_count = head->more;
    } else {
        part->rows = (const struct index_fixed *)(const void *)rows;
        part->texts = (const char *)rows + docs * each;
        part->text_bytes = head->more;
    }
    return true;
}

static bool map_all(struct index_part *part, const struct index_part_head *head)
{
    uint64_t at = sizeof *head;

    part->table_count = index_part_tables(part->facts.kind);
    for (size_t i = 0; i < part->table_count; i++)
        if (!index_table_map(&part->tables[i], &part->map, head->rows[i], head->bits[i],
                             head->first, &at))
            return false;
    return map_rest(part, head, at);
}

bool index_part_open(struct index_part *part, const char *dir, const struct index_part_facts *facts,
                     struct fault *fault)
{
    struct index_part_head head;

    *part = (struct index_part){.facts = *facts};
    index_part_name(part->name, facts->kind, facts->first, facts->end);
    if (!index_map_open(&part->map, dir, part->name, fault))
        return false;
    if (part->map.n != facts->bytes || part->map.n < sizeof head)
        damaged(part, fault, "it is not as long as the manifest says");
    else {
        memcpy(&head, part->map.p, sizeof head);
        if (head.order != INDEX_BYTE_ORDER)
            damaged(part, fault, "it has no head, or is of a machine of another byte order");
        else if (!head_is_sound(&head, part) || !map_all(part, &head))
            damaged(part, fault, "its head");
    }
    if (fault->line[0])
        index_part_close(part);
    return !fault->line[0];
}

void index_part_close(struct index_part *part)
{
    index_map_close(&part->map);
}

/* ---- reading ---- */

static uint64_t token_end(const struct index_part *part, uint64_t i)
{
    uint64_t end;

    memcpy(&end, part->token_ends + i * sizeof end, sizeof end);
    return end;
}

bool index_part_tokens(const struct index_part *part, uint64_t docno, const uint16_t **tokens,
                       size_t *n)
{
    uint64_t i = docno - part->facts.first, from = i ? token_end(part, i - 1) : 0;
    uint64_t to = token_end(part, i);

    if (from > to || to > part->token_count)
        return false;
    *tokens = part->tokens + from;
    *n = (size_t)(to - from);
    return true;
}

bool index_part_row(const struct index_part *part, uint64_t docno, struct index_row *row)
{
    const struct index_fixed *fixed = &part->rows[docno - part->facts.first];

    if (fixed->texts_at > part->text_bytes)
        return false;
    return index_unfix(fixed, part->texts + fixed->texts_at, part->text_bytes - fixed->texts_at,
                       row);
}

bool index_part_verify(const struct index_part *part, struct fault *fault)
{
    const struct index_part_facts *facts = &part->facts;
    const uint16_t *tokens;
    struct index_row row;
    size_t n;

    if (hash64((str){(const char *)part->map.p, part->map.n}) != facts->sum)
        return damaged(part, fault, "its checksum is not that of the manifest");
    for (size_t i = 0; i < part->table_count; i++)
        if (!index_table_sound(&part->tables[i], facts->end - facts->first))
            return damaged(part, fault, "its hashes are out of order");
    for (uint64_t docno = facts->first; docno < facts->end; docno++)
        if ((facts->kind == INDEX_TOKENS && !index_part_tokens(part, docno, &tokens, &n)) ||
            (facts->kind == INDEX_EXACT && !index_part_row(part, docno, &row)))
            return damaged(part, fault, "a document reaches past its end");
    return true;
}
