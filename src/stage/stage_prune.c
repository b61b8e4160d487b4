/* prune: hands the parser a page of few characters. gumbo pays for each character, 85 % of its
 * time, as a token that runs through the whole tree builder; so bodies of script and style, svg
 * and comments are cut, start tags lose the attributes that do not change the tree, a stretch of
 * text becomes one character of a private plane, and so does an element whose tags match where it
 * can do no more to the tree than a text (prune_fold.h). doc_unpruned(), doc_start_tag() and
 * extract_leaves() lead back. One linear scan that knows the tokenizer's states (WHATWG HTML,
 * 13.2.5).
 *
 * It also holds the ceilings that the parser cannot hold itself: tags nested deeper than
 * --page-depth, and more attributes in a tag than PRUNE_ATTRIBUTES (gumbo is quadratic in both). */
#include <string.h>

#include "../stage.h"
#include "prune_scan.h"

enum {
    ESTIMATE = 8, /* the pruned page is about an eighth of the page */
    LITTLE_ROOM = 64,
};

struct state {
    uint64_t depth;
};

#define MEMBER(name) offsetof(struct state, name)
static const struct option options[] = {
    {"page-depth", "N", OPTION_NUMBER, MEMBER(depth), 16, 65536, "512", NULL,
     "deepest nesting of tags that is parsed; a deeper page is taken as plain text"},
};

static size_t past(str page, size_t at, char c)
{
    const char *p = memchr(page.p + at, c, page.n - at);

    return p ? (size_t)(p - page.p) + 1 : page.n;
}

/* A comment is dropped, but where it parts texts: the tree builder looks at each of them, and at a
 * line break that follows a pre. In a form it adds the text before it to the tree, which the form's
 * end would move. */
static void put_comment(struct prune_scan *scan)
{
    const struct buf *out = &scan->text.out;

    if (scan->held.end) {
        scan->held.comment = true;
        scan->held.more = false;
    } else if (out->n && out->n != scan->text.leaf_at &&
               (out->p[out->n - 1] != '>' || out->n == scan->pre_at ||
                (scan->behind_end && scan->text.fold.around.form))) {
        prune_put_markup(&scan->text, S("<!-->"));
        scan->behind_end = false;
    }
}

/* An empty end tag is nothing, but that CR and LF on its sides are two line ends: in a pre the
 * first is dropped. In a table a comment would part what is one text. */
static bool parts_line_end(const struct prune_scan *scan)
{
    return scan->in_pre && !scan->text.fold.table_depth &&
           str_ends(buf_text(&scan->text.out), S("\r"));
}

/* At a '<' that begins markup, or what the tokenizer makes a comment (13.2.5.41). */
static void take_markup(struct prune_scan *scan)
{
    struct markup_tag tag;
    size_t end, at = scan->at;
    str rest = str_from(scan->page, at);

    if (str_starts(rest, S("<!--"))) {
        scan->at = markup_comment(scan->page, at);
        put_comment(scan);
    } else if (markup_tag_listed(scan->page, at, PRUNE_ATTRIBUTES, &tag, &end,
                                 &scan->text.attributes)) {
        prune_take_tag(scan, &tag, end);
    } else {
        scan->at = past(scan->page, at, '>');
        if (str_starts_nocase(rest, S("<!doctype"))) {
            prune_put_held(scan);
            prune_copy(&scan->text, at, scan->at);
        } else if (!str_starts(rest, S("</>")) || parts_line_end(scan)) {
            put_comment(scan);
        }
    }
}

/* Text up to the next markup. false: there is no character left for a run; it is *left. */
static bool take_text(struct prune_scan *scan, size_t to, size_t *left)
{
    size_t letter = markup_past_space(scan->page, scan->at, to);

    if (letter < to) {
        prune_put_held(scan);
        blank_text(&scan->blank);
        scan->head = HEAD_LEFT;
        if (is_ascii_letter(scan->page.p[letter])) {
            scan->has_text = true;
            scan->in_body |= !scan->templates;
        }
    } else if (!scan->in_pre && !scan->in_select && !scan->templates &&
               blank_may_go(&scan->blank)) {
        if (scan->held.end) {
            scan->held.more = scan->held.comment;
        } else if (!blank_goes(&scan->blank)) {
            scan->held.at = scan->at;
            scan->held.end = to;
            scan->held.comment = scan->held.more = false;
        }
        return true;
    }
    return prune_put_text(&scan->text, scan->at, to, left);
}

static void scan_page(struct prune_scan *scan)
{
    size_t left;

    while (scan->at < scan->page.n) {
        size_t next = markup_next(scan->page, scan->at);
        if (next > scan->at && !take_text(scan, next, &left)) {
            prune_rest(scan, left);
            return;
        }
        scan->at = next;
        if (next < scan->page.n)
            take_markup(scan);
    }
    prune_put_held(scan);
}

static bool prune(void *state, struct doc *doc, struct run *run)
{
    const struct state *limits = state;
    struct prune_scan *scan;

    (void)run;
    if (doc->is_text || !doc->page.n)
        return true;
    scan = ARENA_NEW(doc->scratch, struct prune_scan);
    scan->doc = scan->text.doc = doc;
    scan->page = scan->text.page = doc->page;
    prune_tag_rows(&scan->rows);
    scan->text.attributes.wanted = attribute_bits();
    scan->text.out = buf_new(doc->arena, 3 * doc->page.n + LITTLE_ROOM);
    scan->text.folded = buf_new(doc->arena, 3 * doc->page.n + LITTLE_ROOM);
    buf_reserve(&scan->text.out, doc->page.n / ESTIMATE);
    scan_page(scan);
    doc->pruned.text = buf_text(&scan->text.out);
    doc->pruned.folded = buf_text(&scan->text.folded);
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
