/* learn: counts in how many stories of its site each line stands, and writes those that stand in
 * several into a file that --site-lines takes. Does nothing to documents. */
#include "../base/file.h"
#include "../stage.h"
#include "learn_lines.h"

enum {
    LEARN_CEILING = 1 << 30,
    MOST_LINES = 1 << 24,
    MOST_STORIES = 1000000,
    PERCENT = 100,
};

struct learn_state {
    const char *path;
    uint64_t least, percent, most;
    struct arena arena;
    struct learn_lines lines;
    struct file *file;
};

#define MEMBER(name) offsetof(struct learn_state, name)
static const struct option options[] = {
    {"learn", "FILE", OPTION_TEXT, MEMBER(path), 0, 0, NULL, NULL,
     "write the lines that stand in several stories of one site to FILE, for --site-lines"},
    {"learn-least", "N", OPTION_NUMBER, MEMBER(least), LINE_STORIES, MOST_STORIES, "3", NULL,
     "learn lines that stand in N distinct stories of their site or more"},
    {"learn-share", "PERCENT", OPTION_NUMBER, MEMBER(percent), 0, PERCENT, "1", NULL,
     "and in as many stories as this share of the site's documents"},
    {"learn-lines", "N", OPTION_NUMBER, MEMBER(most), 1000, MOST_LINES, "1000000", NULL,
     "most lines remembered at once; past it those seen in the fewest stories are forgotten"},
};

/* What is counted hangs on the stage's own arena, whose way out is the caller's. */
static bool no_room(struct run *run)
{
    return run_fail(run, "no memory for the lines to be learned");
}

static bool learn_open(void *memory, struct run *run)
{
    struct learn_state *state = memory;
    const char *error = "";
    jmp_buf escape;

    arena_init(&state->arena, LEARN_CEILING);
    if (!state->path)
        return true;
    run_writes(run, state->path);
    if (!run_config(run)->dry_run && !(state->file = file_open(state->path, false, &error)))
        return run_fail(run, "%s: %s", state->path, error);
    if (setjmp(escape))
        return no_room(run);
    state->arena.escape = &escape;
    learn_lines_init(&state->lines, &state->arena, state->most);
    return true;
}

static bool learn_run(void *memory, struct doc *doc, struct run *run)
{
    struct learn_state *state = memory;
    jmp_buf escape;

    if (!state->path)
        return true;
    if (setjmp(escape))
        return no_room(run);
    state->arena.escape = &escape;
    learn_lines_count(&state->lines, doc, doc->scratch);
    return true;
}

static bool write_file(struct learn_state *state, struct run *run)
{
    struct file *file = state->file;
    const char *error = "";
    jmp_buf escape;
    str text;

    if (setjmp(escape))
        return no_room(run);
    state->arena.escape = &escape;
    text = learn_lines_text(&state->lines, state->least, state->percent);
    if (!file_write(file, text))
        return run_fail(run, "%s: %s", state->path, file_error(file));
    state->file = NULL;
    if (!file_commit(file, &error))
        return run_fail(run, "%s: %s", state->path, error);
    if (state->lines.forgotten)
        run_note(run, "%llu lines of few stories were forgotten (--learn-lines)",
                 (unsigned long long)state->lines.forgotten);
    return true;
}

static bool learn_close(void *memory, struct run *run, bool whole)
{
    struct learn_state *state = memory;
    bool done = !whole || !state->file || write_file(state, run);

    file_drop(state->file);
    state->file = NULL;
    arena_free(&state->arena);
    return done;
}

extern const struct stage stage_learn;
const struct stage stage_learn = {
    .name = "learn",
    .does = "learns the furniture of each site",
    .size = sizeof(struct learn_state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .in_order = true,
    .open = learn_open,
    .run = learn_run,
    .close = learn_close,
};
