/* jsonl: a JSON object is a document; one a line, or the elements of an array, or of an array
 * within an object. */
#include <stdlib.h>
#include <string.h>

#include "../base/json.h"
#include "../stage.h"
#include "in.h"
#include "jsonl_fields.h"
#include "jsonl_split.h"
#include "piece.h"

enum {
    BID = 32,
    HEAD = 4096,            /* first bytes that tell lines from printed objects */
    FIRST_ROOM = 1 << 16,   /* of the buffer for a value; it doubles */
    KEPT_ROOM = 1 << 20,    /* a larger buffer is let go when its value is done */
    LEAST_MEMORY = 1 << 20, /* more than --line-bytes, for a value's copy, or what mends it */
    LEAST_LINE = 1 << 10,
};

struct jsonl_config {
    uint64_t line_bytes;
};

static const struct option options[] = {
    {.name = "line-bytes",
     .arg = "N",
     .type = OPTION_NUMBER,
     .offset = offsetof(struct jsonl_config, line_bytes),
     .least = LEAST_LINE,
     .most = UINT32_MAX,
     .usual = "64M",
     .help = "JSON lines: longest line that is read"},
};

enum end { END_WHOLE, END_OF_INPUT, END_DAMAGED, END_NO_MEMORY };

struct jsonl_state {
    bool started;
    struct split split;
    char *value; /* the bytes of the value being read */
    size_t n, room;
    bool too_large;     /* it is longer than the ceiling: the rest is only passed over */
    struct arena arena; /* the value as JSON, and what mending it takes */

    const struct json *articles; /* of the value, each a document; NULL: it is one itself */
    size_t article;              /* number of the next */
    uint64_t offset, line;       /* of the value */
    bool repaired;
};

/* ---- from bytes to a value ---- */

static bool keep(struct jsonl_state *jsonl, const uint8_t *p, size_t n, size_t most)
{
    size_t room = jsonl->room ? jsonl->room : FIRST_ROOM;

    if (n > most - jsonl->n)
        jsonl->too_large = true;
    if (jsonl->too_large || !n)
        return true;
    while (room - jsonl->n < n)
        room *= 2;
    if (room > jsonl->room) {
        char *longer = realloc(jsonl->value, room);
        if (!longer)
            return false;
        jsonl->value = longer;
        jsonl->room = room;
    }
    memcpy(jsonl->value + jsonl->n, p, n);
    jsonl->n += n;
    return true;
}

static enum end take_value(struct jsonl_state *jsonl, struct in *in, size_t most)
{
    bool ends = false;
    const uint8_t *p;
    size_t got;

    jsonl->n = 0;
    jsonl->too_large = false;
    while (!ends) {
        p = in_peek(in, 1, &got);
        if (!got)
            return in_state(in) == IN_DAMAGED ? END_DAMAGED : END_OF_INPUT;
        got = split_value(&jsonl->split, p, got, &ends);
        if (!keep(jsonl, p, got, most))
            return END_NO_MEMORY;
        in_skip(in, got);
    }
    return END_WHOLE;
}

/* ---- from a value to a document ---- */

static const char *kind_of(const struct json *value)
{
    static const char *const kinds[] = {
        [JSON_KIND_OBJECT] = "an object", [JSON_KIND_ARRAY] = "an array",
        [JSON_KIND_STRING] = "a string",  [JSON_KIND_INTEGER] = "a number",
        [JSON_KIND_REAL] = "a number",    [JSON_KIND_TRUE] = "true",
        [JSON_KIND_FALSE] = "false",      [JSON_KIND_NULL] = "null",
    };
    return kinds[json_kind_of(value)];
}

static void fill_article(struct jsonl_state *jsonl, const struct run_config *config,
                         struct doc *doc)
{
    const struct json *value = json_item(jsonl->articles, jsonl->article++);
    unsigned long long line = doc->line = jsonl->line, number = jsonl->article;

    doc->offset = jsonl->offset;
    if (!json_is(value, JSON_KIND_OBJECT))
        doc_fail(doc, WHY_BAD_JSON, "line %llu: article %llu is %s, not an object", line, number,
                 kind_of(value));
    else if (!jsonl_fill(doc, value, &config->fields, (size_t)config->page_bytes, NULL))
        doc_fail(doc, WHY_BAD_JSON, "line %llu: article %llu has no html, text, content ...", line,
                 number);
    if (jsonl->repaired)
        doc_flag(doc, FLAG_JSON_REPAIRED);
    if (jsonl->article == json_items(jsonl->articles))
        jsonl->articles = NULL;
}

static void fill(struct jsonl_state *jsonl, const struct run_config *config, struct doc *doc)
{
    unsigned long long line = jsonl->line = doc->line;
    const char *error = "";
    size_t at = 0;
    const struct json *value =
        json_read(&jsonl->arena, (str){jsonl->value, jsonl->n}, &jsonl->repaired, &error, &at);

    jsonl->offset = doc->offset;
    jsonl->article = 0;
    if (!value)
        doc_fail(doc, WHY_BAD_JSON, "line %llu, byte %zu of the value: %s", line, at, error);
    else if (!json_is(value, JSON_KIND_OBJECT))
        doc_fail(doc, WHY_BAD_JSON, "line %llu: is %s, not an object", line, kind_of(value));
    else if (!jsonl_fill(doc, value, &config->fields, (size_t)config->page_bytes,
                         &jsonl->articles) &&
             !jsonl->articles)
        doc_fail(doc, WHY_BAD_JSON, "line %llu: has no html, text, content ...: see --field", line);
    if (jsonl->articles)
        fill_article(jsonl, config, doc);
    if (value && jsonl->repaired)
        doc_flag(doc, FLAG_JSON_REPAIRED);
}

/* fill(), with the way out of our own arena. false: memory is short. */
static bool fill_within(struct jsonl_state *jsonl, const struct jsonl_config *config,
                        struct doc *doc, const struct run *run)
{
    jmp_buf way_out;

    jsonl->arena.ceiling = (size_t)config->line_bytes + LEAST_MEMORY;
    jsonl->arena.escape = &way_out;
    switch (setjmp(way_out)) {
    case 0:
        fill(jsonl, run_config(run), doc);
        break;
    case ARENA_CEILING:
        doc_fail(doc, WHY_TOO_LARGE,
                 "line %llu: has too many values, or too much to mend, for --line-bytes",
                 (unsigned long long)doc->line);
        break;
    default:
        return false;
    }
    return true;
}

/* The value, when all its documents were given. */
static void let_go(struct jsonl_state *jsonl)
{
    if (jsonl->articles)
        return;
    arena_reset(&jsonl->arena);
    if (jsonl->room > KEPT_ROOM) {
        free(jsonl->value);
        jsonl->value = NULL;
        jsonl->room = 0;
    }
}

/* ---- the input ---- */

/* Goes on behind damage, where a value may begin or any part of one. */
static const char *pass_damage(struct jsonl_state *jsonl, struct in *in, struct doc *doc,
                               struct run *run)
{
    const char *what = piece_pass_damage(in, doc, run);
    const uint8_t *p;
    size_t got;

    p = in_peek(in, 1, &got);
    if (got && p[0] != '{' && p[0] != '[')
        split_lost(&jsonl->split);
    return what;
}

/* Damage stands for a document, so that the ledger has it. */
static enum reader_said lose(struct jsonl_state *jsonl, struct in *in, struct doc *doc,
                             struct run *run)
{
    unsigned long long line = doc->line = jsonl->split.line;

    doc->offset = in_offset(in);
    doc_fail(doc, WHY_CUT, "line %llu: %s", line, pass_damage(jsonl, in, doc, run));
    return READER_DOC;
}

static enum reader_said read_document(struct jsonl_state *jsonl, const struct jsonl_config *config,
                                      struct in *in, struct doc *doc, struct run *run)
{
    unsigned long long line = doc->line = jsonl->split.line;
    enum end end;

    doc->offset = in_offset(in);
    end = take_value(jsonl, in, (size_t)config->line_bytes);
    if (end == END_DAMAGED)
        doc_fail(doc, WHY_CUT, "line %llu: %s", line, pass_damage(jsonl, in, doc, run));
    else if (jsonl->too_large)
        doc_fail(doc, WHY_TOO_LARGE, "line %llu: is longer than --line-bytes", line);
    else if (end == END_OF_INPUT && jsonl->split.is_container)
        doc_fail(doc, WHY_BAD_JSON, "line %llu: the input ends in the middle of the value", line);
    else if (end == END_NO_MEMORY || !fill_within(jsonl, config, doc, run)) {
        run_fail(run, "out of memory");
        return READER_BROKEN;
    }
    if (doc->why == WHY_BAD_JSON && end == END_WHOLE)
        split_broken(&jsonl->split);
    let_go(jsonl);
    return READER_DOC;
}

static bool jsonl_check(const void *state, struct run *run)
{
    const char *bad = jsonl_bad_rename(&run_config(run)->fields);

    (void)state;
    return !bad || run_misused(run, "--field %s: is not NAME=MEMBER with a known name", bad);
}

static void start(struct jsonl_state *jsonl, struct in *in)
{
    size_t got;
    const uint8_t *p = in_peek(in, HEAD, &got);

    split_start(&jsonl->split, p, got);
    jsonl->started = true;
}

static enum reader_said jsonl_next(void *state, const void *config, struct in *in, struct doc *doc,
                                   struct run *run)
{
    struct jsonl_state *jsonl = state;
    bool begins = false;
    const uint8_t *p;
    size_t got;

    if (!jsonl->started)
        start(jsonl, in);
    if (jsonl->articles) {
        fill_article(jsonl, run_config(run), doc);
        let_go(jsonl);
        return READER_DOC;
    }
    while (!begins) {
        p = in_peek(in, 1, &got);
        if (got)
            in_skip(in, split_gap(&jsonl->split, p, got, &begins));
        else if (in_state(in) == IN_DAMAGED)
            return lose(jsonl, in, doc, run);
        else
            return READER_END;
    }
    return read_document(jsonl, config, in, doc, run);
}

static void jsonl_close(void *state)
{
    struct jsonl_state *jsonl = state;

    free(jsonl->value);
    arena_free(&jsonl->arena);
}

static bool is_blank(uint8_t c)
{
    return c <= ' ' || c == 0xEF || c == 0xBB || c == 0xBF;
}

static size_t skip_blank(const uint8_t *p, size_t n, size_t at)
{
    while (at < n && is_blank(p[at]))
        at++;
    return at;
}

/* {" or {' or {} or [{ or the empty array. */
static unsigned jsonl_bid(const uint8_t *p, size_t n)
{
    size_t at = skip_blank(p, n, 0), next = skip_blank(p, n, at + 1);

    if (at >= n || next >= n)
        return 0;
    if (p[at] == '{')
        return p[next] == '"' || p[next] == '\'' || p[next] == '}' ? BID : 0;
    return p[at] == '[' && (p[next] == '{' || (p[next] == ']' && skip_blank(p, n, next + 1) == n))
               ? BID
               : 0;
}

extern const struct reader reader_jsonl;
const struct reader reader_jsonl = {
    .name = "jsonl",
    .does = "reads JSON lines, arrays of objects, and answers of APIs that hold one",
    .bid = jsonl_bid,
    .is_utf8 = true,
    .size = sizeof(struct jsonl_state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .config_size = sizeof(struct jsonl_config),
    .check = jsonl_check,
    .next = jsonl_next,
    .close = jsonl_close,
};
