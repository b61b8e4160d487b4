/* write: the only stage that leaves anything out. Every document gets its id and its text; kept
 * ones leave a record in the output, all of them a line in the ledger. Both files become real at
 * the end of a whole run. */
#include <string.h>

#include "../base/file.h"
#include "../stage.h"
#include "write_ledger.h"
#include "write_markdown.h"
#include "write_record.h"
#include "write_text.h"

struct write_state {
    const char *output, *to, *ledger;
    bool show_removed;
    struct file *records, *lines; /* what is being written */
};

static const struct option options[] = {
    {.name = "output",
     .arg = "FILE",
     .type = OPTION_TEXT,
     .offset = offsetof(struct write_state, output),
     .help = "write records to FILE, \"-\" for standard output; compressed when it ends in .gz"},
    {.name = "to",
     .arg = "FORM",
     .type = OPTION_CHOICE,
     .offset = offsetof(struct write_state, to),
     .usual = "jsonl",
     .choices = "jsonl|text|markdown",
     .help = "form of the records"},
    {.name = "ledger",
     .arg = "FILE",
     .type = OPTION_TEXT,
     .offset = offsetof(struct write_state, ledger),
     .help = "write a line of JSON for every input to FILE: what became of it and why"},
    {.name = "show-removed",
     .type = OPTION_SWITCH,
     .offset = offsetof(struct write_state, show_removed),
     .help = "put the texts that were removed into the records"},
};

static bool open_one(struct run *run, const char *path, struct file **file)
{
    const char *error = "";

    if (!path || run_config(run)->dry_run)
        return true;
    *file = file_open(path, str_ends(str_of(path), S(".gz")), &error);
    return *file || run_fail(run, "%s: %s", path, error);
}

static bool write_open(void *state, struct run *run)
{
    struct write_state *write = state;

    if (write->output && write->ledger && !strcmp(write->output, write->ledger))
        return run_misused(run, "%s: is both the output and the ledger", write->output);
    return open_one(run, write->output, &write->records) &&
           open_one(run, write->ledger, &write->lines);
}

static bool is_jsonl(const struct write_state *write)
{
    return !strcmp(write->to, "jsonl");
}

/* The document as it goes into the output, a record still without its newline. */
static str form_of(const struct write_state *write, struct doc *doc)
{
    struct buf out = buf_new(doc->scratch, SIZE_MAX / 4);

    if (is_jsonl(write))
        return write_record(doc, write->show_removed);
    if (!strcmp(write->to, "text"))
        write_plain(&out, doc);
    else
        write_markdown(&out, doc);
    return buf_text(&out);
}

/* Pipes get whole records at once; files are flushed when their buffer is full. */
static bool put(struct run *run, struct file *file, const char *path, str s, str end)
{
    if (file_write(file, s) && file_write(file, end) &&
        (strcmp(path, "-") != 0 || file_flush(file)))
        return true;
    return run_fail(run, "%s: %s", path, file_error(file));
}

/* Both texts are made before either is written: leaving by the arena between them would put a
 * record into the output that the ledger does not know. */
static bool write_run(void *state, struct doc *doc, struct run *run)
{
    struct write_state *write = state;
    str record = {NULL, 0}, line = {NULL, 0};

    write_finish(doc);
    if (write->records && doc->why == WHY_KEPT)
        record = form_of(write, doc);
    if (write->lines)
        line = write_ledger(doc);
    if (record.n &&
        !put(run, write->records, write->output, record, is_jsonl(write) ? S("\n") : S("")))
        return false;
    return !line.n || put(run, write->lines, write->ledger, line, S(""));
}

static bool close_one(struct run *run, const char *path, struct file **file, bool whole)
{
    struct file *closing = *file;
    const char *error = "";

    *file = NULL;
    if (!whole)
        file_drop(closing);
    else if (closing && !file_commit(closing, &error))
        return run_fail(run, "%s: %s", path, error);
    return true;
}

/* Records before the ledger: a line that says "kept" must never stand without its record. */
static bool write_close(void *state, struct run *run, bool whole)
{
    struct write_state *write = state;
    bool kept = close_one(run, write->output, &write->records, whole);

    return close_one(run, write->ledger, &write->lines, whole && kept) && kept;
}

extern const struct stage stage_write;
const struct stage stage_write = {
    .name = "write",
    .does = "writes kept documents as records, and the ledger",
    .size = sizeof(struct write_state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .in_order = true,
    .marked = true,
    .open = write_open,
    .run = write_run,
    .close = write_close,
};
