#include "inputs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "read/folder.h"
#include "read/in.h"

enum {
    HEAD = 4096,          /* first bytes that the readers bid on */
    CHUNK = 1 << 16,      /* asked of the system at a time */
    PEEK_MOST = 64 << 20, /* that a reader may look at at once: a JSON line */
};

struct input {
    char *name;
    const void *bytes; /* NULL: a path */
    size_t n;
    struct input *next;
};

struct inputs {
    struct input *first, *last;
    struct folder *folder; /* being walked, or NULL */
    struct in *in;         /* being read, or NULL */
    const struct reader *reader;
    void *reader_state;
    const void *reader_config;
    char *source; /* name of what is being read */
    void *const *configs;
    uint64_t used, total; /* bytes of the inputs that are done; of all, as far as it is known */
    bool total_unknown;
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

static void drop_first(struct inputs *inputs)
{
    struct input *input = inputs->first;

    inputs->first = input->next;
    if (!inputs->first)
        inputs->last = NULL;
    free(input->name);
    free(input);
}

void inputs_free(struct inputs *inputs)
{
    if (!inputs)
        return;
    close_source(inputs);
    folder_close(inputs->folder);
    while (inputs->first)
        drop_first(inputs);
    free(inputs);
}

static void add_to_total(struct inputs *inputs, const struct input *input)
{
    struct stat status;

    if (input->bytes)
        inputs->total += input->n;
    else if (stat(input->name, &status) || !S_ISREG(status.st_mode))
        inputs->total_unknown = true;
    else
        inputs->total += (uint64_t)status.st_size;
}

bool inputs_add(struct inputs *inputs, const char *name, const void *bytes, size_t n)
{
    struct input *input = calloc(1, sizeof *input);

    if (input)
        input->name = strdup(name);
    if (!input || !input->name) {
        free(input);
        return false;
    }
    input->bytes = bytes;
    input->n = n;
    if (inputs->last)
        inputs->last->next = input;
    else
        inputs->first = input;
    inputs->last = input;
    add_to_total(inputs, input);
    return true;
}

void inputs_count(const struct inputs *inputs, uint64_t *used, uint64_t *total)
{
    *used = inputs->used + (inputs->in ? in_file_offset(inputs->in) : 0);
    *total = inputs->total_unknown ? 0 : inputs->total;
}

/* ---- one source after the other ---- */

static enum reader_said broken(struct run *run)
{
    run_fail(run, "out of memory while reading");
    return READER_BROKEN;
}

/* The reader asked for, or the one for which most of the first bytes speak; the last of the list
 * takes what nobody wants. */
static size_t choose_reader(struct in *in, const char *as)
{
    size_t n, best = reader_count - 1;
    const uint8_t *head = in_peek(in, HEAD, &n);
    unsigned best_bid = 0;

    for (size_t i = 0; i < reader_count; i++) {
        unsigned bid = readers[i]->bid(head, n);
        if (as && !strcmp(as, readers[i]->name))
            return i;
        if (bid > best_bid) {
            best_bid = bid;
            best = i;
        }
    }
    return best;
}

static bool start_reader(struct inputs *inputs, const char *as)
{
    size_t i = choose_reader(inputs->in, as);

    inputs->reader_state = calloc(1, readers[i]->size ? readers[i]->size : 1);
    if (!inputs->reader_state)
        return false;
    inputs->reader = readers[i];
    inputs->reader_config = inputs->configs[i];
    return true;
}

/* Where damage stands at the very start nothing can be bid on: goes on behind it. true: and there
 * is nothing but damage. */
static bool pass_damaged_head(struct inputs *inputs, struct run *run)
{
    bool damaged = false;
    size_t n;

    while (in_peek(inputs->in, 1, &n), !n && in_state(inputs->in) == IN_DAMAGED) {
        uint64_t at;
        const char *what = in_damage(inputs->in, &at);
        uint64_t lost = in_resume(inputs->in);

        run_damage(run, str_of(inputs->source), at, "%s; %llu bytes passed over", what,
                   (unsigned long long)lost);
        damaged = true;
    }
    return damaged && !n;
}

/* A document that says that the source cannot be read. */
static enum reader_said unreadable(struct doc *doc, const char *path, const char *error)
{
    doc->source = str_dup(doc->arena, str_of(path));
    doc_fail(doc, WHY_UNREADABLE, "%s", error);
    return READER_DOC;
}

/* Opens a path or bytes. READER_END: it is open; READER_DOC: doc says why it is not. */
static enum reader_said open_source(struct inputs *inputs, const char *path, const void *bytes,
                                    size_t n, struct doc *doc, struct run *run)
{
    static const struct in_limits limits = {CHUNK, PEEK_MOST};
    const char *error = "out of memory";

    inputs->in = bytes ? in_memory(bytes, n, &limits) : in_open(path, &limits, &error);
    if (!inputs->in)
        return bytes ? broken(run) : unreadable(doc, path, error);
    inputs->source = strdup(path);
    if (!inputs->source)
        return broken(run);
    if (pass_damaged_head(inputs, run)) {
        close_source(inputs);
        doc->source = str_dup(doc->arena, str_of(path));
        doc_fail(doc, WHY_CUT, "nothing in it can be read");
        return READER_DOC;
    }
    return start_reader(inputs, run_config(run)->as) ? READER_END : broken(run);
}

static bool is_folder(const struct input *input)
{
    struct stat status;

    return !input->bytes && strcmp(input->name, "-") && !stat(input->name, &status) &&
           S_ISDIR(status.st_mode);
}

/* Goes on to the next file of the folder. */
static enum reader_said next_in_folder(struct inputs *inputs, struct doc *doc, struct run *run)
{
    const char *path, *error;

    switch (folder_next(inputs->folder, &path, &error)) {
    case FOLDER_FILE:
        return open_source(inputs, path, NULL, 0, doc, run);
    case FOLDER_UNREADABLE:
        return unreadable(doc, path, error);
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
    struct input *input = inputs->first;
    enum reader_said said = READER_END;

    if (!is_folder(input)) {
        said = open_source(inputs, input->name, input->bytes, input->n, doc, run);
    } else {
        inputs->folder = folder_open(input->name);
        if (!inputs->folder)
            said = broken(run);
    }
    drop_first(inputs);
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
            if (said != READER_END)
                return said;
            close_source(inputs);
        } else if (inputs->folder) {
            said = next_in_folder(inputs, doc, run);
        } else if (inputs->first) {
            said = next_in_list(inputs, doc, run);
        } else {
            return READER_END;
        }
        if (said != READER_END)
            return said;
    }
}
