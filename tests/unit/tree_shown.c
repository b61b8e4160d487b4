#include "tree_shown.h"

#include <string.h>

#include "base/markup.h"
#include "base/utf8.h"
#include "stage/extract_leaves.h"

enum { TAB_STOP = 8 };

/* ---- parsing ---- */

static void *give(void *arena, size_t n)
{
    return arena_alloc(arena, n);
}

static void take_back(void *arena, void *p)
{
    (void)arena;
    (void)p;
}

static const GumboNode *parse(struct arena *arena, str page)
{
    GumboOptions options = kGumboDefaultOptions;

    options.allocator = give;
    options.deallocator = take_back;
    options.userdata = arena;
    options.tab_stop = TAB_STOP;
    options.max_errors = 0;
    return gumbo_parse_with_options(&options, page.p, page.n)->document;
}

/* ---- a tree as a text ---- */

/* 0 for what a comparison cannot hold prune to: control characters, of which gumbo makes U+FFFD,
 * those that are none, and those that stand for runs. */
static uint32_t character(uint32_t c)
{
    bool none = c >= 0xF0000 || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);

    return none || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD ? 0 : c;
}

/* Elements at whose edges white space is nothing: prune leaves it out there. */
static bool is_block(const GumboElement *element)
{
    static const unsigned char blocks[GUMBO_TAG_LAST] = {
        [GUMBO_TAG_HTML] = 1,       [GUMBO_TAG_BODY] = 1,    [GUMBO_TAG_P] = 1,
        [GUMBO_TAG_DIV] = 1,        [GUMBO_TAG_SECTION] = 1, [GUMBO_TAG_ARTICLE] = 1,
        [GUMBO_TAG_NAV] = 1,        [GUMBO_TAG_ASIDE] = 1,   [GUMBO_TAG_HEADER] = 1,
        [GUMBO_TAG_FOOTER] = 1,     [GUMBO_TAG_MAIN] = 1,    [GUMBO_TAG_H1] = 1,
        [GUMBO_TAG_H2] = 1,         [GUMBO_TAG_H3] = 1,      [GUMBO_TAG_H4] = 1,
        [GUMBO_TAG_H5] = 1,         [GUMBO_TAG_H6] = 1,      [GUMBO_TAG_UL] = 1,
        [GUMBO_TAG_OL] = 1,         [GUMBO_TAG_LI] = 1,      [GUMBO_TAG_DL] = 1,
        [GUMBO_TAG_DT] = 1,         [GUMBO_TAG_DD] = 1,      [GUMBO_TAG_FIGURE] = 1,
        [GUMBO_TAG_FIGCAPTION] = 1, [GUMBO_TAG_TABLE] = 1,   [GUMBO_TAG_BLOCKQUOTE] = 1,
        [GUMBO_TAG_ADDRESS] = 1,    [GUMBO_TAG_TR] = 1,      [GUMBO_TAG_FIELDSET] = 1,
        [GUMBO_TAG_TBODY] = 1,      [GUMBO_TAG_THEAD] = 1,   [GUMBO_TAG_TFOOT] = 1,
        [GUMBO_TAG_TD] = 1,         [GUMBO_TAG_TH] = 1,      [GUMBO_TAG_CAPTION] = 1,
        [GUMBO_TAG_COLGROUP] = 1,
    };

    return element->tag_namespace == GUMBO_NAMESPACE_HTML && blocks[element->tag];
}

/* A block begins or ends: the space behind the last text is at its edge, whatever ends between. */
static void drop_last_space(struct tree *tree)
{
    size_t at = tree->last_space, from = at, to = at + 1;

    if (!at)
        return;
    if (tree->space_alone) {
        from--;
        to++;
    }
    memmove(tree->shown.p + from, tree->shown.p + to, tree->shown.n - to);
    tree->shown.n -= to - from;
    tree->last_space = 0;
}

/* The text since the last tag; *by is the element whose tag is next. */
static void flush_text(struct tree *tree, const GumboElement *by)
{
    str text = buf_text(&tree->text);
    bool exact = tree->in_pre && tree->exact_in_pre, space = false, alone;
    bool behind_block = tree->behind_block;
    size_t at = 0, from = tree->shown.n;

    tree->behind_block = is_block(by);
    if (!text.n)
        return;
    buf_char(&tree->shown, '"');
    while (at < text.n) {
        uint32_t c = utf8_next(text, &at);
        if (c == '\r')
            c = at < text.n && text.p[at] == '\n' ? 0 : '\n';
        if (exact && (c == '\t' || c == '\n' || c == '\f' || c == ' ')) {
            buf_char(&tree->shown, (char)c);
        } else if (c < 0x80 && is_markup_space((char)c)) {
            space = true;
        } else if ((c = character(c))) {
            if (space && !(behind_block && tree->shown.n == from + 1))
                buf_char(&tree->shown, ' ');
            space = false;
            buf_utf8(&tree->shown, c);
        }
    }
    tree->text.n = 0;
    alone = tree->shown.n == from + 1;
    if (alone && (!space || behind_block || tree->last_space)) {
        tree->shown.n = from;
        return;
    }
    tree->last_space = space && !exact ? tree->shown.n : 0;
    tree->space_alone = alone;
    buf_str(&tree->shown, space ? S(" \"") : S("\""));
}

static bool is_cut(const GumboElement *element)
{
    if (element->tag_namespace == GUMBO_NAMESPACE_SVG)
        return element->tag == GUMBO_TAG_SVG;
    if (element->tag_namespace != GUMBO_NAMESPACE_HTML)
        return false;
    return element->tag == GUMBO_TAG_SCRIPT || element->tag == GUMBO_TAG_STYLE ||
           element->tag == GUMBO_TAG_TEXTAREA || element->tag == GUMBO_TAG_IFRAME ||
           element->tag == GUMBO_TAG_NOEMBED || element->tag == GUMBO_TAG_NOFRAMES;
}

static bool is_pre(const GumboElement *element)
{
    return element->tag_namespace == GUMBO_NAMESPACE_HTML &&
           (element->tag == GUMBO_TAG_PRE || element->tag == GUMBO_TAG_LISTING);
}

str tree_start_tag(const GumboElement *element)
{
    str tag = {element->original_tag.data, element->original_tag.length};

    while (str_starts(tag, S("</>")))
        tag = str_from(tag, sizeof "</>" - 1);
    return tag;
}

static void show_name(struct tree *tree, const GumboElement *element)
{
    static const char *const spaces[] = {"", "svg ", "math "};
    str tag = tree_start_tag(element);
    size_t n = 0;

    buf_printf(&tree->shown, "\n<%s", spaces[element->tag_namespace]);
    if (element->tag != GUMBO_TAG_UNKNOWN) {
        buf_str(&tree->shown, str_of(gumbo_normalized_tagname(element->tag)));
    } else {
        tag = str_from(tag, 1);
        while (n < tag.n && tag.p[n] > ' ' && tag.p[n] < 0x7F && tag.p[n] != '&' &&
               tag.p[n] != '/' && tag.p[n] != '>')
            n++; /* what would pass for a run is replaced in names too */
        buf_str(&tree->shown, str_lower(tree->arena, str_slice(tag, 0, n)));
    }
}

static void enter(struct tree *tree, const GumboNode *node)
{
    const GumboElement *element = &node->v.element;

    if (node->type == GUMBO_NODE_DOCUMENT) {
        buf_printf(&tree->shown, "quirks %d", (int)node->v.document.doc_type_quirks_mode);
        return;
    }
    flush_text(tree, element);
    if (tree->behind_block)
        drop_last_space(tree);
    tree->last_space = 0;
    show_name(tree, element);
    tree->in_pre += is_pre(element);
    if (tree->count == tree->room) {
        size_t room = tree->room ? 2 * tree->room : 256;
        tree->elements = arena_grow(tree->arena, tree->elements, tree->room * sizeof(void *),
                                    room * sizeof(void *));
        tree->room = room;
    }
    tree->elements[tree->count++] = element;
}

static void leave(struct tree *tree, const GumboNode *node)
{
    if (node->type == GUMBO_NODE_DOCUMENT)
        return;
    flush_text(tree, &node->v.element);
    if (tree->behind_block)
        drop_last_space(tree);
    buf_char(&tree->shown, '>');
    tree->in_pre -= is_pre(&node->v.element);
}

static const GumboVector *children(const GumboNode *node)
{
    return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
                                             : &node->v.element.children;
}

struct place {
    const GumboNode *node;
    unsigned next;
};

/* White space of the head and around it shows nothing. */
static bool is_of_head(const GumboNode *node)
{
    const GumboNode *around = node->parent;

    while (around->type == GUMBO_NODE_ELEMENT && around->v.element.tag == GUMBO_TAG_NOSCRIPT)
        around = around->parent;
    return node->type == GUMBO_NODE_WHITESPACE &&
           (around->type == GUMBO_NODE_DOCUMENT || around->v.element.tag == GUMBO_TAG_HTML ||
            around->v.element.tag == GUMBO_TAG_HEAD);
}

static void show_text(struct tree *tree, const GumboNode *node)
{
    str text = str_of(node->v.text.text);

    if (node->type != GUMBO_NODE_COMMENT && !is_of_head(node))
        buf_str(&tree->text, tree->doc ? doc_unpruned(tree->arena, tree->doc, text) : text);
}

static void show(struct tree *tree, const GumboNode *document)
{
    size_t depth = 1, room = 64;
    struct place *open = ARENA_ARRAY(tree->arena, struct place, room);

    open[0].node = document;
    enter(tree, document);
    while (depth) {
        struct place *here = &open[depth - 1];
        const GumboVector *below = children(here->node);
        const GumboNode *node;
        if (here->next == below->length || (depth > 1 && is_cut(&here->node->v.element))) {
            leave(tree, here->node);
            depth--;
            continue;
        }
        node = below->data[here->next++];
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) {
            show_text(tree, node);
            continue;
        }
        if (depth == room) {
            open = arena_grow(tree->arena, open, room * sizeof *open, 2 * room * sizeof *open);
            room *= 2;
        }
        enter(tree, node);
        open[depth++] = (struct place){.node = node};
    }
}

void tree_of(struct tree *tree, struct arena *arena, const struct doc *doc, str page,
             bool exact_in_pre)
{
    const GumboNode *document;

    *tree = (struct tree){.arena = arena, .doc = doc, .page = page.p, .exact_in_pre = exact_in_pre};
    tree->shown = buf_new(arena, SIZE_MAX / 4);
    tree->text = buf_new(arena, SIZE_MAX / 4);
    document = parse(arena, page);
    for (unsigned i = 0; doc && i < document->v.document.children.length; i++)
        if (((GumboNode *)document->v.document.children.data[i])->type == GUMBO_NODE_ELEMENT)
            extract_leaves(arena, doc, document->v.document.children.data[i]);
    show(tree, document);
}
