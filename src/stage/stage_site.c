/* site: marks lines that were learned to be the furniture of the document's site. What was learned
 * is a file that the user names: never on by accident, and the same file marks the same lines. */
#include "../stage.h"
#include "site_lines.h"

enum { LINES_CEILING = 1 << 30, MOST_STORIES = 1000000 };

struct site_state {
    struct text_list files;
    uint64_t least;
    struct arena arena;
    struct site_lines lines;
};

static const struct option options[] = {
    {"site-lines", "FILE", OPTION_LIST, offsetof(struct site_state, files), 0, 0, NULL, NULL,
     "take out the lines of each site that FILE holds; 'newsmill learn' makes such a file"},
    {"site-lines-least", "N", OPTION_NUMBER, offsetof(struct site_state, least), 1, MOST_STORIES,
     "3", NULL, "of these files take only lines that were seen in N stories or more"},
};

static bool read_files(struct site_state *state, struct run *run)
{
    for (size_t i = 0; i < state->files.count; i++)
        if (!site_lines_read(&state->lines, &state->arena, state->files.items[i], state->least,
                             run))
            return false;
    return true;
}

static bool site_open(void *memory, struct run *run)
{
    struct site_state *state = memory;
    jmp_buf escape;
    bool done;

    arena_init(&state->arena, LINES_CEILING);
    if (setjmp(escape))
        return run_fail(run, "the lines of --site-lines are too many, or no memory for them");
    state->arena.escape = &escape;
    done = read_files(state, run);
    state->arena.escape = NULL;
    return done;
}

static bool site_run(void *memory, struct doc *doc, struct run *run)
{
    const struct site_state *state = memory;
    str site = doc->fields[FIELD_SITE].text;

    (void)run;
    if (!state->lines.used || !site.n)
        return true;
    for (size_t i = 0; i < doc->block_count; i++) {
        struct block *block = &doc->blocks[i];
        if (block->why == WHY_KEPT &&
            site_lines_have(&state->lines, site_line_key(doc->scratch, site, block->text)))
            block_mark(block, WHY_SITE_LINE);
    }
    return true;
}

static bool site_close(void *memory, struct run *run, bool whole)
{
    struct site_state *state = memory;

    (void)run;
    (void)whole;
    arena_free(&state->arena);
    return true;
}

extern const struct stage stage_site;
const struct stage stage_site = {
    .name = "site",
    .does = "marks lines learned to be the furniture of a site",
    .size = sizeof(struct site_state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .open = site_open,
    .run = site_run,
    .close = site_close,
};
