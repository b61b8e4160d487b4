/* content_state: text that a page holds for its scripts alone: articleBody of its JSON-LD, or the
 * JSON from which a framework builds the page. It is taken where readers without scripts see much
 * less of it, never where they see more, and stands behind what is seen. */
#include <string.h>

#include "../base/json.h"
#include "../base/utf8.h"
#include "content.h"
#include "extract_lines.h"

enum {
    SEEN_MOST = 400,     /* words of a page that may lack its text; longer ones are not looked at */
    STATE_LEAST = 60,    /* words of a text that is worth it */
    STATE_ALL = 4,       /* from so many times on, what is seen is a notice or a teaser of it */
    STATE_TIMES = 2,     /* and how many times it is longer than what is seen */
    BLOCKS_MOST = 2000,  /* that are added */
    TEXT_MOST = 1 << 20, /* bytes of a text */
    SCRIPTS_MOST = 16,   /* that are read, and their bytes */
    SCRIPT_MOST = 4 << 20,
    STACK = 4096,  /* most values that wait at a time */
    STEPS = 50000, /* most values that are looked at */
};

static size_t seen_words(const struct doc *doc)
{
    size_t words = 0;

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_KEPT)
            words += doc->blocks[i].words;
    return words;
}

/* Members in which programs keep the text of an article. */
static bool is_body(str key)
{
    static const char *const keys[] = {"articleBody", "body",        "content", "contentHtml",
                                       "bodyHtml",    "body_html",   "html",    "rendered",
                                       "cooked",      "articleText", "text",    "content_html"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(key, str_of(keys[i])))
            return true;
    return false;
}

/* ... and those in which they keep it in pieces: paragraphs, or the posts of a thread. */
static bool is_series(str key)
{
    static const char *const keys[] = {"blocks",     "paragraphs", "elements",
                                       "components", "posts",      "post_stream"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(key, str_of(keys[i])))
            return true;
    return is_body(key);
}

struct walk {
    struct arena *arena;
    const struct json *root;
    const struct json *stack[STACK];
    size_t depth;
    str longest;
};

/* A text, or the number of one where the root is a flat list of all values (as Nuxt writes it). */
static str text_at(const struct walk *walk, const struct json *value)
{
    if (json_is(value, JSON_KIND_INTEGER) && json_is(walk->root, JSON_KIND_ARRAY) &&
        value->integer > 0)
        value = json_item(walk->root, (size_t)value->integer);
    return json_str(value);
}

/* A piece is a text, or an object with one. */
static str piece_text(const struct walk *walk, const struct json *piece)
{
    const struct json *value;

    for (size_t i = 0; (value = json_member_at(piece, i)); i++) {
        if (is_body(value->key) && text_at(walk, value).n)
            return text_at(walk, value);
    }
    return json_str(piece);
}

static void look_at_series(struct walk *walk, const struct json *series)
{
    struct buf text = buf_new(walk->arena, TEXT_MOST);

    for (size_t i = 0; i < json_items(series); i++) {
        str piece = piece_text(walk, json_item(series, i));
        if (text.n + piece.n + sizeof "<p>" > TEXT_MOST)
            break;
        buf_str(&text, S("<p>"));
        buf_str(&text, piece);
    }
    if (text.n > walk->longest.n)
        walk->longest = buf_text(&text);
}

static void look_at(struct walk *walk, const struct json *value)
{
    if (is_series(value->key) && json_items(value) > 1)
        look_at_series(walk, value);
    if (json_is(value, JSON_KIND_OBJECT) || json_is(value, JSON_KIND_ARRAY)) {
        if (walk->depth < STACK)
            walk->stack[walk->depth++] = value;
    } else if (is_body(value->key) && text_at(walk, value).n > walk->longest.n) {
        walk->longest = text_at(walk, value);
    }
}

/* A value that statements may follow: what is behind its last bracket is no part of it. */
static str one_value(str script)
{
    size_t depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < script.n; i++) {
        char c = script.p[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && (depth == 0 || --depth == 0)) {
            return str_slice(script, 0, i + 1);
        }
    }
    return script;
}

/* The longest text of a body in one script. */
static str longest_body(struct doc *doc, str script)
{
    struct walk *walk = ARENA_NEW(doc->scratch, struct walk);
    bool repaired;

    walk->arena = doc->scratch;
    walk->root = json_read(doc->scratch, one_value(script), &repaired, NULL, NULL);
    if (walk->root)
        look_at(walk, walk->root);
    for (size_t step = 0; walk->depth && step < STEPS; step++) {
        const struct json *now = walk->stack[--walk->depth];
        const struct json *value;
        for (size_t i = json_items(now); i > 0; i--)
            look_at(walk, json_item(now, i - 1));
        for (size_t i = 0; (value = json_member_at(now, i)); i++)
            look_at(walk, value);
    }
    return walk->longest;
}

static str state_text(struct doc *doc)
{
    str text = doc->ld_body;
    size_t scripts = 0;

    for (size_t i = 0; !text.n && i < doc->fact_count && scripts < SCRIPTS_MOST; i++)
        if (doc->facts[i].kind == FACT_STATE && doc->facts[i].value.n <= SCRIPT_MOST) {
            scripts++;
            text = longest_body(doc, doc->facts[i].value);
            if (count_words(text) < STATE_LEAST)
                text = (str){NULL, 0};
        }
    return str_slice(text, 0, TEXT_MOST);
}

static bool has_any(str text, const char *const *words)
{
    while (*words && str_find(text, str_of(*words)) == SIZE_MAX)
        words++;
    return *words != NULL;
}

/* Without tags. In a text that has none its line breaks count. */
static str without_tags(struct arena *arena, str text)
{
    static const char *const breaks[] = {"<p", "<br", "<div", "<P", "<BR", NULL};
    struct buf out = buf_new(arena, text.n * sizeof "<br>");

    if (has_any(text, breaks))
        return strip_tags(arena, text);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n')
            buf_str(&out, S("<br>"));
        else
            buf_char(&out, text.p[i]);
    return strip_tags(arena, buf_text(&out));
}

/* As it is read: many a program escapes twice. */
static str plain_text(struct arena *arena, str text)
{
    static const char *const escaped[] = {"</p>",  "&quot;",  "&#", "&nbsp;",
                                          "&amp;", "&rsquo;", NULL};

    text = without_tags(arena, text);
    return has_any(text, escaped) ? without_tags(arena, text) : text;
}

void content_state(struct doc *doc)
{
    size_t seen = seen_words(doc), before = doc->block_count;
    str text;

    if (seen > SEEN_MOST)
        return;
    text = plain_text(doc->scratch, state_text(doc));
    if (count_words(text) < STATE_LEAST || count_words(text) < seen * STATE_TIMES)
        return;
    for (size_t i = 0; i < before && count_words(text) >= seen * STATE_ALL; i++)
        block_mark(&doc->blocks[i], WHY_OUTSIDE);
    extract_lines(doc, text, before + BLOCKS_MOST);
    for (size_t i = before; i < doc->block_count; i++) {
        doc->blocks[i].line = 0; /* of no scrape */
        doc->blocks[i].after_gap = false;
        doc->blocks[i].score = 1;
    }
    if (doc->block_count > before) {
        doc->expected = 0; /* it was of what is seen */
        doc->type_points = NULL;
        doc_flag(doc, FLAG_FROM_STATE);
    }
}
