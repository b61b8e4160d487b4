/* main-content: which blocks are of the article. Rules give a verdict, features describe each block
 * (the verdict is one of them), a model scores it, and the choice follows the scores; what is not
 * chosen has the rules' reason. Pages and text scrapes have a model each. */
#include <pthread.h>
#include <string.h>

#include "../base/utf8.h"
#include "../stage.h"
#include "content.h"
#include "content_model.h"

enum { MODEL_BYTES = 16 << 20, MEMORY = 64 << 20, WORDS_KEPT = 1 << 18 };

enum { PAGE, LINES, MODELS };

/* Its text is there from the start, for a run is told by it; it is made sense of when the first
 * page, or the first scrape, comes: most runs see but one of them. */
struct kept_model {
    const char *path;
    str text;
    struct model model;
    bool is_read, is_sound;
};

struct content_state {
    bool features, why;
    struct arena memory;
    pthread_mutex_t lock; /* of the memory and what is read into it */
    struct kept_model models[MODELS];
};

static const struct option options[] = {
    {"features", NULL, OPTION_SWITCH, offsetof(struct content_state, features), 0, 0, NULL, NULL,
     "explain: write what the scorer sees of every block, as tab-separated values for training"},
    {"why", NULL, OPTION_SWITCH, offsetof(struct content_state, why), 0, 0, NULL, NULL,
     "explain: say of every block its score and the three features that weighed most in it"},
};

static bool read_text(struct content_state *state, struct run *run, const char *name,
                      struct kept_model *kept)
{
    kept->path = str_printf(&state->memory, "%s/%s", run_config(run)->share, name).p;
    return run_read(run, &state->memory, kept->path, MODEL_BYTES, &kept->text);
}

static bool read_model(struct content_state *state, struct run *run, struct kept_model *kept)
{
    const char *fault;
    jmp_buf escape;
    size_t line;

    if (setjmp(escape))
        return run_fail(run, "no memory for the model of main-content");
    state->memory.escape = &escape;
    fault = model_read(&kept->model, kept->text, &state->memory, &line);
    state->memory.escape = NULL;
    return !fault || run_misused(run, "%s:%zu: %s", kept->path, line, fault);
}

/* NULL: it makes no sense, and the run was told. */
static const struct model *model_of(struct content_state *state, struct run *run, bool of_page)
{
    struct kept_model *kept = &state->models[of_page ? PAGE : LINES];

    pthread_mutex_lock(&state->lock);
    if (!kept->is_read)
        kept->is_sound = read_model(state, run, kept);
    kept->is_read = true;
    pthread_mutex_unlock(&state->lock);
    return kept->is_sound ? &kept->model : NULL;
}

static bool open_model(void *memory, struct run *run)
{
    struct content_state *state = memory;
    jmp_buf escape;
    bool done;

    pthread_mutex_init(&state->lock, NULL);
    arena_init(&state->memory, MEMORY);
    if (setjmp(escape))
        return run_fail(run, "no memory for the model of main-content");
    state->memory.escape = &escape;
    done = read_text(state, run, "page.model", &state->models[PAGE]) &&
           read_text(state, run, "lines.model", &state->models[LINES]);
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

/* The words of all blocks; `repeat` has them from the document, unless it would part them in
 * another way. */
static void find_words(struct content *content)
{
    struct doc *doc = content->doc;
    struct text_words words = {.hashes = NULL};
    size_t most = 0, count = 0;

    for (size_t i = 0; i < doc->block_count; i++)
        most += text_words_most(doc->blocks[i].text);
    content->words = arena_alloc(doc->scratch, most * sizeof *content->words);
    content->ends = arena_alloc(doc->arena, doc->block_count * sizeof *content->ends);
    for (size_t i = 0; i < doc->block_count; i++) {
        words.hashes = content->words + count;
        count += text_words(doc->blocks[i].text, &words);
        content->ends[i] = (uint32_t)count;
    }
    if (words.wide || count > WORDS_KEPT)
        return;
    doc->words.hashes = memcpy(arena_alloc(doc->arena, count * sizeof *content->words),
                               content->words, count * sizeof *content->words);
    doc->words.ends = content->ends;
    doc->words.blocks = doc->block_count;
}

static void describe(struct content *content, bool keep)
{
    struct doc *doc = content->doc;
    struct arena *arena = keep ? doc->arena : doc->scratch;

    find_words(content);
    content->rows = arena_alloc(arena, doc->block_count * FEATURE_COUNT * sizeof(float));
    content_own(content);
    content_around(content);
    content_likeness(content);
    if (content->reason) {
        content_around_boxes(content);
        content_cards(content);
        content_anchors(content);
    } else {
        content_lines_around(content);
        content_said(content);
    }
    if (keep)
        doc->features = content->rows;
}

static void set_scores(struct doc *doc, const float *scores)
{
    for (size_t i = 0; i < doc->block_count; i++)
        doc->blocks[i].score = scores[i];
}

static void choose_by_scores(struct content *content, const struct model *model, bool why)
{
    struct doc *doc = content->doc;
    float *scores = ARENA_ARRAY(doc->scratch, float, doc->block_count);

    model_scores(model, content->rows, doc->block_count, scores, doc->scratch);
    set_scores(doc, scores);
    if (why)
        content_why(content, model);
    if (content->reason)
        content_siblings(content, scores);
    else
        content_chain(content, scores);
    set_scores(doc, scores);
    if (!doc->is_body)
        content_choose(content);
}

static bool choose(void *memory, struct doc *doc, struct run *run)
{
    struct content_state *state = memory;
    struct content content = {.doc = doc};
    const struct model *model;

    apply_rules(&content);
    model = model_of(state, run, content.reason != NULL);
    if (!model)
        return false;
    describe(&content, state->features);
    choose_by_scores(&content, model, state->why);
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
    pthread_mutex_destroy(&state->lock);
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
