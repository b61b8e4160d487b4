/* mill: a handle is made, set up, asked for its counts, and let go. */
#include "mill.h"

#include <stdlib.h>

#include "base/hash.h"
#include "fetcher.h"
#include "inputs.h"
#include "run_commit.h"
#include "share.h"
#include "workers.h"

enum { EXIT_DONE = 0, EXIT_DAMAGED = 1, EXIT_UNFINISHED = 3 };

#define MEMBER(name) offsetof(struct run_config, name)
static const struct option run_options[] = {
    {"as", "KIND", OPTION_CHOICE, MEMBER(as), 0, 0, NULL, "html|text|warc|jsonl|csv|wire",
     "take every input as this instead of looking at its first bytes"},
    {"commit-ms", "N", OPTION_NUMBER, MEMBER(commit_ms), 0, 3600000, "4500", NULL,
     "milliseconds of work that a run which keeps state may lose when it is killed"},
    {"date", "DATE", OPTION_TEXT, MEMBER(date), 0, 0, NULL, NULL,
     "day of the run, YYYY-MM-DD, for shards and what ages; without it today, in UTC"},
    {"dedup", NULL, OPTION_SWITCH, MEMBER(dedup), 0, 0, NULL, NULL,
     "look for duplicates among the documents of this run"},
    {"dry-run", NULL, OPTION_SWITCH, MEMBER(dry_run), 0, 0, NULL, NULL,
     "do everything but write: only the tally is shown"},
    {"field", "NAME=MEMBER", OPTION_LIST, MEMBER(fields), 0, 0, NULL, NULL,
     "JSON lines and tables: take html, text, url, title, date ... from this member or column, "
     "\"html=data.page\" from a member inside another"},
    {"given", NULL, OPTION_SWITCH, MEMBER(given), 0, 0, NULL, NULL,
     "inputs are texts made clean before: all of a text is main content, and none is judged"},
    {"index", "DIR", OPTION_TEXT, MEMBER(index), 0, 0, NULL, NULL,
     "look for duplicates in the index in DIR too, and add what is new to it"},
    {"jobs", "N", OPTION_NUMBER, MEMBER(jobs), 0, MOST_JOBS, "0", NULL,
     "threads that work on pages; 0 for one each processor; the output is the same for any number"},
    {"limit", "N", OPTION_NUMBER, MEMBER(limit), 0, 0, "0", NULL,
     "stop after N documents; 0 for all"},
    {"output", "FILE", OPTION_TEXT, MEMBER(output), 0, 0, NULL, NULL,
     "write records to FILE, \"-\" for standard output; compressed when it ends in .gz; a folder, "
     "or DIR/, is an archive, to which every run adds"},
    {"page-bytes", "N", OPTION_NUMBER, MEMBER(page_bytes), 1024, 1u << 30, "10M", NULL,
     "most bytes of a page, decoded; what is over it is cut off"},
    {"page-memory", "N", OPTION_NUMBER, MEMBER(page_memory), 1u << 20, UINT64_C(1) << 36, "64M",
     NULL, "most memory that parsing one page may take"},
    {"share", "DIR", OPTION_TEXT, MEMBER(share), 0, 0, NULL, NULL,
     "folder that holds boilerplate.rules; without it share/newsmill beside the library"},
    {"state", "DIR", OPTION_TEXT, MEMBER(state), 0, 0, NULL, NULL,
     "folder of what the next run goes on from; without it .newsmill in an archive"},
    {"timings", NULL, OPTION_SWITCH, MEMBER(timings), 0, 0, NULL, NULL,
     "measure the processor time of reading and of each stage, and show it at the end"},
};
enum { RUN_OPTIONS = sizeof run_options / sizeof *run_options };

/* ---- setting up ---- */

static bool make_states(struct newsmill *mill)
{
    struct arena *memory = &mill->memory;

    memory->escape = &mill->way_out;
    if (setjmp(mill->way_out))
        return false;
    mill->stage_states = ARENA_ARRAY(memory, void *, stage_count);
    mill->reader_configs = ARENA_ARRAY(memory, void *, reader_count);
    option_defaults(run_options, RUN_OPTIONS, &mill->run.config, memory);
    mill->run.config.share = share_folder(memory);
    mill->timings = timings_new(memory);
    mill->fetch_config = ARENA_NEW(memory, struct fetch_config);
    option_defaults(fetch_options, fetch_option_count, mill->fetch_config, memory);
    for (size_t i = 0; i < stage_count; i++) {
        mill->stage_states[i] = arena_zero(memory, stages[i]->size);
        option_defaults(stages[i]->options, stages[i]->option_count, mill->stage_states[i], memory);
    }
    for (size_t i = 0; i < reader_count; i++) {
        mill->reader_configs[i] = arena_zero(memory, readers[i]->config_size);
        option_defaults(readers[i]->options, readers[i]->option_count, mill->reader_configs[i],
                        memory);
    }
    return true;
}

newsmill *newsmill_new(void)
{
    struct newsmill *mill = calloc(1, sizeof *mill);

    if (!mill)
        return NULL;
    arena_init(&mill->memory, 0);
    arena_init(&mill->scratch, 0);
    arena_pool_init(&mill->pool, POOL_EACH);
    mill->scratch.pool = &mill->pool;
    pthread_mutex_init(&mill->run.lock, NULL);
    if (make_states(mill))
        mill->inputs = inputs_new(mill->reader_configs);
    if (!mill->inputs) {
        newsmill_free(mill);
        return NULL;
    }
    return mill;
}

void newsmill_free(newsmill *mill)
{
    if (!mill)
        return;
    workers_free(mill->workers);
    mill_close_stages(mill, false);
    keep_close(mill);
    inputs_free(mill->inputs);
    pthread_mutex_destroy(&mill->run.lock);
    arena_free(&mill->scratch);
    arena_pool_free(&mill->pool);
    arena_free(&mill->memory);
    free(mill);
}

void newsmill_listen(newsmill *mill, newsmill_hear *hear, void *context)
{
    mill->run.hear = hear;
    mill->run.hear_context = context;
}

/* ---- options ---- */

/* Table number i: of the run, then of each reader, of each stage, of fetching. */
struct table {
    const char *section;
    const struct option *rows;
    size_t count;
    void *state;
};

static bool table_at(const struct newsmill *mill, size_t i, struct table *table)
{
    if (i == 0) {
        *table = (struct table){"run", run_options, RUN_OPTIONS,
                                mill ? (void *)(uintptr_t)&mill->run.config : NULL};
    } else if (i <= reader_count) {
        const struct reader *reader = readers[i - 1];
        *table = (struct table){reader->name, reader->options, reader->option_count,
                                mill ? mill->reader_configs[i - 1] : NULL};
    } else if (i <= reader_count + stage_count) {
        const struct stage *stage = stages[i - 1 - reader_count];
        *table = (struct table){stage->name, stage->options, stage->option_count,
                                mill ? mill->stage_states[i - 1 - reader_count] : NULL};
    } else if (i == 1 + reader_count + stage_count) {
        *table = (struct table){"fetch", fetch_options, fetch_option_count,
                                mill ? mill->fetch_config : NULL};
    } else {
        return false;
    }
    return true;
}

int newsmill_option_at(size_t i, newsmill_option *option)
{
    struct table table;

    for (size_t t = 0; table_at(NULL, t, &table); i -= table.count, t++)
        if (i < table.count) {
            const struct option *row = &table.rows[i];
            *option = (newsmill_option){
                .name = row->name,
                .arg = row->arg,
                .usual = row->usual,
                .choices = row->choices,
                .help = row->help,
                .section = table.section,
                .least = row->least,
                .most = row->most,
            };
            return NEWSMILL_OK;
        }
    return NEWSMILL_FAILED;
}

/* Says what the option would have taken. */
static void misused(struct run *run, const struct option *row, const char *value, const char *fault)
{
    if (row->choices)
        run_misused(run, "--%s: '%.100s' %s: %s", row->name, value, fault, row->choices);
    else if (row->most)
        run_misused(run, "--%s: '%.100s' %s: %llu to %llu", row->name, value, fault,
                    (unsigned long long)row->least, (unsigned long long)row->most);
    else
        run_misused(run, "--%s: '%.100s' %s", row->name, value, fault);
}

/* Those that do not change what comes out of a document. */
static void note_option(struct run *run, const struct table *table, const char *name,
                        const char *value)
{
    static const char *const others[] = {"commit-ms", "date",   "dry-run", "jobs",  "ledger",
                                         "limit",     "output", "share",   "state", "timings"};

    if (table->rows == fetch_options)
        return;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(others[i], name))
            return;
    run->options += hash64(str_of(name)) ^ (hash64(str_of(value)) << 1);
}

int newsmill_set(newsmill *mill, const char *name, const char *value)
{
    const struct option *row = NULL;
    struct table table;
    const char *fault;

    for (size_t t = 0; !row && table_at(mill, t, &table); t++)
        row = option_find(table.rows, table.count, str_of(name));
    if (!row || mill->started) {
        run_misused(&mill->run, row ? "--%s: set too late" : "--%s: no such option", name);
        return NEWSMILL_FAILED;
    }
    if (setjmp(mill->way_out)) {
        run_fail(&mill->run, "out of memory");
        return NEWSMILL_FAILED;
    }
    fault = option_set(row, table.state, value, &mill->memory);
    if (!fault) {
        note_option(&mill->run, &table, name, value);
        return NEWSMILL_OK;
    }
    misused(&mill->run, row, value, fault);
    return NEWSMILL_FAILED;
}

/* ---- inputs ---- */

static int add_input(newsmill *mill, const char *name, const void *bytes, size_t n)
{
    if (inputs_add(mill->inputs, name, bytes, n))
        return NEWSMILL_OK;
    run_fail(&mill->run, "out of memory");
    return NEWSMILL_FAILED;
}

int newsmill_input(newsmill *mill, const char *path)
{
    return add_input(mill, path, NULL, 0);
}

int newsmill_input_bytes(newsmill *mill, const void *bytes, size_t n, const char *name)
{
    return add_input(mill, name, n ? bytes : "", n);
}

/* ---- what the run has counted ---- */

void newsmill_count(const newsmill *mill, newsmill_counts *counts)
{
    *counts = mill->run.counts;
    /* Documents that wait for their turn were read, but not yet counted by outcome. */
    counts->read = counts->kept + counts->duplicate + counts->rejected + counts->failed;
    inputs_count(mill->inputs, &counts->bytes_in, &counts->bytes_total);
}

int newsmill_tally_at(const newsmill *mill, size_t i, newsmill_tally *tally)
{
    for (unsigned why = 0; why < WHY_COUNT; why++)
        if (mill->tally[why] && i-- == 0) {
            const struct reason_row *row = &reason_rows[why];
            *tally = (newsmill_tally){row->name, outcome_name(row->outcome), row->sentence,
                                      mill->tally[why]};
            return NEWSMILL_OK;
        }
    return NEWSMILL_FAILED;
}

const char *newsmill_message(const newsmill *mill)
{
    return mill ? mill->run.message : "out of memory";
}

int newsmill_exit_code(const newsmill *mill)
{
    if (!mill)
        return EXIT_UNFINISHED;
    if (mill->run.exit_code)
        return mill->run.exit_code;
    return mill->run.counts.damaged || mill->run.counts.failed || mill->fetch_failed ? EXIT_DAMAGED
                                                                                     : EXIT_DONE;
}
