/* prune: cuts what the parser need not see - bodies of script and style, svg, comments - and keeps
 * JSON among the scripts as facts. One linear scan that knows the tokenizer's states (WHATWG HTML,
 * 13.2.5): quoted attributes, comments, raw text, RCDATA, plaintext, unclosed everything.
 *
 * It also holds the ceilings that the parser cannot hold itself: tags nested deeper than
 * --page-depth, and more attributes in a tag than ATTRIBUTES (gumbo is quadratic in both). */
#include <string.h>

#include "../base/hash.h"
#include "../stage.h"

enum {
    ATTRIBUTES = 256,  /* most of a tag that are passed on */
    NAME_LENGTH = 16,  /* longest tag name that is told apart */
    NAMES_OPEN = 1024, /* slots of the table of open tags; a power of two */
    FACTS = 4096,      /* most scripts kept as facts */
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
    size_t at, copied; /* page[copied..at) is still to be copied or dropped */
    struct buf out;
    uint64_t depth, deepest;
    uint16_t open[NAMES_OPEN]; /* how many of each tag are open, by hash of the name */
    bool no_svg_end;
};

struct tag {
    char name[NAME_LENGTH];
    size_t n;               /* of the name */
    size_t after_name, end; /* places in the page; end is behind the '>' */
    bool closing, self_closing;
};

/* Everything up to here is to be seen by the parser. */
static void copy_to(struct scan *scan, size_t at)
{
    buf_str(&scan->out, str_slice(scan->page, scan->copied, at));
    scan->copied = at;
}

static void drop_to(struct scan *scan, size_t at)
{
    scan->copied = scan->at = at;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ends_name(char c)
{
    return is_space((unsigned char)c) || c == '/' || c == '>';
}

/* Reads the name of the tag whose '<' is at scan->at. false: it is no tag, the '<' is text. */
static bool read_name(const struct scan *scan, struct tag *tag)
{
    str page = scan->page;
    size_t at = scan->at + 1;

    memset(tag, 0, sizeof *tag);
    if (at < page.n && page.p[at] == '/') {
        tag->closing = true;
        at++;
    }
    if (at >= page.n || !is_letter(page.p[at]))
        return false;
    for (; at < page.n && !ends_name(page.p[at]); at++)
        if (tag->n < NAME_LENGTH)
            tag->name[tag->n++] =
                page.p[at] >= 'A' && page.p[at] <= 'Z' ? (char)(page.p[at] + 32) : page.p[at];
    tag->after_name = at;
    return true;
}

static size_t skip_spaces(str page, size_t at)
{
    while (at < page.n && is_space((unsigned char)page.p[at]))
        at++;
    return at;
}

/* Behind the attribute that begins at `at`: its name, and its value if it has one. */
static size_t skip_attribute(str page, size_t at)
{
    const char *quote;

    for (at++; at < page.n && page.p[at] != '=' && !ends_name(page.p[at]);)
        at++;
    if (skip_spaces(page, at) >= page.n || page.p[skip_spaces(page, at)] != '=')
        return at;
    at = skip_spaces(page, skip_spaces(page, at) + 1);
    if (at < page.n && (page.p[at] == '"' || page.p[at] == '\'')) {
        quote = memchr(page.p + at + 1, page.p[at], page.n - at - 1);
        return quote ? (size_t)(quote - page.p) + 1 : page.n;
    }
    while (at < page.n && !is_space((unsigned char)page.p[at]) && page.p[at] != '>')
        at++;
    return at;
}

/* Finds the end of the tag; gives where the attributes are too many, or the end again. */
static size_t read_attributes(const struct scan *scan, struct tag *tag)
{
    str page = scan->page;
    size_t at = tag->after_name, too_many = 0, count = 0;

    for (;;) {
        while (at < page.n && (is_space((unsigned char)page.p[at]) || page.p[at] == '/'))
            at++;
        if (at >= page.n || page.p[at] == '>')
            break;
        if (++count > ATTRIBUTES && !too_many)
            too_many = at;
        at = skip_attribute(page, at);
    }
    tag->self_closing = at > tag->after_name && page.p[at - 1] == '/';
    tag->end = at < page.n ? at + 1 : page.n;
    return too_many ? too_many : tag->end;
}

static bool is_tag(const struct tag *tag, const char *name)
{
    return tag->n == strlen(name) && !memcmp(tag->name, name, tag->n);
}

static bool is_one_of(const struct tag *tag, const char *const *names)
{
    for (; *names; names++)
        if (is_tag(tag, *names))
            return true;
    return false;
}

/* Place of the next "</name", SIZE_MAX when there is none. */
static size_t find_end_tag(str page, size_t at, const char *name)
{
    size_t n = strlen(name);

    for (;;) {
        const char *p = at < page.n ? memchr(page.p + at, '<', page.n - at) : NULL;
        if (!p)
            return SIZE_MAX;
        at = (size_t)(p - page.p);
        if (at + 2 + n <= page.n && page.p[at + 1] == '/' &&
            str_starts_nocase(str_from(page, at + 2), (str){name, n}) &&
            (at + 2 + n == page.n || ends_name(page.p[at + 2 + n])))
            return at;
        at++;
    }
}

/* ---- what the scan does at a '<' ---- */

/* Value of an attribute in the text of a start tag, {NULL, 0} when it has none. */
static str attribute_of(const struct scan *scan, const struct tag *tag, str name)
{
    str page = {scan->page.p, tag->end};
    size_t at = tag->after_name;

    while ((at = skip_spaces(page, at)) < page.n && page.p[at] != '>') {
        size_t end = page.p[at] == '/' ? at + 1 : skip_attribute(page, at);
        str whole = str_slice(page, at, end);
        size_t equals = str_find_char(whole, '=');
        if (equals != SIZE_MAX && str_eq_nocase(str_trim(str_slice(whole, 0, equals)), name)) {
            str value = str_trim(str_from(whole, equals + 1));
            bool quoted = value.n > 1 && (value.p[0] == '"' || value.p[0] == '\'');
            return quoted ? str_slice(value, 1, value.n - 1) : value;
        }
        at = end;
    }
    return (str){NULL, 0};
}

static void keep_script(struct scan *scan, const struct tag *tag, str body)
{
    str type = attribute_of(scan, tag, S("type"));
    enum fact_kind kind;
    struct fact *fact;

    if (str_has_nocase(type, S("ld+json")))
        kind = FACT_JSON_LD;
    else if (str_eq_nocase(str_trim(type), S("application/json")))
        kind = FACT_STATE;
    else
        return;
    fact = doc_add_fact(scan->doc, FACTS);
    if (fact)
        *fact = (struct fact){.kind = kind, .key = attribute_of(scan, tag, S("id")), .value = body};
}

/* The body of script or style is dropped, the tags stay. */
static void cut_body(struct scan *scan, const struct tag *tag)
{
    size_t end = find_end_tag(scan->page, tag->end, is_tag(tag, "style") ? "style" : "script");

    copy_to(scan, tag->end);
    if (end == SIZE_MAX)
        end = scan->page.n;
    if (is_tag(tag, "script"))
        keep_script(scan, tag, str_slice(scan->page, tag->end, end));
    drop_to(scan, end);
}

/* The whole of an svg is dropped; nested ones are counted. Without an end it stays. */
static void cut_svg(struct scan *scan, const struct tag *tag)
{
    size_t at = tag->end, open = 1, before = scan->at;
    struct tag inner;

    while (open && !scan->no_svg_end) {
        const char *p = memchr(scan->page.p + at, '<', scan->page.n - at);
        if (!p) {
            scan->no_svg_end = true;
            break;
        }
        scan->at = (size_t)(p - scan->page.p);
        at = scan->at + 1;
        if (!read_name(scan, &inner) || !is_tag(&inner, "svg"))
            continue;
        read_attributes(scan, &inner);
        at = inner.end;
        if (inner.closing)
            open--;
        else if (!inner.self_closing)
            open++;
    }
    scan->at = before;
    copy_to(scan, before);
    if (open)
        scan->at = tag->end;
    else
        drop_to(scan, at);
}

/* WHATWG 13.2.5.43: "<!-->" and "<!--->" are whole; else up to "-->" or "--!>", or the end. */
static void cut_comment(struct scan *scan)
{
    str rest = str_from(scan->page, scan->at + 4);
    size_t end = 0;

    copy_to(scan, scan->at);
    if (str_starts(rest, S(">")) || str_starts(rest, S("->"))) {
        drop_to(scan, scan->at + 4 + (rest.p[0] == '>' ? 1 : 2));
        return;
    }
    for (;; end += 2) {
        size_t found = str_find(str_from(rest, end), S("--"));
        if (found == SIZE_MAX) {
            drop_to(scan, scan->page.n);
            return;
        }
        end += found;
        while (end + 2 < rest.n && rest.p[end + 2] == '-')
            end++;
        if (str_starts(str_from(rest, end + 2), S(">")) ||
            str_starts(str_from(rest, end + 2), S("!>")))
            break;
    }
    drop_to(scan, scan->at + 4 + end + (rest.p[end + 2] == '>' ? 3 : 4));
}

static uint16_t *open_count(struct scan *scan, const struct tag *tag)
{
    return &scan->open[hash64((str){tag->name, tag->n}) & (NAMES_OPEN - 1)];
}

/* Counts open tags; those that HTML closes by itself, or that have no end tag, do not count. */
static void count_depth(struct scan *scan, const struct tag *tag)
{
    static const char *const uncounted[] = {
        "p",     "li",    "dd",    "dt",       "option", "optgroup", "tr",    "td",     "th",
        "thead", "tbody", "tfoot", "colgroup", "col",    "caption",  "br",    "img",    "input",
        "hr",    "meta",  "link",  "base",     "area",   "embed",    "param", "source", "track",
        "wbr",   "html",  "head",  "body",     "rp",     "rt",       NULL};
    uint16_t *open;

    if (is_one_of(tag, uncounted))
        return;
    open = open_count(scan, tag);
    if (tag->closing && *open) {
        --*open;
        --scan->depth;
    } else if (!tag->closing && *open < UINT16_MAX) {
        ++*open;
        if (++scan->depth > scan->deepest)
            scan->deepest = scan->depth;
    }
}

static void take_tag(struct scan *scan, const struct tag *tag, size_t too_many)
{
    static const char *const verbatim[] = {"title",   "textarea", "xmp", "iframe",
                                           "noembed", "noframes", NULL};

    count_depth(scan, tag);
    if (too_many < tag->end) {
        copy_to(scan, too_many);
        buf_char(&scan->out, '>');
        drop_to(scan, tag->end);
    }
    scan->at = tag->end;
    if (tag->closing)
        return;
    if (is_tag(tag, "plaintext")) {
        scan->at = scan->page.n;
    } else if (is_one_of(tag, verbatim)) {
        char name[NAME_LENGTH + 1] = {0};
        size_t end;
        memcpy(name, tag->name, tag->n);
        end = find_end_tag(scan->page, tag->end, name);
        scan->at = end == SIZE_MAX ? scan->page.n : end;
    }
}

/* At a '<': moves scan->at behind what stands there. */
static void take_markup(struct scan *scan)
{
    str rest = str_from(scan->page, scan->at);
    struct tag tag;
    size_t too_many;

    if (str_starts(rest, S("<!--"))) {
        cut_comment(scan);
    } else if (rest.n > 1 && (rest.p[1] == '!' || rest.p[1] == '?')) {
        size_t end = str_find_char(rest, '>');
        scan->at = end == SIZE_MAX ? scan->page.n : scan->at + end + 1;
    } else if (!read_name(scan, &tag)) {
        scan->at++;
    } else {
        too_many = read_attributes(scan, &tag);
        if (!tag.closing && (is_tag(&tag, "script") || is_tag(&tag, "style")))
            cut_body(scan, &tag);
        else if (!tag.closing && !tag.self_closing && is_tag(&tag, "svg"))
            cut_svg(scan, &tag);
        else
            take_tag(scan, &tag, too_many);
    }
}

static bool prune(void *state, struct doc *doc, struct run *run)
{
    const struct state *limits = state;
    struct scan *scan;

    (void)run;
    doc->pruned = doc->page;
    if (doc->is_text || !doc->page.n)
        return true;
    scan = ARENA_NEW(doc->scratch, struct scan);
    scan->doc = doc;
    scan->page = doc->page;
    scan->out = buf_new(doc->arena, doc->page.n + 1);
    buf_reserve(&scan->out, doc->page.n + 1);
    while (scan->at < scan->page.n) {
        const char *p = memchr(scan->page.p + scan->at, '<', scan->page.n - scan->at);
        if (!p)
            break;
        scan->at = (size_t)(p - scan->page.p);
        take_markup(scan);
    }
    copy_to(scan, scan->page.n);
    doc->pruned = buf_text(&scan->out);
    if (scan->deepest > limits->depth)
        doc_flag(doc, FLAG_PARSER_LIMITED);
    return true;
}

const struct stage stage_prune = {
    .name = "prune",
    .does = "cuts scripts, styles, drawings and comments before the parser sees them",
    .size = sizeof(struct state),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = prune,
};
