/* What prune_scan.h says of tags. */
#include "prune_attributes.h"
#include "prune_foreign.h"
#include "prune_leaf.h"
#include "prune_scan.h"
#include "prune_script.h"

#define SVG  MARKUP_NAME('s', 'v', 'g', 0, 0, 0, 0, 0)
#define BODY MARKUP_NAME('b', 'o', 'd', 'y', 0, 0, 0, 0)

static void put_tag(struct prune_scan *scan, const struct markup_tag *tag, size_t attributes_end,
                    unsigned what, bool whole, bool folds)
{
    if (!tag->closing)
        scan->text.leaf_at = 0;
    if (!tag->closing && (!whole || folds))
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

/* What stands inside elements whose content is not markup. */
static void take_content(struct prune_scan *scan, const struct markup_tag *tag, unsigned what)
{
    size_t end = prune_content_end(scan, tag, what), left;
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
        prune_rest(scan, left);
}

static bool has_none(const struct markup_tag *tag)
{
    return tag->end == tag->after_name + 1;
}

/* Whether the element of a start tag may become one character, tags and all. `whole`: its
 * attributes are the parser's matter (prune_attributes.h), if it has any. */
static bool may_fold(const struct prune_scan *scan, const struct markup_tag *tag,
                     size_t attributes_end, unsigned what, bool whole)
{
    return what & TAG_FOLDS && !tag->closing && attributes_end == tag->end &&
           (!whole || what & TAG_WHOLE || has_none(tag)) && !scan->templates &&
           (!scan->in_select || fold_is_option(tag->name)) &&
           (scan->has_text || !(what & (TAG_VOID | TAG_FOREIGN))) && prune_has_leaf(&scan->text) &&
           fold_takes(&scan->text.fold, &scan->blank, tag, what, scan->in_body);
}

/* svg is emptied, math stays as it is but for its end tag: gumbo takes no "</math >" for one. Where
 * svg has text, a space without width takes its place: a page with text may have no frames
 * (13.2.6.4.7). */
static void take_foreign(struct prune_scan *scan, struct markup_tag *tag)
{
    struct foreign_end end = {tag->end, 0, false};
    bool is_svg = tag->name == SVG;
    struct fold_element element = {.what = TAG_FOREIGN, .at = scan->text.out.n};

    if (!tag->self_closing && !foreign_end(scan->page, &scan->rows, tag, &end)) {
        prune_rest(scan, tag->at);
        return;
    }
    scan->at = end.at;
    scan->head = HEAD_LEFT;
    blank_text(&scan->blank);
    if (is_svg && may_fold(scan, tag, tag->end, TAG_FOREIGN | TAG_FOLDS, false)) {
        element.tag = scan->doc->pruned.tag_count;
        put_tag(scan, tag, tag->end, TAG_FOREIGN, false, false);
        element.inside = scan->text.out.n;
        prune_put_folded(&scan->text, &element);
    } else if (is_svg) {
        tag->self_closing = !end.has_text;
        put_tag(scan, tag, tag->end, TAG_FOREIGN, false, false);
        if (end.has_text)
            buf_str(&scan->text.out, S("\xE2\x80\x8B</svg>"));
        fold_stop(&scan->text.fold);
    } else {
        prune_copy(&scan->text, tag->at, tag->self_closing ? tag->end : end.last_tag);
        if (!tag->self_closing)
            prune_put_markup(&scan->text, S("</math>"));
    }
}

/* Whether a start tag may be one that the parser ignores, or that changes how it reads the rest
 * (13.2.6.4.16 to 13.2.6.4.20). */
static bool is_in_doubt(const struct prune_scan *scan, unsigned what)
{
    return what & TAG_FRAMESET || (what & TAG_COLUMN && scan->templates) ||
           (scan->in_select && what & (TAG_CONTENT | TAG_FOREIGN) && !(what & TAG_SCRIPT));
}

static void follow(struct prune_scan *scan, const struct markup_tag *tag, unsigned what)
{
    if (!(what & TAG_UNCOUNTED))
        prune_count_depth(scan, tag);
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

void prune_put_held(struct prune_scan *scan)
{
    size_t left;

    if (!scan->held.end)
        return;
    prune_put_text(&scan->text, scan->held.at, scan->held.end, &left);
    if (scan->held.comment)
        prune_put_markup(&scan->text, S("<!-->"));
    if (scan->held.more)
        buf_char(&scan->text.out, ' ');
    scan->held.end = 0;
}

/* An element that may fold and holds text alone, or nothing, becomes one character at once, a leaf.
 * Its text, if it has any, forbids frames, which its tags would not. */
static bool take_leaf(struct prune_scan *scan, const struct markup_tag *tag, unsigned what)
{
    bool is_void = what & TAG_VOID;
    size_t end = tag->end;

    if (what & (TAG_CONTENT | TAG_SELECT | TAG_PRE | TAG_FORM) ||
        (!is_void && !leaf_end(scan->page, tag, &end)) ||
        (!scan->has_text && markup_is_blank(str_slice(scan->page, tag->end, end))) ||
        !prune_put_leaf(&scan->text, tag, end))
        return false;
    blank_element(&scan->blank, what);
    if (is_void)
        return true;
    if (!(what & TAG_UNCOUNTED) && scan->depth == scan->deepest)
        scan->deepest++;
    scan->has_text = scan->in_body = true;
    scan->at = end + (tag->after_name - tag->at) + sizeof "/>" - 1;
    return true;
}

/* A tag that the parser sees, unless it ends an element that folds. */
static void pass_tag(struct prune_scan *scan, const struct markup_tag *tag, size_t attributes_end,
                     unsigned what, bool whole, bool folds)
{
    struct pruned_text *text = &scan->text;
    struct fold *fold = &text->fold;
    struct fold_element element = {.name = tag->name,
                                   .what = what,
                                   .at = text->out.n,
                                   .tag = scan->doc->pruned.tag_count,
                                   .before = fold->around};
    bool closes = tag->closing && scan->has_text && prune_has_leaf(text) &&
                  fold_close(fold, tag, what, &element);

    if (!folds && !closes && blank_moves_text(&scan->blank, tag, what))
        prune_part_leaf(text);
    if (!closes)
        fold_follow(fold, &scan->blank, tag, what, !scan->in_select && !scan->templates);
    follow(scan, tag, what);
    if (!closes)
        put_tag(scan, tag, attributes_end, what, whole, folds);
    scan->behind_end = tag->closing && !closes;
    if (closes) {
        prune_put_folded(text, &element);
    } else if (folds) {
        element.inside = text->out.n;
        fold_open(fold, &element);
    } else {
        fold_stop(fold);
    }
}

/* An element of the head, as one character. */
static bool take_head(struct prune_scan *scan, const struct markup_tag *tag, unsigned what)
{
    struct markup_tag end = *tag;
    size_t to = tag->end, ignored;

    if (what & TAG_CONTENT) {
        to = prune_content_end(scan, tag, what);
        if (!markup_tag(scan->page, to, PRUNE_ATTRIBUTES, &end, &ignored) || !end.ended)
            return false;
    } else if (!(what & TAG_VOID)) {
        return false;
    }
    if (!prune_put_head_leaf(&scan->text, tag, what & TAG_RCDATA ? to : tag->end))
        return false;
    if (what & TAG_SCRIPT)
        prune_script(scan->doc, tag, str_slice(scan->page, tag->end, to));
    scan->at = end.end;
    return true;
}

void prune_take_tag(struct prune_scan *scan, struct markup_tag *tag, size_t attributes_end)
{
    unsigned what = prune_tag_row(&scan->rows, scan->page, tag);
    bool whole, folds;

    scan->at = tag->end;
    if (what & TAG_IGNORED || !tag->ended)
        return;
    if (scan->held.end && !blank_goes_before(&scan->blank, tag, what))
        prune_put_held(scan);
    scan->held.end = 0;
    if (!tag->closing && is_in_doubt(scan, what)) {
        prune_rest(scan, tag->at);
        return;
    }
    if (!tag->closing && what & TAG_FOREIGN) {
        take_foreign(scan, tag);
        return;
    }
    whole = prune_is_whole(scan->page, tag, what, &scan->html_tags);
    if (scan->head == HEAD_IN && what & TAG_HEAD && !tag->closing && (!whole || has_none(tag)) &&
        attributes_end == tag->end && take_head(scan, tag, what))
        return;
    scan->head = head_follow(scan->head, tag, what);
    folds = may_fold(scan, tag, attributes_end, what, whole);
    if (folds && take_leaf(scan, tag, what))
        return;
    pass_tag(scan, tag, attributes_end, what, whole, folds);
    if (tag->name == BODY && !tag->closing && !scan->templates)
        scan->has_text = scan->in_body = true; /* as a text would, it forbids frames */
    if (what & TAG_PRE && !tag->closing)
        scan->pre_at = scan->text.out.n;
    if (what & TAG_CONTENT && !tag->closing)
        take_content(scan, tag, what);
}
