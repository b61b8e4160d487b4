/* write: the only stage that leaves anything out. Every document gets its id and its text; kept
 * ones leave a record in the output, all of them a line in the ledger. Both files become real at
 * the end of a whole run; of a run that keeps state, archive and ledger at each commit. */
#include <string.h>

#include "../stage.h"
#include "../store/archive_write.h"
#include "write_archive.h"
#include "write_ledger.h"
#include "write_lines.h"
#include "write_markdown.h"
#include "write_record.h"
#include "write_text.h"
#include "write_warc.h"

struct write_state {
    const char *to, *ledger, *compress, *duplicates, *split_output;
    uint64_t shard_bytes;
    bool show_removed;
    struct write_lines records;      /* without state */
    struct archive *archive;         /* with it */
    const char *folder;              /* of the archive */
    struct write_lines lines, apart; /* the ledger; duplicates that are split off */
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
     .choices = "jsonl|text|markdown|warc",
     .help = "form of the records; an archive holds jsonl or warc"},
    {.name = "duplicates",
     .arg = "WAY",
     .type = OPTION_CHOICE,
     .offset = offsetof(struct write_state, duplicates),
     .usual = "drop",
     .choices = "drop|mark|split",
     .help = "what becomes of duplicates: a line in the ledger alone, a record too, or a record in "
             "--split-output"},
    {.name = "split-output",
     .arg = "FILE",
     .type = OPTION_TEXT,
     .offset = offsetof(struct write_state, split_output),
     .help = "with --duplicates split write the records of duplicates to FILE"},
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

static bool is_warc(const struct write_state *write)
{
    return !strcmp(write->to, "warc");
}

/* The folder without the slashes at its end, in memory of our own. */
static bool open_archive(struct write_state *write, struct run *run)
{
    struct buf head = buf_new(&write->memory, SIZE_MAX / 4);
    bool warc = is_warc(write);
    str folder = str_of(run_config(run)->output);
    jmp_buf way_out;

    if (!is_jsonl(write) && !warc)
        return run_misused(run, "%s: an archive holds jsonl or warc", write->to);
    while (folder.n > 1 && folder.p[folder.n - 1] == '/')
        folder.n--;
    write->memory.escape = &way_out;
    if (setjmp(way_out))
        return run_fail(run, "out of memory");
    write->folder = str_zero_ended(&write->memory, folder);
    if (warc)
        write_warcinfo(&head);
    write->archive =
        write_archive_open(run, write->folder,
                           &(struct write_form){warc ? ".warc" : ".jsonl", buf_text(&head),
                                                write->compress, write->shard_bytes, warc});
    return write->archive != NULL;
}

static bool are_same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

static bool is_sane(const struct write_state *write, const char *output, struct run *run)
{
    bool splits = write->duplicates[0] == 's';

    if (are_same(output, write->ledger))
        return run_misused(run, "%s: is both the output and the ledger", output);
    if (splits && !write->split_output)
        return run_misused(run, "--duplicates split: needs --split-output FILE");
    if (splits &&
        (are_same(write->split_output, output) || are_same(write->split_output, write->ledger)))
        return run_misused(run, "%s: is an output twice", write->split_output);
    return true;
}

/* What a file of WARC records begins with. */
static bool begin_records(struct write_state *write, struct write_lines *lines, struct run *run)
{
    struct buf out = buf_new(&write->memory, SIZE_MAX / 4);
    jmp_buf way_out;

    if (!is_warc(write) || !write_lines_are_open(lines))
        return true;
    write->memory.escape = &way_out;
    if (setjmp(way_out))
        return run_fail(run, "out of memory");
    write_warcinfo(&out);
    return write_lines_put(lines, buf_text(&out), run) && write_lines_part(lines, run);
}

static bool write_open(void *state, struct run *run)
{
    struct write_state *write = state;
    const char *output = run_config(run)->output;
    const char *apart = write->duplicates[0] == 's' ? write->split_output : NULL;

    arena_init(&write->memory, 0);
    if (!is_sane(write, output, run))
        return false;
    run_writes(run, output);
    run_writes(run, write->ledger);
    run_writes(run, apart);
    if (run_keeps_state(run) ? output && !open_archive(write, run)
                             : !write_lines_open(&write->records, output, "output", run))
        return false;
    return write_lines_open(&write->apart, apart, "split", run) &&
           write_lines_open(&write->lines, write->ledger, "ledger", run) &&
           begin_records(write, &write->records, run) && begin_records(write, &write->apart, run);
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
    } else if (is_warc(write)) {
        write_warc(&out, doc, write->show_removed);
    } else if (!strcmp(write->to, "text")) {
        write_plain(&out, doc);
    } else {
        write_markdown(&out, doc);
    }
    return buf_text(&out);
}

/* A record of WARC stands in a member of its own, so that it can be cut out. */
static bool put_lines(const struct write_state *write, struct write_lines *lines, str record,
                      struct run *run)
{
    return write_lines_put(lines, record, run) && (!is_warc(write) || write_lines_part(lines, run));
}

static bool put_record(struct write_state *write, const struct doc *doc, str record,
                       struct run *run)
{
    if (doc->why != WHY_KEPT && write->duplicates[0] == 's')
        return put_lines(write, &write->apart, record, run);
    if (write->archive)
        return write_archive_put(run, write->archive, doc->fields[FIELD_ID].text, record);
    return put_lines(write, &write->records, record, run);
}

/* Does the document leave a record? */
static bool has_record(const struct write_state *write, const struct doc *doc)
{
    bool has_output = write->archive || write_lines_are_open(&write->records);

    if (doc->why == WHY_KEPT)
        return has_output;
    if (reason_rows[doc->why].outcome != OUTCOME_DUPLICATE)
        return false;
    return write->duplicates[0] == 'm' ? has_output : write_lines_are_open(&write->apart);
}

static bool write_prepare(void *state, struct doc *doc, struct run *run)
{
    const struct write_state *write = state;

    if (doc->why == WHY_KEPT && run_config(run)->output && (is_jsonl(write) || is_warc(write)))
        write_digest(doc);
    return true;
}

/* Both texts are made before either is written: leaving by the arena between them would put a
 * record into the output that the ledger does not know. */
static bool write_run(void *state, struct doc *doc, struct run *run)
{
    struct write_state *write = state;
    str record = {NULL, 0}, line = {NULL, 0};

    write_finish(doc);
    if (has_record(write, doc))
        record = form_of(write, doc);
    if (write_lines_are_open(&write->lines))
        line = write_ledger(doc);
    if (record.n && !put_record(write, doc, record, run))
        return false;
    return !line.n || write_lines_put(&write->lines, line, run);
}

/* ---- from commit to commit ---- */

static bool write_commit(void *state, struct run *run)
{
    struct write_state *write = state;

    return (!write->archive || write_archive_commit(run, write->archive)) &&
           write_lines_commit(&write->apart, run) && write_lines_commit(&write->lines, run);
}

static bool write_settle(void *state, struct run *run)
{
    struct write_state *write = state;

    return !write->archive || write_archive_settle(run, write->archive, write->folder);
}

/* ---- the end ---- */

/* Records before the ledger: a line that says "kept" must never stand without its record. */
static bool write_close(void *state, struct run *run, bool whole)
{
    struct write_state *write = state;
    bool kept = write_lines_close(&write->records, whole, run);

    kept = write_lines_close(&write->apart, whole && kept, run) && kept;
    archive_close(write->archive);
    arena_free(&write->memory);
    write->archive = NULL;
    return write_lines_close(&write->lines, whole && kept, run) && kept;
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
    .prepare = write_prepare,
    .run = write_run,
    .commit = write_commit,
    .settle = write_settle,
    .close = write_close,
};
