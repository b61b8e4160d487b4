#include "extract_tree.h"

#include "extract_facts.h"
#include "extract_hints.h"
#include "extract_roles.h"
#include "extract_walk.h"

enum {
    CELL_NODES = 48,    /* looked at to tell a table of data from one that only lays out a page */
    FIGURE_LETTERS = 3, /* before a figure: fewer are of a name, "A4", "M25" */
};

static struct open *innermost(struct walk *walk)
{
    return walk->depth ? &walk->open[walk->depth - 1] : NULL;
}

static bool has_block_inside(const GumboNode *row)
{
    const GumboNode *nodes[CELL_NODES];
    size_t count = 0, looked = 0;

    nodes[count++] = row;
    while (looked < count) {
        const GumboNode *node = nodes[looked++];
        const GumboVector *children = &node->v.element.children;
        for (unsigned i = 0; i < children->length; i++) {
            const GumboNode *child = children->data[i];
            if (child->type != GUMBO_NODE_ELEMENT)
                continue;
            if (child->v.element.tag != GUMBO_TAG_TD && child->v.element.tag != GUMBO_TAG_TH &&
                child->v.element.tag != GUMBO_TAG_DIV && role_of(&child->v.element) == ROLE_BLOCK)
                return true;
            if (count == CELL_NODES)
                return true;
            nodes[count++] = child;
        }
    }
    return false;
}

static uint32_t hints_of(struct walk *walk, const GumboElement *element,
                         const struct attributes *attributes)
{
    uint32_t hints = hints_of_tag(element->tag);

    /* Names on html and body speak of the whole page: "has-sidebar", "comments-open". */
    if (element->tag == GUMBO_TAG_HTML || element->tag == GUMBO_TAG_BODY)
        return 0;
    if (attributes->role.n)
        hints |= hints_of_role(attributes->role);
    hints |= hints_of_words(walk->known, attributes->class);
    hints |= hints_of_words(walk->known, attributes->id);
    hints |= hints_of_words(walk->known, attributes->itemprop) &
             (HINT_BODY | HINT_REVIEWS | HINT_DETAILS);
    if (element->tag == GUMBO_TAG_NOSCRIPT || attributes->hidden.p ||
        (attributes->style.n && (str_has_nocase(attributes->style, S("display:none")) ||
                                 str_has_nocase(attributes->style, S("display: none")))))
        hints |= HINT_HIDDEN;
    return hints;
}

static bool in_row(struct walk *walk)
{
    for (size_t i = walk->table_rows ? walk->depth : 0; i-- > 0;)
        if (walk->open[i].element->tag == GUMBO_TAG_TR)
            return walk->open[i].row;
    return false;
}

static void push(struct walk *walk, const GumboNode *node, const struct attributes *attributes,
                 uint32_t hints, uint32_t under)
{
    struct open *open;

    if (walk->depth == walk->room) {
        size_t room = walk->room ? walk->room * 2 : 64;
        walk->open = arena_grow(walk->doc->scratch, walk->open, walk->room * sizeof *walk->open,
                                room * sizeof *walk->open);
        walk->room = room;
    }
    open = &walk->open[walk->depth++];
    *open = (struct open){.element = &node->v.element, .box = NO_BOX, .hints = hints};
    open->under = under | hints;
    open->class = attributes->class;
    open->row = node->v.element.tag == GUMBO_TAG_TR && !has_block_inside(node);
    walk->table_rows += node->v.element.tag == GUMBO_TAG_TR;
}

/* Inside a row that makes one block, cells only part its text. */
static bool is_cell_of_row(struct walk *walk, const GumboElement *element)
{
    return (element->tag == GUMBO_TAG_TD || element->tag == GUMBO_TAG_TH ||
            element->tag == GUMBO_TAG_DIV) &&
           in_row(walk);
}

static void enter_block(struct walk *walk, const GumboNode *node,
                        const struct attributes *attributes, uint32_t hints, uint32_t under)
{
    const GumboElement *element = &node->v.element;

    if (is_cell_of_row(walk, element)) {
        if (element->tag == GUMBO_TAG_DIV)
            buf_char(&walk->text, ' ');
        else if (walk->cells++)
            buf_str(&walk->text, S(" | "));
    } else {
        walk_flush(walk);
    }
    push(walk, node, attributes, hints, under);
    walk->in_pre += element->tag == GUMBO_TAG_PRE;
}

/* A space where tags part words that the page shows apart: two links, or two spans that have a
 * class each, side by side. */
static void part_words(struct walk *walk, GumboTag tag, bool classed)
{
    bool apart = tag == GUMBO_TAG_A || tag == GUMBO_TAG_LABEL ||
                 (tag == GUMBO_TAG_SPAN && classed && walk->in_classed_span);
    bool beside =
        walk->text.n && walk->closed == tag && walk->closed_at == walk->text.n && !walk->in_pre;

    walk->beside_span = beside && tag == GUMBO_TAG_SPAN;
    if (apart && beside)
        buf_char(&walk->text, ' ');
    if (tag == GUMBO_TAG_SPAN)
        walk->in_classed_span = classed;
}

static void enter_inline(struct walk *walk, const GumboNode *node,
                         const struct attributes *attributes)
{
    const GumboElement *element = &node->v.element;

    part_words(walk, element->tag, attributes->class.n > 0);
    if (element->tag == GUMBO_TAG_A) {
        if (!walk->in_link++)
            walk->link_from = walk->text.n;
        walk->links++;
        walk->open_link = attributes->href;
        if (!walk->link.n)
            walk->link = attributes->href;
    } else if (element->tag == GUMBO_TAG_B || element->tag == GUMBO_TAG_STRONG) {
        if (!walk->in_bold++)
            walk->bold_from = walk->text.n;
    }
}

/* One br is a space, two part paragraphs; in preformatted text it is a line break. */
static void enter_break(struct walk *walk)
{
    if (walk->in_pre) {
        buf_char(&walk->text, '\n');
    } else if (walk->after_break) {
        walk_flush(walk);
    } else {
        buf_char(&walk->text, ' ');
        walk->after_break = true;
    }
}

/* "<span>Dec</span><span>27</span>": nobody writes a word with a figure in two spans. */
static bool parts_figure(const struct walk *walk, str next)
{
    size_t letters = 0;

    while (letters < walk->text.n && letters < FIGURE_LETTERS &&
           is_ascii_letter(walk->text.p[walk->text.n - 1 - letters]))
        letters++;
    return letters == FIGURE_LETTERS && next.n && is_ascii_digit(next.p[0]);
}

static void take_text(struct walk *walk, const GumboNode *node)
{
    str text = doc_unpruned(walk->doc->scratch, walk->doc, str_of(node->v.text.text));

    if (walk->beside_span && parts_figure(walk, text))
        buf_char(&walk->text, ' ');
    walk->beside_span = false;
    buf_str(&walk->text, text);
    if (node->type != GUMBO_NODE_WHITESPACE && str_trim(text).n)
        walk->after_break = false;
}

/* true: what is below the node is to be walked, and leave() called after it. */
static bool enter(struct walk *walk, const GumboNode *node)
{
    const struct open *around = innermost(walk);
    uint32_t under = around ? around->under : 0, hints;
    struct attributes attributes;
    enum role role;

    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA)
        take_text(walk, node);
    if (node->type != GUMBO_NODE_ELEMENT)
        return false;
    attributes_of(walk->doc, &node->v.element, &walk->next_tag, &attributes);
    hints = hints_of(walk, &node->v.element, &attributes);
    extract_facts(walk->doc, node, &attributes, hints, under, walk->limits->facts);
    role = role_of(&node->v.element);
    if (role == ROLE_BLOCK)
        enter_block(walk, node, &attributes, hints, under);
    else if (role == ROLE_BREAK)
        enter_break(walk);
    else if (role == ROLE_INLINE)
        enter_inline(walk, node, &attributes);
    return role == ROLE_BLOCK || role == ROLE_INLINE;
}

static void leave_block(struct walk *walk, const GumboElement *element)
{
    struct open *open = innermost(walk);

    if (!is_cell_of_row(walk, element))
        walk_flush(walk);
    else if (element->tag == GUMBO_TAG_DIV)
        buf_char(&walk->text, ' ');
    if (open->box != NO_BOX)
        walk->doc->boxes[open->box].last = (uint32_t)walk->doc->block_count;
    walk->depth--;
    walk->table_rows -= element->tag == GUMBO_TAG_TR;
    walk->in_pre -= element->tag == GUMBO_TAG_PRE;
}

static void leave_inline(struct walk *walk, const GumboElement *element)
{
    walk->closed = element->tag;
    walk->closed_at = walk->text.n;
    if (element->tag == GUMBO_TAG_A && !--walk->in_link) {
        walk->link_words += walk_words_since(walk, walk->link_from);
        walk->link_from = NOWHERE;
        walk->open_link = (str){NULL, 0};
    } else if ((element->tag == GUMBO_TAG_B || element->tag == GUMBO_TAG_STRONG) &&
               !--walk->in_bold) {
        walk->bold_words += walk_words_since(walk, walk->bold_from);
        walk->bold_from = NOWHERE;
    }
}

static void leave(struct walk *walk, const GumboNode *node)
{
    if (role_of(&node->v.element) == ROLE_BLOCK)
        leave_block(walk, &node->v.element);
    else
        leave_inline(walk, &node->v.element);
}

void extract_tree(struct doc *doc, const GumboNode *root, const struct extract_limits *limits)
{
    struct walk walk = {.doc = doc, .limits = limits, .text = buf_new(doc->scratch, SIZE_MAX / 4)};
    const GumboNode *node = root;

    walk.known = hints_known_new(doc->scratch);
    walk_start_text(&walk);
    while (node) {
        const GumboNode *next = NULL;
        bool inside = enter(&walk, node);

        if (inside && node->v.element.children.length) {
            node = node->v.element.children.data[0];
            continue;
        }
        if (inside)
            leave(&walk, node);
        while (node != root && !next) {
            const GumboVector *siblings = &node->parent->v.element.children;
            if (node->index_within_parent + 1 < siblings->length) {
                next = siblings->data[node->index_within_parent + 1];
            } else {
                node = node->parent;
                leave(&walk, node);
            }
        }
        node = next;
    }
    walk_flush(&walk);
}
