/* csv: a table whose first line names its columns; a row is a document. */
#include "../base/charset_policy.h"
#include "../base/utf8.h"
#include "../stage.h"
#include "csv_row.h"
#include "jsonl_names.h"
#include "members.h"
#include "piece.h"

enum {
    HEAD = 4096,
    BID = 24, /* bits: less than JSON and pages have, which never begin so */
    NAME_BYTES = 64,
    MOST_COLUMNS = 1000,
};

struct csv_state {
    bool started;
    struct csv_row row;
    uint64_t line;
    str *names;
    size_t columns;
    struct arena head, memory; /* of the names; of the row */
};

/* A row on its way into a document. */
struct csv_record {
    struct csv_state *csv;
    str text;
};

/* ---- the first line ---- */

static str first_line(str text)
{
    return str_slice(text, 0, str_find_char(text, '\n'));
}

/* A header that names the text of an article and something else of it: nobody begins a text so. */
static bool names_columns(str line, char between)
{
    bool body = false;
    size_t others = 0;
    str name;

    while (str_split(&line, between, &name)) {
        unsigned rank, role;
        name = str_trim(name);
        if (name.n > NAME_BYTES)
            return false;
        if (name.n > 1 && name.p[0] == '"' && str_ends(name, S("\"")))
            name = str_slice(name, 1, name.n - 1);
        role = jsonl_role(name, &rank);
        body = body || role == ROLE_TEXT || role == ROLE_HTML;
        others += role < FIELD_COUNT || role == ROLE_SITE || role == ROLE_SOURCE;
    }
    return body && others > 0;
}

static char between_of(str line)
{
    static const char marks[] = ",\t;|";

    line = utf8_past_mark(line);
    for (const char *mark = marks; *mark; mark++)
        if (names_columns(line, *mark))
            return *mark;
    return 0;
}

static unsigned csv_bid(const uint8_t *p, size_t n)
{
    return between_of(first_line((str){(const char *)p, n})) ? BID : 0;
}

/* ---- rows ---- */

static str field(struct csv_state *csv, struct arena *arena, str *rest, bool *more)
{
    struct buf out = buf_new(arena, rest->n + 1);

    *more = csv_field(&csv->row, rest, &out);
    return buf_text(&out);
}

static void put_row(struct buf *out, void *with)
{
    struct csv_record *record = with;
    struct csv_state *csv = record->csv;
    struct charset_text decoded = {.truncated = false};
    str rest = record->text;
    bool more = true;

    if (utf8_valid(rest) < rest.n) {
        charset_read(&csv->memory, &csv->memory, rest, true, S(""), rest.n * 4, &decoded);
        rest = decoded.page;
    }
    for (size_t i = 0; i < csv->columns; i++) {
        str value = field(csv, &csv->memory, &rest, &more);
        if (more && csv->names[i].n)
            members_put(out, csv->names[i], value);
    }
    csv->row.place = 0;
}

/* A quote that nobody closed takes the lines behind it: then the first line stands for itself. */
static str mend(struct csv_state *csv, str row)
{
    str line = str_slice(row, 0, first_line(row).n + 1);

    if (line.n >= row.n || (csv_fields(&csv->row, row) == csv->columns && !csv->row.doubtful))
        return row;
    csv->row.is_plain = true;
    if (csv_fields(&csv->row, line) == csv->columns)
        return line;
    csv->row.is_plain = false;
    return row;
}

static uint64_t lines_in(str text)
{
    uint64_t lines = 0;

    while (text.n) {
        size_t at = str_find_char(text, '\n');
        lines += at != SIZE_MAX;
        text = at == SIZE_MAX ? (str){NULL, 0} : str_from(text, at + 1);
    }
    return lines;
}

static bool fill(struct csv_state *csv, str row, struct doc *doc, struct run *run)
{
    const struct run_config *config = run_config(run);
    struct csv_record record = {csv, row};
    size_t fields = csv_fields(&csv->row, row);

    if (fields > csv->columns) {
        doc_fail(doc, WHY_BAD_ROW, "line %llu: has %zu fields, where line 1 names %zu",
                 (unsigned long long)csv->line, fields, csv->columns);
        return true;
    }
    return members_fill(&csv->memory, doc, &config->fields, (size_t)config->page_bytes, put_row,
                        &record);
}

static enum reader_said give(struct csv_state *csv, enum piece_said said, str row, struct in *in,
                             struct doc *doc, struct run *run)
{
    unsigned long long line = doc->line = csv->line;
    bool sound = true;

    if (said == PIECE_OVER) {
        doc_fail(doc, WHY_TOO_LARGE, "line %llu: the row is larger than --page-bytes", line);
    } else if (said == PIECE_DAMAGED) {
        doc_fail(doc, WHY_CUT, "line %llu: %s", line, piece_pass_damage(in, doc, run));
    } else {
        row = mend(csv, row);
        sound = fill(csv, row, doc, run);
        csv->line += lines_in(row);
        in_skip(in, row.n);
    }
    csv->row.is_plain = false;
    csv->row.place = 0;
    if (!sound)
        run_fail(run, "out of memory");
    return sound ? READER_DOC : READER_BROKEN;
}

/* The names of the columns, which stay. */
static void start(struct csv_state *csv, struct in *in, struct doc *doc)
{
    str head, rest;
    bool more = true;

    csv->started = true;
    csv->line = 1;
    csv->head.escape = csv->memory.escape = doc->arena->escape;
    head.p = (const char *)in_peek(in, HEAD, &head.n);
    csv->row.between = between_of(first_line(head));
    if (!csv->row.between)
        csv->row.between = str_find_char(first_line(head), '\t') != SIZE_MAX ? '\t' : ',';
    if (piece_read(in, NAME_BYTES * MOST_COLUMNS, csv_row_ends, &csv->row, &head) > PIECE_LAST)
        return;
    csv->names = ARENA_ARRAY(&csv->head, str, MOST_COLUMNS);
    csv->row.place = 0;
    for (rest = utf8_past_mark(head); more && csv->columns < MOST_COLUMNS; csv->columns += more)
        csv->names[csv->columns] = str_trim(field(csv, &csv->head, &rest, &more));
    csv->row.place = 0;
    csv->line += lines_in(head);
    in_skip(in, head.n);
}

static enum reader_said csv_next(void *state, const void *config, struct in *in, struct doc *doc,
                                 struct run *run)
{
    struct csv_state *csv = state;
    size_t most = (size_t)run_config(run)->page_bytes;
    enum piece_said said;
    str row;

    (void)config;
    if (!csv->started)
        start(csv, in, doc);
    csv->memory.escape = doc->arena->escape;
    for (;;) {
        doc->offset = in_offset(in);
        said = piece_read(in, most, csv_row_ends, &csv->row, &row);
        if (said == PIECE_LAST && !row.n)
            return READER_END;
        if (said > PIECE_LAST || str_trim(row).n)
            return give(csv, said, row, in, doc, run);
        csv->line += lines_in(row);
        csv->row.place = 0;
        in_skip(in, row.n);
    }
}

static void csv_close(void *state)
{
    struct csv_state *csv = state;

    arena_free(&csv->head);
    arena_free(&csv->memory);
}

extern const struct reader reader_csv;
const struct reader reader_csv = {
    .name = "csv",
    .does = "reads tables whose first line names their columns; a row is a document",
    .bid = csv_bid,
    .is_utf8 = true,
    .size = sizeof(struct csv_state),
    .next = csv_next,
    .close = csv_close,
};
