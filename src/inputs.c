#include "inputs.h"

#include <stdlib.h>
#include <string.h>

#include "inputs_ahead.h"
#include "inputs_list.h"
#include "mill.h"
#include "read/choose.h"
#include "read/folder.h"
#include "read/in.h"

enum {
    CHUNK = 1 << 16,      /* asked of the system at a time */
    PEEK_MOST = 64 << 20, /* that a reader may look at at once: a JSON line */
    PATH_MOST = 1 << 12,  /* bytes of a path that is opened ahead */
    AHEAD_MOST = 8,       /* files that are: to take them over is a tenth of opening them */
};

static const struct in_limits limits = {CHUNK, PEEK_MOST};

struct inputs {
    struct input_list list;
    struct folder *folder; /* being walked, or NULL */
    struct in *in;         /* being read, or NULL */
    const struct reader *reader;
    void *reader_state;
    const void *reader_config;
    char *source;      /* name of what is being read */
    const void *bytes; /* of what is being read, NULL: a path */
    size_t n;
    void *const *configs;
    struct inputs_ahead *ahead; /* NULL: nothing is opened ahead */
    struct tracks *tracks;      /* NULL: nothing is kept */
    struct track_at at;
    bool passed;   /* the document given last was counted before */
    uint64_t used; /* bytes of the inputs that are done */
};

struct inputs *inputs_new(void *const *configs)
{
    struct inputs *inputs = calloc(1, sizeof *inputs);

    if (inputs)
        inputs->configs = configs;
    return inputs;
}

static void close_source(struct inputs *inputs)
{
    if (inputs->reader && inputs->reader->close)
        inputs->reader->close(inputs->reader_state);
    if (inputs->in) {
        inputs->used += in_file_offset(inputs->in);
        in_close(inputs->in);
    }
    free(inputs->reader_state);
    free(inputs->source);
    inputs->reader = NULL;
    inputs->in = NULL;
    inputs->reader_state = NULL;
    inputs->source = NULL;
}

void inputs_free(struct inputs *inputs)
{
    if (!inputs)
        return;
    close_source(inputs);
    folder_close(inputs->folder);
    while (inputs->list.first)
        input_list_drop(&inputs->list);
    inputs_ahead_free(inputs->ahead);
    free(inputs);
}

bool inputs_add(struct inputs *inputs, const char *name, const void *bytes, size_t n)
{
    return input_list_add(&inputs->list, name, bytes, n);
}

void inputs_count(const struct inputs *inputs, uint64_t *used, uint64_t *total)
{
    *used = inputs->used + (inputs->in ? in_file_offset(inputs->in) : 0);
    *total = inputs->list.total_unknown ? 0 : inputs->list.total;
}

/* ---- one source after the other ---- */

static enum reader_said broken(struct run *run)
{
    run_fail(run, "out of memory while reading");
    return READER_BROKEN;
}

static enum reader_said broken_tracks(const struct inputs *inputs, struct run *run)
{
    return run_fail(run, "%s", tracks_fault(inputs->tracks)) ? READER_END : READER_BROKEN;
}

static bool start_reader(struct inputs *inputs, const char *as)
{
    size_t i = choose_reader(&inputs->in, as);

    if (i == SIZE_MAX)
        return false;
    inputs->reader_state = calloc(1, readers[i]->size ? readers[i]->size : 1);
    if (!inputs->reader_state)
        return false;
    inputs->reader = readers[i];
    inputs->reader_config = inputs->configs[i];
    return true;
}

/* Goes on behind damage at the very start, for which the document stands. true: all is damage. */
static bool pass_damaged_head(struct inputs *inputs, struct doc *doc, struct run *run)
{
    const char *what = NULL;
    size_t n;

    while (in_peek(inputs->in, 1, &n), !n && in_state(inputs->in) == IN_DAMAGED) {
        uint64_t at;
        what = in_damage(inputs->in, &at);
        run_damage(run, str_of(inputs->source), at, "%s; %llu bytes passed over", what,
                   (unsigned long long)in_resume(inputs->in));
    }
    if (what && n)
        doc_fail(doc, WHY_CUT, "at byte 0: %s", what);
    return what && !n;
}

/* A document that says why there is none. */
static enum reader_said refuse(struct doc *doc, const char *path, enum reason why, const char *what)
{
    if (why == WHY_UNREADABLE && strstr(path, "://"))
        what = "is not fetched here: 'newsmill fetch --warc DIR URL' keeps the page for clean DIR";
    doc->source = str_dup(doc->arena, str_of(path));
    doc_fail(doc, why, "%s", what);
    return READER_DOC;
}

/* ---- what comes next ---- */

bool inputs_look_ahead(struct inputs *inputs)
{
    inputs->ahead = inputs_ahead_new(AHEAD_MOST, &limits);
    return inputs->ahead != NULL;
}

bool inputs_work_ahead(struct inputs *inputs)
{
    return inputs->ahead && inputs_ahead_work(inputs->ahead);
}

static void tell_ahead(struct inputs *inputs, const char *path)
{
    if (inputs_ahead_wants(inputs->ahead, path) &&
        (!inputs->tracks || !tracks_know(inputs->tracks, path)))
        inputs_ahead_tell(inputs->ahead, path);
}

/* Files behind the one that is opened: of the folder up to the next folder in it, or of the list.
 */
static void look_ahead(struct inputs *inputs, const char *opened)
{
    char path[PATH_MOST];
    const struct input *input = inputs->folder ? NULL : inputs->list.first;

    for (size_t i = 0; inputs->folder && i < AHEAD_MOST; i++) {
        if (!folder_ahead(inputs->folder, i, path, sizeof path))
            return;
        tell_ahead(inputs, path);
    }
    for (size_t i = 0; input && i < AHEAD_MOST; i++, input = input->next)
        if (!input->bytes && strcmp(input->name, opened))
            tell_ahead(inputs, input->name);
}

static struct in *open_path(struct inputs *inputs, const char *path, const char **error)
{
    struct in *in = inputs->ahead ? inputs_ahead_take(inputs->ahead, path) : NULL;

    if (inputs->ahead)
        look_ahead(inputs, path);
    return in ? in : in_open(path, &limits, error);
}

/* Opens a path or bytes. READER_END: it is open; READER_DOC: doc says why it is not. */
static enum reader_said open_bytes(struct inputs *inputs, const char *path, const void *bytes,
                                   size_t n, struct doc *doc, struct run *run)
{
    const char *error = NULL;

    inputs->bytes = bytes;
    inputs->n = n;
    inputs->in = bytes ? in_memory(bytes, n, &limits) : open_path(inputs, path, &error);
    if (!inputs->in)
        return error ? refuse(doc, path, WHY_UNREADABLE, error) : broken(run);
    inputs->source = strdup(path);
    if (inputs->source && pass_damaged_head(inputs, doc, run) && !in_short(inputs->in)) {
        close_source(inputs);
        return refuse(doc, path, WHY_CUT, "nothing in it can be read");
    }
    if (!inputs->source || !start_reader(inputs, run_config(run)->as))
        return broken(run);
    doc->source = str_dup(doc->arena, str_of(path));
    return doc->why == WHY_KEPT ? READER_END : READER_DOC;
}

/* ---- what was read before ---- */

void inputs_track(struct inputs *inputs, struct tracks *tracks)
{
    inputs->tracks = tracks;
}

struct track_at inputs_at(const struct inputs *inputs, bool *passed)
{
    *passed = inputs->passed;
    return inputs->at;
}

/* The same as open_bytes(), unless it is done: then it is passed over, READER_END. anew: from its
 * start, whatever was read of it before. */
static enum reader_said open_source(struct inputs *inputs, const char *path, const void *bytes,
                                    size_t n, bool anew, struct doc *doc, struct run *run)
{
    enum track_said said = inputs->tracks ? tracks_begin(inputs->tracks, path, anew) : TRACK_READ;

    if (said == TRACK_FAILED)
        return broken_tracks(inputs, run);
    run->passing = said == TRACK_PASS;
    if (said == TRACK_DONE) {
        run->counts.skipped_inputs++;
        return READER_END;
    }
    return open_bytes(inputs, path, bytes, n, doc, run);
}

/* What was counted of the source is not what it begins with: another text under the same name. A
 * pipe cannot be read again: what was passed over of it is lost, and that is said. */
static enum reader_said read_anew(struct inputs *inputs, struct doc *doc, struct run *run)
{
    char *path = inputs->source;
    enum reader_said said;

    if (!strcmp(path, "-")) {
        run_damage(run, str_of(path), 0, "is not what was begun: %llu documents are passed over",
                   (unsigned long long)inputs->at.number);
        if (!tracks_less(inputs->tracks))
            return READER_END;
    } else {
        run_note(run, "%s: is not what was begun: it is read from its start", path);
    }
    inputs->source = NULL;
    close_source(inputs);
    said = open_source(inputs, path, inputs->bytes, inputs->n, true, doc, run);
    free(path);
    return said;
}

/* Is the document what was left of one when the system could not read on? Another time it is whole,
 * so it is not counted as one that was read. */
static bool is_spoilt(const struct inputs *inputs, const struct doc *doc)
{
    return inputs->in && in_failed(inputs->in) &&
           (reason_rows[doc->why].outcome == OUTCOME_FAILED || doc_has_flag(doc, FLAG_TRUNCATED));
}

/* Counts the document that came. READER_END: there is none, the source is read anew. */
static enum reader_said track(struct inputs *inputs, struct doc *doc, struct run *run)
{
    enum track_document said;

    if (!inputs->tracks)
        return READER_DOC;
    if (is_spoilt(inputs, doc)) {
        inputs->passed = run->passing;
        return READER_DOC;
    }
    if (!inputs->reader && tracks_less(inputs->tracks)) { /* what was counted of it stands */
        inputs->passed = run->passing = false;
        return tracks_end(inputs->tracks, true) ? READER_DOC : broken(run);
    }
    said = tracks_document(inputs->tracks, doc, &inputs->at);
    if (said == DOCUMENT_BROKEN)
        return broken_tracks(inputs, run);
    inputs->passed = said != DOCUMENT_COUNTS && said != DOCUMENT_OTHER;
    run->passing = said == DOCUMENT_PASSED;
    if (!inputs->reader && !tracks_end(inputs->tracks, true)) /* it could not be opened */
        return broken(run);
    if (said != DOCUMENT_OTHER)
        return READER_DOC;
    inputs->passed = true; /* what comes anew comes later */
    return read_anew(inputs, doc, run) == READER_BROKEN ? READER_BROKEN : READER_DOC;
}

/* The source has ended. */
static enum reader_said end_source(struct inputs *inputs, struct doc *doc, struct run *run)
{
    bool failed = in_failed(inputs->in);

    if (in_short(inputs->in))
        return broken(run);
    run->passing = false;
    if (inputs->tracks && tracks_less(inputs->tracks)) {
        if (!failed)
            return read_anew(inputs, doc, run);
        run_damage(run, str_of(inputs->source), in_file_offset(inputs->in),
                   "the system cannot read on; the next run tries again");
    }
    close_source(inputs);
    return inputs->tracks && !tracks_end(inputs->tracks, failed) ? broken(run) : READER_END;
}

/* Goes on to the next file of the folder. */
static enum reader_said next_in_folder(struct inputs *inputs, struct doc *doc, struct run *run)
{
    const char *path, *error;

    switch (folder_next(inputs->folder, &path, &error)) {
    case FOLDER_FILE:
        return open_source(inputs, path, NULL, 0, false, doc, run);
    case FOLDER_SPARED:
        run_note(run, "%s: is written by this run, and so not read", path);
        return READER_END;
    case FOLDER_UNREADABLE:
        if (inputs->tracks && tracks_begin(inputs->tracks, path, false) == TRACK_FAILED)
            return broken(run);
        return refuse(doc, path, WHY_UNREADABLE, error);
    case FOLDER_END:
        folder_close(inputs->folder);
        inputs->folder = NULL;
        return READER_END;
    default:
        return broken(run);
    }
}

/* Goes on to the next input of the list. */
static enum reader_said next_in_list(struct inputs *inputs, struct doc *doc, struct run *run)
{
    struct input *input = inputs->list.first;
    enum reader_said said = READER_END;

    if (!input->bytes && !outputs_spare(run, input->name)) {
        said = READER_BROKEN;
    } else if (!input_is_folder(input)) {
        said = open_source(inputs, input->name, input->bytes, input->n, false, doc, run);
    } else {
        size_t n;
        const struct folder_spared *spared = outputs_find(&run->outputs, &n);
        inputs->folder = folder_open(input->name, spared, n);
        if (!inputs->folder)
            said = broken(run);
    }
    input_list_drop(&inputs->list);
    return said;
}

enum reader_said inputs_next(struct inputs *inputs, struct doc *doc, struct run *run)
{
    for (;;) {
        enum reader_said said;

        if (inputs->reader) {
            doc->source = str_dup(doc->arena, str_of(inputs->source));
            said = inputs->reader->next(inputs->reader_state, inputs->reader_config, inputs->in,
                                        doc, run);
            if (said == READER_END || in_short(inputs->in))
                said = end_source(inputs, doc, run);
        } else if (inputs->folder) {
            said = next_in_folder(inputs, doc, run);
        } else if (inputs->list.first) {
            said = next_in_list(inputs, doc, run);
        } else {
            return READER_END;
        }
        if (said != READER_END)
            return said == READER_DOC ? track(inputs, doc, run) : said;
    }
}
