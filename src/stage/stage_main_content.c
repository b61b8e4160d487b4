/* main-content: which blocks are of the article. Rules give a verdict, features describe each block
 * (the verdict is one of them), a model scores it, and the choice follows the scores; what is not
 * chosen has the rules' reason. Pages and text scrapes have a model each. */
#include "../base/utf8.h"
#include "../stage.h"
#include "content.h"
#include "content_model.h"

enum { MODEL_BYTES = 16 << 20, MEMORY = 64 << 20 };

struct content_state {
    bool features, why;
    struct arena memory;
    struct model page, lines;
};

static const struct option options[] = {
    {"features", NULL, OPTION_SWITCH, offsetof(struct content_state, features), 0, 0, NULL, NULL,
     "explain: write what the scorer sees of every block, as tab-separated values for training"},
    {"why", NULL, OPTION_SWITCH, offsetof(struct content_state, why), 0, 0, NULL, NULL,
     "explain: say of every block its score and the three features that weighed most in it"},
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

static bool open_model(void *memory, struct run *run)
{
    struct content_state *state = memory;
    jmp_buf escape;
    bool done;

    arena_init(&state->memory, MEMORY);
    if (setjmp(escape))
        return run_fail(run, "no memory for the model of main-content");
    state->memory.escape = &escape;
    done = read_model(state, run, "page.model", &state->page) &&
           read_model(state, run, "lines.model", &state->lines);
    state->memory.escape = NULL;
    return done;
}

static void apply_rules(struct content *content)
{
    struct doc *doc = content->doc;

    content->prose = ARENA_ARRAY(doc->scratch, float, doc->block_count);
    content->rules = ARENA_ARRAY(doc->scratch, uint8_t, doc->block_count);
    for (size_t i = 0; i < doc->block_count; i++)
        content->prose[i] = prose_words(&doc->blocks[i]);
    if (doc->box_count > 1)
        content_rules_of_page(content);
    else
        content_rules_of_lines(content);
}

static void describe(struct content *content, bool keep)
{
    struct doc *doc = content->doc;
    struct arena *arena = keep ? doc->arena : doc->scratch;

    content->folded = ARENA_ARRAY(doc->scratch, str, doc->block_count);
    for (size_t i = 0; i < doc->block_count; i++)
        content->folded[i] = text_fold(doc->scratch, doc->blocks[i].text);
    content->rows = ARENA_ARRAY(arena, float, doc->block_count *FEATURE_COUNT);
    content_own(content);
    content_around(content);
    content_likeness(content);
    if (content->reason)
        content_around_boxes(content);
    if (keep)
        doc->features = content->rows;
}

static void choose_by_scores(struct content *content, const struct model *model, bool why)
{
    struct doc *doc = content->doc;
    float *scores = ARENA_ARRAY(doc->scratch, float, doc->block_count);

    model_scores(model, content->rows, doc->block_count, scores, doc->scratch);
    for (size_t i = 0; i < doc->block_count; i++)
        doc->blocks[i].score = scores[i];
    if (why)
        content_why(content, model);
    content_choose(content);
}

static bool choose(void *memory, struct doc *doc, struct run *run)
{
    const struct content_state *state = memory;
    struct content content = {.doc = doc};

    (void)run;
    apply_rules(&content);
    describe(&content, state->features);
    choose_by_scores(&content, content.reason ? &state->page : &state->lines, state->why);
    if (!doc->is_text && !state->features) /* its features are of the blocks that are shown */
        content_state(doc);
    return true;
}

static bool close_model(void *memory, struct run *run, bool whole)
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
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .not_given = true,
    .open = open_model,
    .run = choose,
    .close = close_model,
};
