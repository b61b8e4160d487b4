/* dedup: tells documents that were seen before, in this run or, with an index, in earlier ones. The
 * decisions of part 5.2 of the design stand in dedup_decide.c; here are options and the index. */
#include <limits.h>
#include <stdlib.h>

#include "../base/date.h"
#include "../base/date_days.h"
#include "../stage.h"
#include "dedup_decide.h"
#include "sketch_keys.h"

enum {
    RULES_BYTES = 1 << 16,
    MEMORY = 64 << 20,
    MOST_TOKENS = (1 << 16) - 1,
    DAY = 24 * 60 * 60,
    MOST_DAYS = 100 * 366,
    MINUTE = 60,
    ERROR_SIZE = 256,
};

struct dedup_state {
    const char *keep, *rules, *window, *exact_window;
    bool strict, rejected;
    uint64_t memory_docs, segment_docs;
    struct arena arena;
    struct decider decider;
};

#define MEMBER(name) offsetof(struct dedup_state, name)
static const struct option options[] = {
    {"dedup-documents", "N", OPTION_NUMBER, MEMBER(memory_docs), 1, UINT32_MAX, "100000", NULL,
     "without --index, look for duplicates among this many documents before, at least"},
    {"dedup-rejected", NULL, OPTION_SWITCH, MEMBER(rejected), 0, 0, NULL, NULL,
     "put the scores of documents that were alike, but no duplicates, into the ledger"},
    {"dedup-rules", "FILE", OPTION_TEXT, MEMBER(rules), 0, 0, NULL, NULL,
     "take the thresholds from FILE instead of dedup.rules"},
    {"exact-window", "DAYS", OPTION_TEXT, MEMBER(exact_window), 0, 0, "400d", NULL,
     "with --index, know the same text and the same address again for this many days"},
    {"keep", "COPY", OPTION_CHOICE, MEMBER(keep), 0, 0, "first", "first|longest|best",
     "which copy of a story stays; a later one that is longer or better is kept as well, and says "
     "which it replaces"},
    {"segment-documents", "N", OPTION_NUMBER, MEMBER(segment_docs), 8, 1 << 20, "32768", NULL,
     "a new index writes its documents from the log into a segment when there are so many"},
    {"strict", NULL, OPTION_SWITCH, MEMBER(strict), 0, 0, NULL, NULL,
     "take only what has most of its text in common as duplicates, for archives"},
    {"window", "DAYS", OPTION_TEXT, MEMBER(window), 0, 0, "30d", NULL,
     "with --index, look for near-duplicates among the documents of this many days"},
};

static bool is_wanted(const struct run *run)
{
    return run_config(run)->dedup || run_config(run)->index;
}

static bool read_rules(struct dedup_state *state, struct run *run)
{
    str path = str_of(state->rules), text;
    const char *wrong;
    size_t line;

    if (!path.n)
        path = str_printf(&state->arena, "%s/dedup.rules", run_config(run)->share);
    if (!run_read(run, &state->arena, path.p, RULES_BYTES, &text))
        return false;
    wrong = dedup_rules_read(&state->decider.rules, text, &line);
    return !wrong || run_misused(run, "%s:%zu: %s", path.p, line, wrong);
}

/* "30d" or "30" */
static bool read_days(struct run *run, const char *name, const char *value, uint64_t *seconds)
{
    str days = str_of(value);
    uint64_t number = 0;

    if (str_ends(days, S("d")))
        days.n--;
    if (!str_number(days, &number) || number < 1 || number > MOST_DAYS)
        return run_misused(run, "--%s: '%s' is no number of days, as 30d is", name, value);
    *seconds = number * DAY;
    return true;
}

/* The date of the run in seconds since 1970. */
static int64_t date_of(const struct run *run)
{
    struct date date = {0};

    return date_read(str_of(run_date(run)), (struct date_hint){.month_first = false}, &date)
               ? date_day_number(&date) * DAY
               : INDEX_UNKNOWN_TIME;
}

static bool open_index(struct dedup_state *state, struct run *run)
{
    struct index_config config = {
        .memory_docs = state->memory_docs,
        .segment_docs = state->segment_docs,
        .now = date_of(run),
    };
    uint64_t committed = INDEX_AS_MANIFEST;
    char error[ERROR_SIZE] = "", state_path[PATH_MAX];
    bool locked;

    if (!read_days(run, "window", state->window, &config.window) ||
        !read_days(run, "exact-window", state->exact_window, &config.exact_window))
        return false;
    if (run_keeps_state(run) && !run_config(run)->index)
        return run_misused(run, "--dedup: a run that keeps state needs --index DIR for it");
    if (!str_number(run_committed(run, "dedup-documents"), &committed))
        committed = INDEX_AS_MANIFEST;
    config.made_with = str_printf(&state->arena, "sketch %d, %d-grams, window %d", SKETCH_VERSION,
                                  KEYS_GRAM, KEYS_WINDOW)
                           .p;
    if (run_keeps_state(run))
        config.state = realpath(run_state_folder(run), state_path);
    run_writes(run, run_config(run)->index);
    state->decider.index =
        index_open(run_config(run)->index, &config, committed, &locked, error, sizeof error);
    if (state->decider.index)
        return true;
    return locked ? run_locked(run, "%s", error) : run_fail(run, "%s", error);
}

static bool open_dedup(void *memory, struct run *run)
{
    struct dedup_state *state = memory;
    jmp_buf escape;
    bool done;

    arena_init(&state->arena, MEMORY);
    if (!is_wanted(run))
        return true;
    if (setjmp(escape))
        return run_fail(run, "no memory for dedup");
    state->arena.escape = &escape;
    state->decider.strict = state->strict;
    state->decider.rejected = state->rejected;
    state->decider.keep = state->keep[0] == 'f'   ? KEEP_FIRST
                          : state->keep[0] == 'l' ? KEEP_LONGEST
                                                  : KEEP_BEST;
    state->decider.compare = compare_new(&state->arena, MOST_TOKENS);
    done = read_rules(state, run) && open_index(state, run);
    state->arena.escape = NULL;
    return done;
}

/* Seconds since 1970 of a field; a date without an offset is taken as UTC, which is good enough for
 * gaps of days. */
static int64_t time_of(const struct doc *doc, enum field field)
{
    struct date date = {0};

    return field_known(doc, field) &&
                   date_read(doc->fields[field].text, (struct date_hint){.old = true}, &date) &&
                   date.precision >= DATE_DAY
               ? date_seconds(&date)
               : INDEX_UNKNOWN_TIME;
}

static bool run_dedup(void *memory, struct doc *doc, struct run *run)
{
    struct dedup_state *state = memory;
    const struct sketch *sketch = doc->sketch;
    struct duplicate *duplicate;
    struct index_row row = {.published = time_of(doc, FIELD_PUBLISHED),
                            .seen = time_of(doc, FIELD_FETCHED)};

    if (!sketch || !state->decider.index)
        return true;
    row.exact[INDEX_BODY] = sketch->body;
    row.exact[INDEX_URL] = sketch->url;
    row.site = sketch->site;
    row.words = sketch->words;
    duplicate = doc->duplicate = ARENA_NEW(doc->arena, struct duplicate);
    decide(&state->decider, doc, duplicate, &row);
    index_add(state->decider.index, &row, sketch->keys, sketch->key_count, sketch->tokens,
              sketch->token_count);
    if (index_error(state->decider.index))
        return run_fail(run, "index: %s", index_error(state->decider.index));
    return true;
}

static bool commit_dedup(void *memory, struct run *run)
{
    struct dedup_state *state = memory;
    struct index *index = state->decider.index;
    uint64_t docs;

    if (!index)
        return true;
    if (!index_sync(index, &docs))
        return run_fail(run, "index: %s", index_error(index));
    run_commit_number(run, "dedup-documents", docs);
    return true;
}

static bool settle_dedup(void *memory, struct run *run)
{
    struct dedup_state *state = memory;
    struct index *index = state->decider.index;

    return !index || index_settle(index) || run_fail(run, "index: %s", index_error(index));
}

static bool close_dedup(void *memory, struct run *run, bool whole)
{
    struct dedup_state *state = memory;
    struct index *index = state->decider.index;
    uint64_t docs;
    bool done = true;

    if (index && whole && !run_keeps_state(run) && run_config(run)->index &&
        !run_config(run)->dry_run)
        done = (index_sync(index, &docs) && index_settle(index)) ||
               run_fail(run, "index: %s", index_error(index));
    index_close(index);
    state->decider.index = NULL;
    arena_free(&state->arena);
    return done;
}

extern const struct stage stage_dedup;
const struct stage stage_dedup = {
    .name = "dedup",
    .does = "tells documents that were seen before: the same, near-duplicates, updates",
    .size = sizeof(struct dedup_state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .in_order = true,
    .open = open_dedup,
    .run = run_dedup,
    .commit = commit_dedup,
    .settle = settle_dedup,
    .close = close_dedup,
};
