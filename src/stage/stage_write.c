/* write: the only stage that leaves anything out. Every document gets its id and its text; kept
 * ones leave a record in the output, all of them a line in the ledger. Both files become real at
 * the end of a whole run; of a run that keeps state, archive and ledger at each commit. */
#include <string.h>

#include "../base/file.h"
#include "../stage.h"
#include "../store/append.h"
#include "../store/archive_write.h"
#include "write_archive.h"
#include "write_ledger.h"
#include "write_markdown.h"
#include "write_record.h"
#include "write_text.h"

struct write_state {
    const char *to, *ledger, *compress;
    uint64_t shard_bytes;
    bool show_removed;
    struct file *records, *lines; /* what is being written; without state */
    struct archive *archive;      /* with it */
    const char *folder;           /* of the archive */
    struct append *log;           /* the ledger */
    struct arena memory;
};

static const struct option options[] = {
    {.name = "compress",
     .arg = "FORM",
     .type = OPTION_CHOICE,
     .offset = offsetof(struct write_state, compress),
     .usual = "gzip",
     .choices = "gzip|zstd",
     .help = "compression of an archive"},
    {.name = "to",
     .arg = "FORM",
     .type = OPTION_CHOICE,
     .offset = offsetof(struct write_state, to),
     .usual = "jsonl",
     .choices = "jsonl|text|markdown",
     .help = "form of the records; an archive holds jsonl"},
    {.name = "ledger",
     .arg = "FILE",
     .type = OPTION_TEXT,
     .offset = offsetof(struct write_state, ledger),
     .help = "write a line of JSON for every input to FILE: what became of it and why; a run that "
             "keeps state adds to it"},
    {.name = "shard-bytes",
     .arg = "N",
     .type = OPTION_NUMBER,
     .offset = offsetof(struct write_state, shard_bytes),
     .least = 1024,
     .most = UINT64_C(1) << 40,
     .usual = "256M",
     .help = "a file of an archive is full when it has so many bytes, compressed"},
    {.name = "show-removed",
     .type = OPTION_SWITCH,
     .offset = offsetof(struct write_state, show_removed),
     .help = "put the texts that were removed into the records"},
};

static bool is_jsonl(const struct write_state *write)
{
    return !strcmp(write->to, "jsonl");
}

static bool open_one(struct run *run, const char *path, struct file **file)
{
    const char *error = "";

    if (!path || run_config(run)->dry_run)
        return true;
    *file = file_open(path, str_ends(str_of(path), S(".gz")), &error);
    return *file || run_fail(run, "%s: %s", path, error);
}

/* The ledger of a run that keeps state is cut to the last commit, and goes on; one that the commit
 * does not know, or that was taken away since, goes on at its end. */
static bool open_log(struct write_state *write, struct run *run)
{
    str known = run_committed(run, "ledger"), digits = run_committed(run, "ledger-bytes");
    uint64_t bytes = UINT64_MAX;
    bool shorter = false;
    struct fault fault = {""};

    if (str_ends(str_of(write->ledger), S(".gz")) || !strcmp(write->ledger, "-"))
        return run_misused(run, "%s: the ledger of a run that keeps state is a plain file",
                           write->ledger);
    if (!str_eq(known, str_of(write->ledger)) || !str_number(digits, &bytes))
        bytes = UINT64_MAX;
    write->log = append_open(write->ledger, bytes, &shorter, &fault);
    if (!write->log)
        return run_fail(run, "%s", fault.line);
    if (shorter)
        run_note(run, "%s: is shorter than at the last commit; lines are added to it",
                 write->ledger);
    return true;
}

/* Without the slashes at its end, in memory of our own. */
static bool open_archive(struct write_state *write, struct run *run)
{
    struct write_form form = {".jsonl", write->compress, write->shard_bytes, false};
    str folder = str_of(run_config(run)->output);
    jmp_buf way_out;

    if (!is_jsonl(write))
        return run_misused(run, "%s: an archive holds jsonl", write->to);
    while (folder.n > 1 && folder.p[folder.n - 1] == '/')
        folder.n--;
    write->memory.escape = &way_out;
    if (setjmp(way_out))
        return run_fail(run, "out of memory");
    write->folder = str_zero_ended(&write->memory, folder);
    write->archive = write_archive_open(run, write->folder, &form);
    return write->archive != NULL;
}

static bool write_open(void *state, struct run *run)
{
    struct write_state *write = state;
    const char *output = run_config(run)->output;

    arena_init(&write->memory, 0);
    if (output && write->ledger && !strcmp(output, write->ledger))
        return run_misused(run, "%s: is both the output and the ledger", output);
    if (!run_keeps_state(run))
        return open_one(run, output, &write->records) &&
               open_one(run, write->ledger, &write->lines);
    if (output && !open_archive(write, run))
        return false;
    return !write->ledger || open_log(write, run);
}

/* ---- a document ---- */

/* The document as it goes into the output, a record with its newline. */
static str form_of(const struct write_state *write, struct doc *doc)
{
    struct buf out = buf_new(doc->scratch, SIZE_MAX / 4);

    if (is_jsonl(write)) {
        str record = write_record(doc, write->show_removed);
        buf_reserve(&out, record.n + 1);
        buf_str(&out, record);
        buf_char(&out, '\n');
    } else if (!strcmp(write->to, "text")) {
        write_plain(&out, doc);
    } else {
        write_markdown(&out, doc);
    }
    return buf_text(&out);
}

/* Pipes get whole records at once; files are flushed when their buffer is full. */
static bool put(struct run *run, struct file *file, const char *path, str s)
{
    if (file_write(file, s) && (strcmp(path, "-") != 0 || file_flush(file)))
        return true;
    return run_fail(run, "%s: %s", path, file_error(file));
}

static bool put_record(struct write_state *write, const struct doc *doc, str record,
                       struct run *run)
{
    if (write->archive)
        return write_archive_put(run, write->archive, doc->fields[FIELD_ID].text, record);
    return put(run, write->records, run_config(run)->output, record);
}

static bool put_line(struct write_state *write, str line, struct run *run)
{
    struct fault fault = {""};

    if (write->log)
        return append_put(write->log, line, &fault) || run_fail(run, "%s", fault.line);
    return put(run, write->lines, write->ledger, line);
}

/* Both texts are made before either is written: leaving by the arena between them would put a
 * record into the output that the ledger does not know. */
static bool write_run(void *state, struct doc *doc, struct run *run)
{
    struct write_state *write = state;
    str record = {NULL, 0}, line = {NULL, 0};

    write_finish(doc);
    if ((write->records || write->archive) && doc->why == WHY_KEPT)
        record = form_of(write, doc);
    if (write->lines || write->log)
        line = write_ledger(doc);
    if (record.n && !put_record(write, doc, record, run))
        return false;
    return !line.n || put_line(write, line, run);
}

/* ---- from commit to commit ---- */

static bool write_commit(void *state, struct run *run)
{
    struct write_state *write = state;
    struct fault fault = {""};

    if (write->archive && !write_archive_commit(run, write->archive))
        return false;
    if (!write->log)
        return true;
    if (!append_sync(write->log, &fault))
        return run_fail(run, "%s", fault.line);
    run_commit_row(run, "ledger", str_of(write->ledger));
    run_commit_number(run, "ledger-bytes", append_length(write->log));
    return true;
}

static bool write_settle(void *state, struct run *run)
{
    struct write_state *write = state;

    return !write->archive || write_archive_settle(run, write->archive, write->folder);
}

/* ---- the end ---- */

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
    bool kept = close_one(run, run_config(run)->output, &write->records, whole);

    archive_close(write->archive);
    append_close(write->log);
    arena_free(&write->memory);
    write->archive = NULL;
    write->log = NULL;
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
    .commit = write_commit,
    .settle = write_settle,
    .close = write_close,
};
