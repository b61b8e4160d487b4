/* main-content: which blocks are of the article. Rules give a verdict, features describe, a model
 * scores, and the choice follows the scores; what is not chosen has the rules' reason. */
#include "../stage.h"
#include "content.h"
#include "content_model.h"

enum { MODEL_BYTES = 16 << 20, MEMORY = 64 << 20 };

struct content_state {
    struct arena memory;
    struct model page, lines;
};

static bool read_model(struct content_state *state, struct run *run, const char *name,
                       struct model *model)
{
    str path = str_printf(&state->memory, "%s/%s", run_config(run)->share, name), text;
    const char *fault;
    size_t line;

    if (!run_read(run, &state->memory, path.p, MODEL_BYTES, &text))
        return false;
    fault = model_read(model, text, &state->memory, &line);
    return !fault || run_misused(run, "%s:%zu: %s", path.p, line, fault);
}

static bool open_models(void *memory, struct run *run)
{
    struct content_state *state = memory;
    jmp_buf escape;
    bool done;

    arena_init(&state->memory, MEMORY);
    if (setjmp(escape))
        return run_fail(run, "no memory for the models of main-content");
    state->memory.escape = &escape;
    done = read_model(state, run, "page.model", &state->page) &&
           read_model(state, run, "lines.model", &state->lines);
    state->memory.escape = NULL;
    return done;
}

static void describe(struct content *content)
{
    struct doc *doc = content->doc;

    doc->features = content->rows = ARENA_ARRAY(doc->arena, float, doc->block_count *FEATURE_COUNT);
    content_own(content);
    content_around(content);
    content_likeness(content);
    if (content->reason)
        content_around_boxes(content);
}

static bool choose(void *memory, struct doc *doc, struct run *run)
{
    const struct content_state *state = memory;
    struct content content = {.doc = doc};
    const struct model *model = doc->box_count > 1 ? &state->page : &state->lines;

    (void)run;
    content.prose = ARENA_ARRAY(doc->scratch, float, doc->block_count);
    content.rules = ARENA_ARRAY(doc->scratch, uint8_t, doc->block_count);
    for (size_t i = 0; i < doc->block_count; i++)
        content.prose[i] = prose_words(&doc->blocks[i]);
    if (doc->box_count > 1)
        content_rules_of_page(&content);
    else
        content_rules_of_lines(&content);
    describe(&content);
    for (size_t i = 0; i < doc->block_count; i++)
        doc->blocks[i].score = model_score(model, content_row(&content, i));
    content_choose(&content);
    return true;
}

static bool close_models(void *memory, struct run *run, bool whole)
{
    struct content_state *state = memory;

    (void)run;
    (void)whole;
    arena_free(&state->memory);
    return true;
}

const struct stage stage_main_content = {
    .name = "main-content",
    .does = "tells the blocks of the article from the rest of the page",
    .size = sizeof(struct content_state),
    .open = open_models,
    .run = choose,
    .close = close_models,
};
