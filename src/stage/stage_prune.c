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
#include "../stage.h"
#include "prune_attributes.h"
#include "prune_blank.h"
#include "prune_foreign.h"
#include "prune_leaf.h"
#include "prune_script.h"
#include "prune_tags.h"
#include "prune_text.h"

enum {
    ATTRIBUTES = 256,  /* most of a tag that are passed on */
    NAMES_OPEN = 1024, /* slots of the table of open tags; a power of two */
    ESTIMATE = 8,      /* the pruned page is about an eighth of the page */
    LITTLE_ROOM = 64,
    NAME_LOOK = 32, /* bytes looked at for the name of a tag that is not read */
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
    struct pruned_text text;
    uint64_t depth, deepest;
    uint16_t open[NAMES_OPEN]; /* how many of each tag are open, by its name */
    size_t pre_at;             /* of the output: behind the last start tag of a pre */
    bool has_text;             /* some is seen beyond doubt: there may be no frames */
    size_t templates, in_pre;  /* open ones; within pre white space counts */
    bool in_select;            /* where the parser ignores most tags */
    size_t html_tags;          /* so far */
    struct blank blank;
    struct {
        size_t at, end; /* white space that waits for the tag behind it; none when end is 0 */
        bool comment;   /* one stands behind it ... */
        bool more;      /* ... and white space again behind that */
    } held;
};

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
                    unsigned what, bool whole)
{
    if (!tag->ended)
        return;
    if (!tag->closing)
        scan->text.leaf_at = 0;
    if (!tag->closing && !whole)
        prune_note_tag(&scan->text, tag);
    buf_str(&scan->text.out,
            str_slice(scan->page, tag->at, whole ? attributes_end : tag->after_name));
    if (whole && attributes_end == tag->end)
        return;
    if (what & TAG_INPUT && !tag->closing && !whole && prune_is_hidden(scan->doc, tag))
        buf_str(&scan->text.out, S(" type=hidden"));
    if (tag->self_closing)
        buf_char(&scan->text.out, '/');
    buf_char(&scan->text.out, '>');
}

/* Where the content of an element ends that has no tags in it (13.2.5.2): at its end tag, or at
 * the end of the page. */
static size_t content_end(struct scan *scan, const struct markup_tag *tag, unsigned what)
{
    str name = str_slice(scan->page, tag->at + 1, tag->after_name);
    size_t end;

    if (what & TAG_PLAINTEXT)
        return scan->page.n;
    end = what & TAG_SCRIPT ? markup_script_end(scan->page, tag->end)
                            : markup_end_tag(scan->page, tag->end, name);
    return end == SIZE_MAX ? scan->page.n : end;
}

/* A tag of the rest; where the next one may begin. What is in a script is JSON or is no matter, so
 * it is read as if it were one. */
static size_t read_rest(struct scan *scan, size_t at)
{
    struct markup_tag tag;
    size_t end;

    if (!markup_tag(scan->page, at, ATTRIBUTES, &tag, &end))
        return at;
    if (end != tag.end)
        scan->deepest = UINT64_MAX;
    if (tag.closing || !(prune_tag_row(scan->page, &tag) & TAG_SCRIPT))
        return tag.end;
    end = content_end(scan, &tag, TAG_SCRIPT);
    prune_script(scan->doc, &tag, str_slice(scan->page, tag.end, end));
    return end;
}

/* The page from `from` on as it stands. The parser alone knows what it is: raw text or tags, HTML
 * or foreign content. Its ceilings hold all the same. */
static void take_rest(struct scan *scan, size_t from)
{
    struct markup_tag tag;
    size_t end, read = from, next;

    prune_part_leaf(&scan->text);
    prune_copy(&scan->text, from, scan->page.n);
    scan->at = scan->page.n;
    while ((next = str_find_char(str_from(scan->page, from), '<')) != SIZE_MAX) {
        from += next;
        if (from >= read)
            read = read_rest(scan, from);
        if (markup_tag(str_slice(scan->page, 0, from + NAME_LOOK), from, NAME_LOOK, &tag, &end) &&
            !(prune_tag_row(scan->page, &tag) & TAG_UNCOUNTED))
            count_depth(scan, &tag);
        from++;
    }
}

/* What stands inside elements whose content is not markup. */
static void take_content(struct scan *scan, const struct markup_tag *tag, unsigned what)
{
    size_t end = content_end(scan, tag, what), left;
    bool written = true;

    if (what & TAG_RCDATA)
        written = prune_put_text(&scan->text, tag->end, end, &left);
    else if (what & TAG_RAW_TEXT)
        written = prune_put_run(&scan->text, tag->end, end, &left);
    else if (what & TAG_SCRIPT)
        prune_script(scan->doc, tag, str_slice(scan->page, tag->end, end));
    if (written)
        scan->at = end;
    else
        take_rest(scan, left);
}

/* svg is emptied, math stays as it is but for its end tag: gumbo takes no "</math >" for one. Where
 * svg has text, a space without width takes its place: a page with text may have no frames
 * (13.2.6.4.7). */
static void take_foreign(struct scan *scan, struct markup_tag *tag)
{
    struct foreign_end end = {tag->end, 0, false};
    bool is_svg = tag->name == MARKUP_NAME('s', 'v', 'g', 0, 0, 0, 0, 0);

    if (!tag->self_closing && !foreign_end(scan->page, tag, &end)) {
        take_rest(scan, tag->at);
        return;
    }
    scan->at = end.at;
    blank_text(&scan->blank);
    if (is_svg) {
        tag->self_closing = !end.has_text;
        put_tag(scan, tag, tag->end, TAG_FOREIGN, false);
        if (end.has_text)
            buf_str(&scan->text.out, S("\xE2\x80\x8B</svg>"));
    } else {
        prune_copy(&scan->text, tag->at, tag->self_closing ? tag->end : end.last_tag);
        if (!tag->self_closing)
            buf_str(&scan->text.out, S("</math>"));
    }
}

/* Whether a start tag may be one that the parser ignores, or that changes how it reads the rest
 * (13.2.6.4.16 to 13.2.6.4.20). */
static bool is_in_doubt(const struct scan *scan, unsigned what)
{
    return what & TAG_FRAMESET || (what & TAG_COLUMN && scan->templates) ||
           (scan->in_select && what & (TAG_CONTENT | TAG_FOREIGN) && !(what & TAG_SCRIPT));
}

static void follow(struct scan *scan, const struct markup_tag *tag, unsigned what)
{
    if (!(what & TAG_UNCOUNTED))
        count_depth(scan, tag);
    if (what & TAG_PRE)
        scan->in_pre = tag->closing ? scan->in_pre - (scan->in_pre > 0) : scan->in_pre + 1;
    if (what & TAG_TEMPLATE)
        scan->templates =
            tag->closing ? scan->templates - (scan->templates > 0) : scan->templates + 1;
    if (what & TAG_SELECT && (!tag->closing || !scan->templates))
        scan->in_select = !tag->closing;
    scan->text.keeps_space = scan->in_pre > 0;
    blank_follow(&scan->blank, tag, what);
}

/* White space that was held back comes, for what follows needs it. */
static void put_held(struct scan *scan)
{
    size_t left;

    if (!scan->held.end)
        return;
    prune_put_text(&scan->text, scan->held.at, scan->held.end, &left);
    if (scan->held.comment)
        buf_str(&scan->text.out, S("<!-->"));
    if (scan->held.more)
        buf_char(&scan->text.out, ' ');
    scan->held.end = 0;
}

/* An element within a line that holds text alone becomes one character, a leaf: for a parser that
 * is in the body, and in no table, it does to the tree what a text does. Its text, if it has any,
 * forbids frames, which its tags would not. */
static bool take_leaf(struct scan *scan, const struct markup_tag *tag, unsigned what)
{
    size_t end;

    if (scan->in_select || scan->templates || !blank_takes_leaf(&scan->blank, tag, what) ||
        !leaf_end(scan->page, tag, &end) ||
        (!scan->has_text && markup_is_blank(str_slice(scan->page, tag->end, end))) ||
        !prune_put_leaf(&scan->text, tag, end))
        return false;
    if (!(what & TAG_UNCOUNTED) && scan->depth == scan->deepest)
        scan->deepest++;
    scan->has_text = true;
    scan->at = end + (tag->after_name - tag->at) + sizeof "/>" - 1;
    blank_text(&scan->blank);
    return true;
}

static void take_tag(struct scan *scan, struct markup_tag *tag, size_t attributes_end)
{
    unsigned what = prune_tag_row(scan->page, tag);
    bool whole;

    scan->at = tag->end;
    if (what & TAG_IGNORED || !tag->ended)
        return;
    if (scan->held.end && !blank_goes_before(&scan->blank, tag, what))
        put_held(scan);
    scan->held.end = 0;
    if (!tag->closing && is_in_doubt(scan, what)) {
        take_rest(scan, tag->at);
        return;
    }
    if (!tag->closing && what & TAG_FOREIGN) {
        take_foreign(scan, tag);
        return;
    }
    whole = prune_is_whole(scan->page, tag, what, &scan->html_tags);
    if (what & TAG_LEAF && !tag->closing && attributes_end == tag->end &&
        (!whole || tag->end == tag->after_name + 1) && take_leaf(scan, tag, what))
        return;
    if (blank_moves_text(&scan->blank, tag, what))
        prune_part_leaf(&scan->text);
    follow(scan, tag, what);
    put_tag(scan, tag, attributes_end, what, whole);
    if (what & TAG_PRE && !tag->closing)
        scan->pre_at = scan->text.out.n;
    if (what & TAG_CONTENT && !tag->closing)
        take_content(scan, tag, what);
}

/* ---- the scan ---- */

static size_t past(str page, size_t at, char c)
{
    const char *p = memchr(page.p + at, c, page.n - at);

    return p ? (size_t)(p - page.p) + 1 : page.n;
}

/* A comment is dropped, but where it parts texts: the tree builder looks at each of them, and at a
 * line break that follows a pre. */
static void put_comment(struct scan *scan)
{
    const struct buf *out = &scan->text.out;

    if (scan->held.end) {
        scan->held.comment = true;
        scan->held.more = false;
    } else if (out->n && out->n != scan->text.leaf_at &&
               (out->p[out->n - 1] != '>' || out->n == scan->pre_at)) {
        buf_str(&scan->text.out, S("<!-->"));
    }
}

/* At a '<' that begins markup, or what the tokenizer makes a comment (13.2.5.41). */
static void take_markup(struct scan *scan)
{
    struct markup_tag tag;
    size_t end, at = scan->at;
    str rest = str_from(scan->page, at);

    if (str_starts(rest, S("<!--"))) {
        scan->at = markup_comment(scan->page, at);
        put_comment(scan);
    } else if (markup_tag_listed(scan->page, at, ATTRIBUTES, &tag, &end, &scan->text.attributes)) {
        take_tag(scan, &tag, end);
    } else {
        scan->at = past(scan->page, at, '>');
        if (str_starts_nocase(rest, S("<!doctype"))) {
            put_held(scan);
            prune_copy(&scan->text, at, scan->at);
        } else if (!str_starts(rest, S("</>")))
            put_comment(scan);
    }
}

/* Text up to the next markup. false: there is no character left for a run; it is *left. */
static bool take_text(struct scan *scan, size_t to, size_t *left)
{
    str letters = str_trim(str_slice(scan->page, scan->at, to));

    if (!markup_is_blank(str_slice(scan->page, scan->at, to))) {
        put_held(scan);
        blank_text(&scan->blank);
        scan->has_text |= letters.n && is_ascii_letter(letters.p[0]);
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

static void scan_page(struct scan *scan)
{
    size_t left;

    while (scan->at < scan->page.n) {
        size_t next = markup_next(scan->page, scan->at);
        if (next > scan->at && !take_text(scan, next, &left)) {
            take_rest(scan, left);
            return;
        }
        scan->at = next;
        if (next < scan->page.n)
            take_markup(scan);
    }
    put_held(scan);
}

static bool prune(void *state, struct doc *doc, struct run *run)
{
    const struct state *limits = state;
    struct scan *scan;

    (void)run;
    if (doc->is_text || !doc->page.n)
        return true;
    scan = ARENA_NEW(doc->scratch, struct scan);
    scan->doc = scan->text.doc = doc;
    scan->page = scan->text.page = doc->page;
    scan->text.attributes.wanted = attribute_bits();
    scan->text.out = buf_new(doc->arena, 3 * doc->page.n + LITTLE_ROOM);
    buf_reserve(&scan->text.out, doc->page.n / ESTIMATE);
    scan_page(scan);
    doc->pruned.text = buf_text(&scan->text.out);
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
