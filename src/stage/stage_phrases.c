/* phrases: finds furniture that is known by its words: comment forms, cookie bars, share lines,
 * newsletter prompts, copyright footers ... The rules stand in share/newsmill/boilerplate.rules
 * and in files of one's own. What goes depends on where the article is: main-content comes in
 * between, to which the furniture of a scrape tells where that ends, and then `furniture`. */
#include "../stage.h"
#include "phrases_place.h"

enum {
    /* bytes of all rules, as text and as patterns */
    RULES_CEILING = PHRASES_MOST_BYTES * (PHRASE_SETS + 1),
    MOST_LIMIT = 10000,
    PERCENT = 100,
};

struct phrases_state {
    struct text_list files;
    uint64_t words, long_words, foot_share;
    struct arena arena;
    struct phrases phrases;
};

static const struct option options[] = {
    {"rules", "FILE", OPTION_LIST, offsetof(struct phrases_state, files), 0, 0, NULL, NULL,
     "adds rules of one's own to those in boilerplate.rules"},
    {"phrase-words", "N", OPTION_NUMBER, offsetof(struct phrases_state, words), 1, MOST_LIMIT, "40",
     NULL, "a rule takes no block of more words, unless it says so itself"},
    {"phrase-long-words", "N", OPTION_NUMBER, offsetof(struct phrases_state, long_words), 1,
     MOST_LIMIT, "200", NULL, "the same for rules marked long: cookie notices, legal footers"},
    {"foot-share", "PERCENT", OPTION_NUMBER, offsetof(struct phrases_state, foot_share), 0, PERCENT,
     "30", NULL,
     "a block stands at the foot when what follows has at most this share of the words before, or "
     "is "
     "a blurb of half as many; the same for the head"},
};

static bool read_rules(struct phrases_state *state, struct run *run)
{
    struct phrases *phrases = &state->phrases;
    str shipped;

    shipped = str_printf(&state->arena, "%s/boilerplate.rules", run_config(run)->share);
    if (!phrases_read(phrases, shipped.p, run))
        return false;
    for (size_t i = 0; i < state->files.count; i++)
        if (!phrases_read(phrases, state->files.items[i], run))
            return false;
    return true;
}

static bool open_rules(void *memory, struct run *run)
{
    struct phrases_state *state = memory;
    jmp_buf escape;
    bool done;

    arena_init(&state->arena, RULES_CEILING);
    phrases_begin(&state->phrases, &state->arena);
    switch (setjmp(escape)) {
    case 0:
        break;
    case ARENA_CEILING:
        return run_fail(run, "the rules for boilerplate are too many");
    default:
        return run_fail(run, "no memory for the rules for boilerplate");
    }
    state->arena.escape = &escape;
    done = read_rules(state, run);
    state->arena.escape = NULL;
    return done;
}

static bool find_phrases(void *memory, struct doc *doc, struct run *run)
{
    struct phrases_state *state = memory;
    struct phrases_found *found = ARENA_NEW(doc->arena, struct phrases_found);

    found->phrases = &state->phrases;
    found->limits = (struct phrase_limits){(uint32_t)state->words, (uint32_t)state->long_words,
                                           (uint32_t)state->foot_share};
    found->languages = phrases_languages(&state->phrases, doc->fields[FIELD_LANG].text);
    found->set = phrases_set(&state->phrases, found->languages);
    if (!found->set)
        return run_fail(run, "no memory for the rules for boilerplate");
    doc->found = found;
    if (doc->is_text)
        phrases_find(found, doc);
    return true;
}

static bool close_rules(void *memory, struct run *run, bool whole)
{
    struct phrases_state *state = memory;

    (void)run;
    (void)whole;
    phrases_end(&state->phrases);
    state->arena.escape = NULL;
    arena_free(&state->arena);
    return true;
}

extern const struct stage stage_phrases;
const struct stage stage_phrases = {
    .name = "phrases",
    .does = "finds furniture that is known by its words",
    .size = sizeof(struct phrases_state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .open = open_rules,
    .run = find_phrases,
    .close = close_rules,
};
