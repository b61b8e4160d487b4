#include "extract_tree.h"

#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"
#include "extract_facts.h"
#include "extract_hints.h"

enum {
    CELL_NODES = 48, /* looked at to tell a table of data from one that only lays out a page */
    NO_BOX = UINT32_MAX,
    LONGEST_SHAPE = 256, /* bytes of tag and class that make a box's shape */
};
#define NOWHERE SIZE_MAX

enum role { ROLE_INLINE, ROLE_BLOCK, ROLE_SKIP, ROLE_BREAK };

/* What elements do to the flow of the text, as browsers' default style sheets have it
 * (WHATWG HTML, 15.3). The rest is inline. */
static enum role role_of(const GumboElement *element)
{
    switch (element->tag) {
    case GUMBO_TAG_BR:
        return ROLE_BREAK;
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_MAP:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
        return ROLE_SKIP;
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_P:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_PLAINTEXT:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_BUTTON:
        return ROLE_BLOCK;
    case GUMBO_TAG_UNKNOWN: /* a custom element, "body-text", holds blocks as a rule */
        return memchr(element->original_tag.data, '-',
                      element->original_tag.length < 24 ? element->original_tag.length : 24)
                   ? ROLE_BLOCK
                   : ROLE_INLINE;
    default:
        return ROLE_INLINE;
    }
}

/* An open element of role block. Its box is made when a block stands in it, so that a page of empty
 * elements has none. */
struct open {
    const GumboElement *element;
    uint32_t box, hints, under;
    bool used; /* a list item that has given its first block */
    bool row;  /* a tr whose cells make one block */
};

struct walk {
    struct doc *doc;
    const struct extract_limits *limits;
    struct open *open;
    size_t depth, room;
    struct buf text;             /* of the block in the making */
    size_t link_from, bold_from; /* where an open link or bold began in it, or NOWHERE */
    uint32_t links, link_words, bold_words;
    size_t in_link, in_bold, in_pre, cells;
    str link;         /* address of the first link of the block */
    str open_link;    /* of the innermost open link */
    bool after_break; /* a br stands before what comes */
};

/* ---- boxes ---- */

static uint64_t shape_of(struct walk *walk, const GumboElement *element)
{
    struct buf shape = buf_new(walk->doc->scratch, LONGEST_SHAPE);
    str class = element_attribute(element, "class");

    buf_str(&shape, str_of(gumbo_normalized_tagname(element->tag)));
    buf_char(&shape, ' ');
    for (size_t i = 0; i < class.n; i++)
        if (class.p[i] < '0' || class.p[i] > '9')
            buf_char(&shape, class.p[i]);
    return hash64(buf_text(&shape));
}

static uint32_t make_box(struct walk *walk, struct open *open, uint32_t parent, uint32_t depth)
{
    struct doc *doc = walk->doc;
    struct box *box = doc_add_box(doc, NO_BOX - 1);

    *box = (struct box){
        .parent = parent,
        .depth = depth,
        .first = (uint32_t)doc->block_count,
        .last = (uint32_t)doc->block_count,
        .hints = open->hints,
        .under = open->under,
        .tag = str_of(gumbo_normalized_tagname(open->element->tag)),
        .shape = shape_of(walk, open->element),
    };
    return (uint32_t)(doc->box_count - 1);
}

/* The box of the innermost open element; all around it are made as well. */
static uint32_t current_box(struct walk *walk)
{
    uint32_t parent = 0;

    for (size_t i = 0; i < walk->depth; i++) {
        if (walk->open[i].box == NO_BOX)
            walk->open[i].box = make_box(walk, &walk->open[i], parent, (uint32_t)i);
        parent = walk->open[i].box;
    }
    return parent;
}

/* ---- blocks ---- */

static struct open *innermost(struct walk *walk)
{
    return walk->depth ? &walk->open[walk->depth - 1] : NULL;
}

static uint8_t list_depth(const struct walk *walk)
{
    uint8_t level = 0;

    for (size_t i = 0; i < walk->depth && level < UINT8_MAX; i++)
        level = (uint8_t)(level + (walk->open[i].element->tag == GUMBO_TAG_UL ||
                                   walk->open[i].element->tag == GUMBO_TAG_OL));
    return level ? level : 1;
}

/* Kind by the nearest element around that decides it; a list item gives only its first block. */
static void set_kind(struct walk *walk, struct block *block)
{
    for (size_t i = walk->depth; i-- > 0;) {
        struct open *open = &walk->open[i];
        switch (open->element->tag) {
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
            block->kind = BLOCK_HEADING;
            block->level = (uint8_t)(open->element->tag - GUMBO_TAG_H1 + 1);
            return;
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_LISTING:
        case GUMBO_TAG_XMP:
        case GUMBO_TAG_PLAINTEXT:
            block->kind = BLOCK_CODE;
            return;
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_CAPTION:
            block->kind = BLOCK_CAPTION;
            return;
        case GUMBO_TAG_BLOCKQUOTE:
            block->kind = BLOCK_QUOTE;
            return;
        case GUMBO_TAG_TR:
            block->kind = open->row ? BLOCK_ROW : BLOCK_PARAGRAPH;
            return;
        case GUMBO_TAG_LI:
            block->kind = open->used ? BLOCK_PARAGRAPH : BLOCK_ITEM;
            block->level = list_depth(walk);
            open->used = true;
            return;
        default:
            break;
        }
    }
}

/* Lines of preformatted text: trailing white space goes, indents stay. */
static str tidy_lines(struct arena *arena, str text)
{
    struct buf out = buf_new(arena, text.n + 1);
    str line;

    while (str_split(&text, '\n', &line)) {
        while (line.n && is_space((unsigned char)line.p[line.n - 1]))
            line.n--;
        if (out.n)
            buf_char(&out, '\n');
        for (size_t i = 0; i < line.n; i++)
            if ((unsigned char)line.p[i] >= ' ' || line.p[i] == '\t')
                buf_char(&out, line.p[i]);
    }
    return buf_text(&out);
}

static void start_text(struct walk *walk)
{
    walk->text.n = 0;
    walk->link_from = walk->in_link ? 0 : NOWHERE;
    walk->bold_from = walk->in_bold ? 0 : NOWHERE;
    walk->links = walk->in_link ? 1 : 0;
    walk->link = walk->open_link;
    walk->link_words = walk->bold_words = 0;
    walk->after_break = false;
    walk->cells = 0;
}

static uint32_t words_since(const struct walk *walk, size_t from)
{
    return from == NOWHERE ? 0 : (uint32_t)count_words(str_from(buf_text(&walk->text), from));
}

/* The text so far becomes a block, if there is any. */
static void flush(struct walk *walk)
{
    struct doc *doc = walk->doc;
    str text = buf_text(&walk->text);
    struct block *block, made = {0};

    text = walk->in_pre ? tidy_lines(doc->arena, text) : text_tidy(doc->arena, text);
    if (str_trim(text).n) {
        set_kind(walk, &made);
        made.text = text;
        made.box = current_box(walk);
        made.links = walk->links;
        made.link_words = walk->link_words + words_since(walk, walk->link_from);
        made.bold_words = walk->bold_words + words_since(walk, walk->bold_from);
        made.first_link = str_dup(doc->arena, walk->link);
        block = doc_add_block(doc, walk->limits->blocks);
        if (block) {
            *block = made;
            block_measure(block);
        } else {
            doc_flag(doc, FLAG_TRUNCATED);
        }
    }
    start_text(walk);
}

/* ---- the walk ---- */

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

static uint32_t hints_of(const GumboElement *element)
{
    str style = element_attribute(element, "style");
    uint32_t hints = hints_of_role(str_of(gumbo_normalized_tagname(element->tag)));

    /* Names on html and body speak of the whole page: "has-sidebar", "comments-open". */
    if (element->tag == GUMBO_TAG_HTML || element->tag == GUMBO_TAG_BODY)
        return 0;
    hints |= hints_of_role(element_attribute(element, "role"));
    hints |= hints_of_words(element_attribute(element, "class"));
    hints |= hints_of_words(element_attribute(element, "id"));
    hints |= hints_of_words(element_attribute(element, "itemprop")) & HINT_BODY;
    if (element->tag == GUMBO_TAG_NOSCRIPT || gumbo_get_attribute(&element->attributes, "hidden") ||
        str_has_nocase(style, S("display:none")) || str_has_nocase(style, S("display: none")))
        hints |= HINT_HIDDEN;
    return hints;
}

static bool in_row(struct walk *walk)
{
    for (size_t i = walk->depth; i-- > 0;)
        if (walk->open[i].element->tag == GUMBO_TAG_TR)
            return walk->open[i].row;
    return false;
}

static void push(struct walk *walk, const GumboNode *node, uint32_t hints, uint32_t under)
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
    open->row = node->v.element.tag == GUMBO_TAG_TR && !has_block_inside(node);
}

/* Inside a row that makes one block, cells only part its text. */
static bool is_cell_of_row(struct walk *walk, const GumboElement *element)
{
    return (element->tag == GUMBO_TAG_TD || element->tag == GUMBO_TAG_TH ||
            element->tag == GUMBO_TAG_DIV) &&
           in_row(walk);
}

static void enter_block(struct walk *walk, const GumboNode *node, uint32_t hints, uint32_t under)
{
    const GumboElement *element = &node->v.element;

    if (is_cell_of_row(walk, element)) {
        if (element->tag == GUMBO_TAG_DIV)
            buf_char(&walk->text, ' ');
        else if (walk->cells++)
            buf_str(&walk->text, S(" | "));
    } else {
        flush(walk);
    }
    push(walk, node, hints, under);
    walk->in_pre += element->tag == GUMBO_TAG_PRE;
}

/* A space where tags part words that the page shows apart: two links, or two spans, side by side.
 */
static void part_words(struct walk *walk, const GumboNode *node)
{
    const GumboVector *siblings = &node->parent->v.element.children;
    const GumboNode *before;

    if (!node->index_within_parent || !walk->text.n || walk->in_pre)
        return;
    before = siblings->data[node->index_within_parent - 1];
    if (before->type == GUMBO_NODE_ELEMENT && before->v.element.tag == node->v.element.tag &&
        (node->v.element.tag == GUMBO_TAG_A || node->v.element.tag == GUMBO_TAG_LABEL ||
         (node->v.element.tag == GUMBO_TAG_SPAN &&
          gumbo_get_attribute(&before->v.element.attributes, "class") &&
          gumbo_get_attribute(&node->v.element.attributes, "class"))))
        buf_char(&walk->text, ' ');
}

static void enter_inline(struct walk *walk, const GumboNode *node)
{
    const GumboElement *element = &node->v.element;

    part_words(walk, node);
    if (element->tag == GUMBO_TAG_A) {
        str address = element_attribute(element, "href");
        if (!walk->in_link++)
            walk->link_from = walk->text.n;
        walk->links++;
        walk->open_link = address;
        if (!walk->link.n)
            walk->link = address;
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
        flush(walk);
    } else {
        buf_char(&walk->text, ' ');
        walk->after_break = true;
    }
}

static void take_text(struct walk *walk, const GumboNode *node)
{
    str text = str_of(node->v.text.text);

    buf_str(&walk->text, text);
    if (node->type != GUMBO_NODE_WHITESPACE && str_trim(text).n)
        walk->after_break = false;
}

/* true: what is below the node is to be walked, and leave() called after it. */
static bool enter(struct walk *walk, const GumboNode *node)
{
    const struct open *around = innermost(walk);
    uint32_t under = around ? around->under : 0, hints;
    enum role role;

    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA)
        take_text(walk, node);
    if (node->type != GUMBO_NODE_ELEMENT)
        return false;
    hints = hints_of(&node->v.element);
    extract_facts(walk->doc, node, hints, under, walk->limits->facts);
    role = role_of(&node->v.element);
    if (role == ROLE_BLOCK)
        enter_block(walk, node, hints, under);
    else if (role == ROLE_BREAK)
        enter_break(walk);
    else if (role == ROLE_INLINE)
        enter_inline(walk, node);
    return role == ROLE_BLOCK || role == ROLE_INLINE;
}

static void leave_block(struct walk *walk, const GumboElement *element)
{
    struct open *open = innermost(walk);

    if (!is_cell_of_row(walk, element))
        flush(walk);
    else if (element->tag == GUMBO_TAG_DIV)
        buf_char(&walk->text, ' ');
    if (open->box != NO_BOX)
        walk->doc->boxes[open->box].last = (uint32_t)walk->doc->block_count;
    walk->depth--;
    walk->in_pre -= element->tag == GUMBO_TAG_PRE;
}

static void leave_inline(struct walk *walk, const GumboElement *element)
{
    if (element->tag == GUMBO_TAG_A && !--walk->in_link) {
        walk->link_words += words_since(walk, walk->link_from);
        walk->link_from = NOWHERE;
        walk->open_link = (str){NULL, 0};
    } else if ((element->tag == GUMBO_TAG_B || element->tag == GUMBO_TAG_STRONG) &&
               !--walk->in_bold) {
        walk->bold_words += words_since(walk, walk->bold_from);
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

    start_text(&walk);
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
    flush(&walk);
}
