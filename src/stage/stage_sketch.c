/* sketch: hashes, tokens and keys of the kept text, by which dedup finds near-duplicates. */
#include "../base/url_canonical.h"
#include "../stage.h"
#include "sketch.h"
#include "sketch_keys.h"
#include "sketch_words.h"
#include "write_id.h"
#include "write_text.h"

enum { LEAST_WORDS = 100, MOST_WORDS = 1 << 16 };

struct sketch_state {
    uint64_t most_words, short_words;
    bool emit;
    struct lexicon lexicon;
};

#define MEMBER(name) offsetof(struct sketch_state, name)
static const struct option options[] = {
    {"emit-sketch", NULL, OPTION_SWITCH, MEMBER(emit), 0, 0, NULL, NULL,
     "put hashes, keys and tokens into the records, for engines outside that look for duplicates"},
    {"sketch-words", "N", OPTION_NUMBER, MEMBER(most_words), LEAST_WORDS, MOST_WORDS, "4000", NULL,
     "near-duplicates are told by the first N words of a text"},
    {"exact-words", "N", OPTION_NUMBER, MEMBER(short_words), 1, LEAST_WORDS, "12", NULL,
     "a text of fewer words is a duplicate only of the very same text"},
};

static bool open_sketch(void *memory, struct run *run)
{
    struct sketch_state *state = memory;

    (void)run;
    lexicon_fill(&state->lexicon);
    return true;
}

static void put_words(struct words *words, const struct doc *doc, uint32_t *ends)
{
    for (size_t i = 0; i < doc->block_count; i++) {
        str text = write_block(doc->scratch, &doc->blocks[i]);
        if (text.n)
            words_add(words, text);
        ends[i] = (uint32_t)words->count;
    }
}

static void put_tokens(struct sketch *sketch, const struct words *words, struct arena *arena)
{
    sketch->tokens = arena_alloc(arena, sketch->token_count * sizeof *sketch->tokens);
    for (size_t i = 0; i < sketch->token_count; i++)
        sketch->tokens[i] = (uint16_t)((words->hashes[i] >> (64 - 14)) | words->marks[i]);
}

/* The numbers as they are written go into it too: what differs by one digit is not the same. */
static struct hash128 body_of(const struct words *words)
{
    struct hash128 body =
        hash128((str){(const char *)words->hashes, words->count * sizeof *words->hashes});

    body.high ^= words->figures;
    return body;
}

static void put_address(struct sketch *sketch, struct doc *doc)
{
    str url = doc->fields[FIELD_CANONICAL_URL].text, site = doc->fields[FIELD_SITE].text;

    if (!url.n)
        url = doc->fields[FIELD_URL].text;
    url = url_canonical(doc->scratch, url);
    if (url.n)
        sketch->url = hash128(url);
    if (site.n)
        sketch->site = hash64(site);
}

static bool make_sketch(void *memory, struct doc *doc, struct run *run)
{
    const struct sketch_state *state = memory;
    struct sketch *sketch;
    struct words words;
    size_t n, keys;

    if (!run_config(run)->dedup && !run_config(run)->index && !state->emit)
        return true;
    sketch = ARENA_NEW(doc->arena, struct sketch);
    words_start(&words, &state->lexicon, doc->scratch);
    sketch->ends = ARENA_ARRAY(doc->arena, uint32_t, doc->block_count);
    put_words(&words, doc, sketch->ends);
    write_id(doc);
    put_address(sketch, doc);
    sketch->words = (uint32_t)words.count;
    if (words.count)
        sketch->body = body_of(&words);
    if (words.count >= state->short_words) {
        n = words.count < state->most_words ? words.count : state->most_words;
        sketch->token_count = (uint32_t)n;
        put_tokens(sketch, &words, doc->arena);
        sketch->keys = keys_of(doc->arena, words.hashes, n, words.wide * 2 > words.count, &keys);
        sketch->key_count = (uint32_t)keys;
    }
    sketch->is_shown = state->emit;
    doc->sketch = sketch;
    return true;
}

extern const struct stage stage_sketch;
const struct stage stage_sketch = {
    .name = "sketch",
    .does = "hashes the kept text in the ways by which near-duplicates are found",
    .size = sizeof(struct sketch_state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .open = open_sketch,
    .run = make_sketch,
};
