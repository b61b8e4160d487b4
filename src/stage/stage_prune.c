/* prune: hands the parser a page of few characters. gumbo pays for each character, 85 % of its
 * time, as a token that runs through the whole tree builder; so bodies of script and style, svg
 * and comments are cut, start tags lose the attributes that do not change the tree, and a stretch
 * of text becomes one character of a private plane. doc_unpruned() and doc_start_tag() lead back.
 * One linear scan that knows the tokenizer's states (WHATWG HTML, 13.2.5).
 *
 * It also holds the ceilings that the parser cannot hold itself: tags nested deeper than
 * --page-depth, and more attributes in a tag than ATTRIBUTES (gumbo is quadratic in both). */
#include <string.h>

#include "../base/markup.h"
#include "../base/utf8.h"
#include "../stage.h"
#include "prune_tags.h"

enum {
    ATTRIBUTES = 256,  /* most of a tag that are passed on */
    NAMES_OPEN = 1024, /* slots of the table of open tags; a power of two */
    FACTS = 4096,      /* most scripts kept as facts */
    REFERENCE = 40,    /* bytes that a character reference may have: "&CounterClockwise..." */
    ESTIMATE = 8,      /* the pruned page is about an eighth of the page */
};

struct state {
    uint64_t depth;
};

#define MEMBER(name) offsetof(struct state, name)
static const struct option options[] = {
    {"page-depth", "N", OPTION_NUMBER, MEMBER(depth), 16, 65536, "512", NULL,
     "deepest nesting of tags that is parsed; a deeper page is taken as plain text"},
};

struct scan {
    struct doc *doc;
    str page;
    size_t at;
    struct buf out;
    size_t runs_room, tags_room;
    uint64_t depth, deepest;
    uint16_t open[NAMES_OPEN]; /* how many of each tag are open, by its name */
    size_t in_pre;             /* open pre: white space counts */
    bool no_svg_end;           /* a search for "</svg" failed: it is not made again */
};

/* ---- text ---- */

static void *grow(struct scan *scan, void *array, size_t count, size_t *room, size_t size)
{
    size_t more = *room ? *room * 2 : 512;

    if (count < *room)
        return array;
    array = arena_grow(scan->doc->arena, array, *room * size, more * size);
    *room = more;
    return array;
}

/* What stays as it is, but for characters that would pass for runs. */
static void copy_text(struct scan *scan, str text)
{
    size_t at = 0;

    while (at < text.n) {
        uint32_t c = utf8_next(text, &at);
        buf_utf8(&scan->out, text_run_number(c) == SIZE_MAX ? c : 0xFFFD);
    }
}

/* Text without references, from..to of the page. White space that leads it stays, the first of it
 * at least: the tree builder treats it apart (13.2.6.4). */
static void put_run(struct scan *scan, size_t from, size_t to)
{
    struct pruned *pruned = &scan->doc->pruned;
    size_t text = from;

    while (text < to && is_space((unsigned char)scan->page.p[text]))
        text++;
    if (text > from)
        buf_str(&scan->out, str_slice(scan->page, from, scan->in_pre ? text : from + 1));
    if (text == to)
        return;
    if (pruned->run_count == TEXT_RUNS) {
        doc_flag(scan->doc, FLAG_PARSER_LIMITED);
        return;
    }
    pruned->runs =
        grow(scan, pruned->runs, pruned->run_count, &scan->runs_room, sizeof *pruned->runs);
    pruned->runs[pruned->run_count] = (struct text_run){(uint32_t)text, (uint32_t)(to - text)};
    buf_utf8(&scan->out, text_run_char(pruned->run_count++));
}

static bool is_of_reference(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next '&' that may begin a character reference (13.2.5.72); `to` when there is none. */
static size_t next_reference(str page, size_t at, size_t to)
{
    for (;; at++) {
        const char *p = at < to ? memchr(page.p + at, '&', to - at) : NULL;
        if (!p)
            return to;
        at = (size_t)(p - page.p);
        if (at + 1 < to && (page.p[at + 1] == '#' || is_of_reference(page.p[at + 1])))
            return at;
    }
}

/* Behind the reference, or what may be one, whose '&' is at `at`. */
static size_t reference_end(str page, size_t at, size_t to)
{
    size_t end = at + 2, most = at + REFERENCE < to ? at + REFERENCE : to;

    while (end < most && is_of_reference(page.p[end]))
        end++;
    return end < most && page.p[end] == ';' ? end + 1 : end;
}

/* A numeric reference to a character that stands for a run must not pass for one. The parser reads
 * it as far as it has digits, whatever follows. */
static void put_reference(struct scan *scan, str reference)
{
    size_t end;

    if (reference.p[1] == '#' &&
        text_run_number(markup_number(str_from(reference, 1), &end)) != SIZE_MAX)
        buf_utf8(&scan->out, 0xFFFD);
    else
        buf_str(&scan->out, reference);
}

/* Text with references, from..to of the page. */
static void put_text(struct scan *scan, size_t from, size_t to)
{
    while (from < to) {
        size_t reference = next_reference(scan->page, from, to);

        put_run(scan, from, reference);
        from = reference;
        if (from < to) {
            from = reference_end(scan->page, reference, to);
            put_reference(scan, str_slice(scan->page, reference, from));
        }
    }
}

/* ---- tags ---- */

/* Counts open tags; those that HTML closes by itself, or that have no end tag, do not count. */
static void count_depth(struct scan *scan, const struct markup_tag *tag)
{
    uint16_t *open = &scan->open[(tag->name * UINT64_C(0x9E3779B97F4A7C15)) >> 54];

    if (tag->closing && *open) {
        --*open;
        --scan->depth;
    } else if (!tag->closing && *open < UINT16_MAX) {
        ++*open;
        if (++scan->depth > scan->deepest)
            scan->deepest = scan->depth;
    }
}

static void put_tag(struct scan *scan, const struct markup_tag *tag, size_t attributes_end,
                    bool whole)
{
    struct pruned *pruned = &scan->doc->pruned;

    if (!tag->ended)
        return;
    if (!tag->closing && !whole) {
        pruned->tags =
            grow(scan, pruned->tags, pruned->tag_count, &scan->tags_room, sizeof *pruned->tags);
        pruned->tags[pruned->tag_count++] =
            (struct start_tag){(uint32_t)scan->out.n, (uint32_t)tag->at};
    }
    buf_str(&scan->out, str_slice(scan->page, tag->at, whole ? attributes_end : tag->after_name));
    if (whole && attributes_end == tag->end)
        return;
    if (tag->self_closing)
        buf_char(&scan->out, '/');
    buf_char(&scan->out, '>');
}

/* JSON is kept as a fact, code is only measured. */
static void take_script(struct scan *scan, const struct markup_tag *tag, str body)
{
    str text = str_slice(scan->page, tag->at, tag->end), name, value, type = {NULL, 0}, id = type;
    size_t at = tag->after_name - tag->at;
    struct fact *fact;
    bool linked;

    scan->doc->pruned.script_bytes += body.n;
    while (markup_attribute(text, &at, &name, &value)) {
        if (str_eq_nocase(name, S("type")))
            type = str_trim(value);
        else if (str_eq_nocase(name, S("id")))
            id = value;
    }
    linked = str_has_nocase(type, S("ld+json"));
    if (!linked && !str_eq_nocase(type, S("application/json")))
        return;
    fact = doc_add_fact(scan->doc, FACTS);
    if (fact)
        *fact = (struct fact){.kind = linked ? FACT_JSON_LD : FACT_STATE, .key = id, .value = body};
}

/* Raw text (13.2.5.2): up to its end tag, or the end of the page. */
static size_t raw_end(struct scan *scan, const struct markup_tag *tag)
{
    str name = str_slice(scan->page, tag->at + 1, tag->after_name);
    size_t end = markup_end_tag(scan->page, tag->end, name);

    return end == SIZE_MAX ? scan->page.n : end;
}

/* Behind the svg, nested ones counted; the end of its start tag when it has no end. */
static size_t svg_end(struct scan *scan, const struct markup_tag *svg)
{
    size_t at = svg->end, open = 1, end;
    struct markup_tag tag;

    while (open && !scan->no_svg_end) {
        const char *p = memchr(scan->page.p + at, '<', scan->page.n - at);
        if (!p) {
            scan->no_svg_end = true;
            break;
        }
        at = (size_t)(p - scan->page.p);
        if (!markup_tag(scan->page, at, ATTRIBUTES, &tag, &end)) {
            at++;
            continue;
        }
        at = tag.end; /* of any tag: what stands in its attributes is not read again */
        if (tag.name != svg->name)
            continue;
        if (tag.closing)
            open--;
        else if (!tag.self_closing)
            open++;
    }
    return open ? svg->end : at;
}

/* After a start tag: what stands inside elements whose content is not markup. */
static void take_content(struct scan *scan, const struct markup_tag *tag, unsigned what)
{
    size_t end = what & TAG_PLAINTEXT ? scan->page.n : raw_end(scan, tag);

    if (what & TAG_RCDATA)
        put_text(scan, tag->end, end);
    else if (what & TAG_RAW_TEXT)
        put_run(scan, tag->end, end);
    else if (what & TAG_SCRIPT)
        take_script(scan, tag, str_slice(scan->page, tag->end, end));
    scan->at = end;
}

static bool has_itemprop(str tag)
{
    return str_has_nocase(tag, S("itemprop"));
}

static void take_tag(struct scan *scan, const struct markup_tag *tag, size_t attributes_end)
{
    unsigned what = prune_tag_row(tag->name);
    bool bare = tag->end - tag->after_name <= 1;

    scan->at = tag->end;
    if (what & TAG_IGNORED)
        return;
    if (what & TAG_SVG && !tag->closing && !tag->self_closing) {
        scan->at = svg_end(scan, tag);
        if (scan->at > tag->end)
            return;
    }
    if (!(what & TAG_UNCOUNTED))
        count_depth(scan, tag);
    if (what & TAG_PRE)
        scan->in_pre = tag->closing ? scan->in_pre - (scan->in_pre > 0) : scan->in_pre + 1;
    put_tag(scan, tag, attributes_end,
            !tag->closing && (bare || what & TAG_WHOLE ||
                              has_itemprop(str_slice(scan->page, tag->after_name, tag->end))));
    if (what & TAG_CONTENT && !tag->closing)
        take_content(scan, tag, what);
}

/* ---- the scan ---- */

static size_t past(str page, size_t at, char c)
{
    const char *p = memchr(page.p + at, c, page.n - at);

    return p ? (size_t)(p - page.p) + 1 : page.n;
}

/* Is the '<' at `at` more than text (13.2.5.6)? */
static bool begins_markup(str page, size_t at)
{
    char c = at + 1 < page.n ? page.p[at + 1] : ' ';

    return c == '/' || c == '!' || c == '?' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t next_markup(str page, size_t at)
{
    for (;; at++) {
        const char *p = at < page.n ? memchr(page.p + at, '<', page.n - at) : NULL;
        if (!p)
            return page.n;
        at = (size_t)(p - page.p);
        if (begins_markup(page, at))
            return at;
    }
}

/* At a '<' that begins markup. Comments, and what the tokenizer makes one, are dropped. */
static void take_markup(struct scan *scan)
{
    struct markup_tag tag;
    size_t end, at = scan->at;

    if (str_starts(str_from(scan->page, at), S("<!--"))) {
        scan->at = markup_comment(scan->page, at);
    } else if (markup_tag(scan->page, at, ATTRIBUTES, &tag, &end)) {
        take_tag(scan, &tag, end);
    } else {
        scan->at = past(scan->page, at, '>');
        if (str_starts_nocase(str_from(scan->page, at), S("<!doctype")) ||
            str_starts(str_from(scan->page, at), S("<![CDATA[")))
            copy_text(scan, str_slice(scan->page, at, scan->at));
    }
}

static bool prune(void *state, struct doc *doc, struct run *run)
{
    const struct state *limits = state;
    struct scan *scan;

    (void)run;
    if (doc->is_text || !doc->page.n)
        return true;
    scan = ARENA_NEW(doc->scratch, struct scan);
    scan->doc = doc;
    scan->page = doc->page;
    scan->out = buf_new(doc->arena, 2 * doc->page.n + REFERENCE);
    buf_reserve(&scan->out, doc->page.n / ESTIMATE);
    while (scan->at < scan->page.n) {
        size_t next = next_markup(scan->page, scan->at);
        put_text(scan, scan->at, next);
        scan->at = next;
        if (next < scan->page.n)
            take_markup(scan);
    }
    doc->pruned.text = buf_text(&scan->out);
    if (scan->deepest > limits->depth)
        doc_flag(doc, FLAG_PARSER_LIMITED);
    return true;
}

const struct stage stage_prune = {
    .name = "prune",
    .does = "hands the parser a page of few characters: no scripts, styles, drawings and comments, "
            "texts and attributes set aside",
    .size = sizeof(struct state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = prune,
};
