/* Pull quotes and summary lines: short blocks that stand word for word within a longer one. Their
 * first words are looked up at every word of the longer blocks, so that the time is linear. */
#include "../base/utf8.h"
#include "repeat_double.h"

enum {
    PULL_KEY_WORDS = 6,  /* looked up by; a pull quote has no fewer */
    PULL_LINE_WORDS = 8, /* of a line that nothing calls a quotation */
    PULL_MOST_WORDS = 80,
    PULL_PROBES = 32, /* most places looked at for one key */
    FILTER = 16,      /* words of bits */
};

static const uint64_t MIX = UINT64_C(0x9E3779B97F4A7C15);

struct pull {
    uint64_t key;
    uint32_t line; /* number + 1; 0: free */
};

struct pulls {
    struct pull *slot;
    size_t mask;
    uint64_t first[FILTER]; /* a bit for the first word of each: few words of a text are one */
};

static bool is_quotation_mark(uint32_t c)
{
    return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) || c == 0x2039 ||
           c == 0x300C;
}

static bool is_quotation(const struct block *block)
{
    size_t at = 0;

    return block->kind == BLOCK_QUOTE || is_quotation_mark(utf8_next(block->text, &at));
}

static bool may_be_pull(const struct doc *doc, const struct said_line *line)
{
    const struct block *block = said_block(doc, line);

    if (is_quotation(block) ? block->words < PULL_KEY_WORDS
                            : block->words < PULL_LINE_WORDS || !block_ends_sentence(block))
        return false;
    return block->why == WHY_KEPT && line->count >= PULL_KEY_WORDS &&
           line->count <= PULL_MOST_WORDS &&
           (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM ||
            block->kind == BLOCK_QUOTE);
}

static bool may_hold_pulls(const struct doc *doc, const struct said_line *line)
{
    const struct block *block = said_block(doc, line);

    return block->why == WHY_KEPT && line->count > PULL_KEY_WORDS &&
           (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM ||
            block->kind == BLOCK_QUOTE);
}

static uint64_t *filter_word(struct pulls *pulls, uint64_t first)
{
    return &pulls->first[first * MIX >> 32 & (FILTER - 1)];
}

static uint64_t filter_bit(uint64_t first)
{
    return (uint64_t)1 << (first * MIX >> 58);
}

static struct pulls pulls_of(struct doc *doc, const struct said *said)
{
    struct pulls pulls = {NULL, 0, {0}};
    size_t room = 16;

    while (room < said->line_count * 2)
        room *= 2;
    pulls.slot = ARENA_ARRAY(doc->scratch, struct pull, room);
    pulls.mask = room - 1;
    for (size_t i = 0; i < said->line_count; i++) {
        const struct said_line *line = &said->lines[i];
        size_t probe = 0;
        uint64_t key, first = said->hash[line->first];
        if (!may_be_pull(doc, line))
            continue;
        key = said_hash(said, line->first, PULL_KEY_WORDS);
        while (probe < PULL_PROBES && pulls.slot[(key + probe) & pulls.mask].line)
            probe++;
        if (probe < PULL_PROBES) {
            pulls.slot[(key + probe) & pulls.mask] = (struct pull){key, (uint32_t)i + 1};
            *filter_word(&pulls, first) |= filter_bit(first);
        }
    }
    return pulls;
}

/* Marks the blocks that stand in `host` at its word number `at`. */
static void mark_at(struct doc *doc, const struct said *said, const struct pulls *pulls,
                    const struct said_line *host, size_t at)
{
    uint64_t key = said_hash(said, host->first + at, PULL_KEY_WORDS);

    for (size_t i = 0; i < PULL_PROBES; i++) {
        const struct pull *pull = &pulls->slot[(key + i) & pulls->mask];
        const struct said_line *line;
        if (!pull->line)
            break;
        line = &said->lines[pull->line - 1];
        if (pull->key == key && line->count < host->count && line->count <= host->count - at &&
            said_same(said, line->first, host->first + at, line->count))
            block_mark(said_block(doc, line), WHY_REPEAT);
    }
}

void repeat_pulls(struct doc *doc, const struct said *said)
{
    struct pulls pulls = pulls_of(doc, said);

    for (size_t i = 0; i < said->line_count; i++) {
        const struct said_line *host = &said->lines[i];
        if (!may_hold_pulls(doc, host))
            continue;
        for (size_t at = 0; at + PULL_KEY_WORDS <= host->count; at++) {
            uint64_t first = said->hash[host->first + at];
            if (*filter_word(&pulls, first) & filter_bit(first))
                mark_at(doc, said, &pulls, host, at);
        }
    }
}
