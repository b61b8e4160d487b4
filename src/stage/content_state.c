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
static bool is_body(const char *key)
{
    static const char *const keys[] = {"articleBody", "body",        "content", "contentHtml",
                                       "bodyHtml",    "body_html",   "html",    "rendered",
                                       "cooked",      "articleText", "text",    "content_html"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcmp(key, keys[i]))
            return true;
    return false;
}

struct walk {
    const json_t *stack[STACK];
    size_t depth;
    str longest;
};

static void look_at(struct walk *walk, const char *key, const json_t *value)
{
    if (json_is_object(value) || json_is_array(value)) {
        if (walk->depth < STACK)
            walk->stack[walk->depth++] = value;
    } else if (key && is_body(key) && json_str(value).n > walk->longest.n) {
        walk->longest = json_str(value);
    }
}

/* The longest text of a body in one script. */
static str longest_body(struct doc *doc, str script)
{
    struct walk *walk = ARENA_NEW(doc->scratch, struct walk);
    bool repaired;

    look_at(walk, NULL, json_read(doc->scratch, script, &repaired, NULL, NULL));
    for (size_t step = 0; walk->depth && step < STEPS; step++) {
        const json_t *now = walk->stack[--walk->depth];
        const char *key;
        json_t *value;
        for (size_t i = json_array_size(now); i > 0; i--)
            look_at(walk, NULL, json_array_get(now, i - 1));
        json_object_foreach((json_t *)(uintptr_t)now, key, value) look_at(walk, key, value);
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

void content_state(struct doc *doc)
{
    size_t seen = seen_words(doc), before = doc->block_count;
    str text;

    if (seen > SEEN_MOST)
        return;
    text = strip_tags(doc->scratch, state_text(doc));
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
    if (doc->block_count > before)
        doc_flag(doc, FLAG_FROM_STATE);
}
