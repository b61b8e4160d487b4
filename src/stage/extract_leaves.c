#include "extract_leaves.h"

#include <string.h>

#include "../base/markup.h"

enum {
    ROOM = 8,   /* for children of the parser's own elements, at first */
    NAMES = 64, /* slots; a power of two */
    NAMES_SHIFT = 64 - 6,
};

/* Columns of elements that are put back: they stand in no line. Until the children of a folded one
 * are made, its original end tag is what it holds. */
enum { LEAF = 1, FOLDED = 2 };

/* What gumbo calls names that were met, for a page has few: by the first eight bytes. */
struct names {
    uint64_t name[NAMES];
    GumboTag tag[NAMES];
};

struct putting {
    struct arena *arena;
    struct names *names;
    const struct doc *doc;
    GumboNode *parent;
    GumboVector made; /* the children that it is to have */
};

/* A leaf, its text, and what leads from one to the other. */
struct leaf {
    GumboNode element, text;
    void *child;
    char character[TEXT_RUN_BYTES + 1];
};

/* The place of the next leaf in a text from `at` on, its run and where it ends; false: none. */
static bool next_leaf(const struct pruned *pruned, str text, size_t *at, size_t *end,
                      const struct text_run **run)
{
    for (; *at < text.n; ++*at) {
        size_t number;
        if ((unsigned char)text.p[*at] < TEXT_RUN_LEAD)
            continue;
        *end = *at + TEXT_RUN_BYTES;
        number = text_run_at(text.p + *at);
        if (number < pruned->run_count && pruned->runs[number].leaf) {
            *run = &pruned->runs[number];
            return true;
        }
        *at = *end - 1;
    }
    return false;
}

static void add(struct putting *putting, GumboNode *node)
{
    GumboVector *made = &putting->made;

    if (made->length == made->capacity) {
        unsigned room = made->capacity ? made->capacity * 2 : ROOM;
        made->data = arena_grow(putting->arena, made->data, made->capacity * sizeof *made->data,
                                room * sizeof *made->data);
        made->capacity = room;
    }
    node->parent = putting->parent;
    node->index_within_parent = made->length;
    made->data[made->length++] = node;
}

static void add_text(struct putting *putting, str text)
{
    GumboNode *node = ARENA_NEW(putting->arena, GumboNode);
    char *copy = arena_alloc(putting->arena, text.n + 1);

    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    node->type = GUMBO_NODE_TEXT;
    node->v.text.text = copy;
    add(putting, node);
}

/* gumbo_tagn_enum() takes a NUL for the end of a name, which it is not (13.2.5.8). */
static GumboTag tag_of(struct names *names, str name, uint64_t key)
{
    size_t slot = (key * UINT64_C(0x9E3779B97F4A7C15)) >> NAMES_SHIFT;

    if (memchr(name.p, '\0', name.n))
        return GUMBO_TAG_UNKNOWN;
    if (name.n > sizeof key)
        return gumbo_tagn_enum(name.p, (unsigned)name.n);
    if (names->name[slot] != key) {
        names->name[slot] = key;
        names->tag[slot] = gumbo_tagn_enum(name.p, (unsigned)name.n);
    }
    return names->tag[slot];
}

/* The element of a start tag of the page. */
static void make_element(const struct putting *putting, uint32_t number, GumboNode *node)
{
    const struct doc *doc = putting->doc;
    GumboElement *element = &node->v.element;
    size_t at = doc->pruned.tags[number].at, end;
    uint64_t name;

    end = markup_name(doc->page, at + 1, &name);
    node->type = GUMBO_NODE_ELEMENT;
    element->tag = tag_of(putting->names, str_slice(doc->page, at + 1, end), name);
    if (element->tag == GUMBO_TAG_SVG)
        element->tag_namespace = GUMBO_NAMESPACE_SVG;
    element->original_tag = (GumboStringPiece){doc->page.p + at, end - at};
    element->start_pos = (GumboSourcePosition){.column = LEAF, .offset = number};
}

/* The element of a leaf, with the leaf's character as its text. */
static void add_leaf(struct putting *putting, str character, uint32_t tag)
{
    struct leaf *leaf = ARENA_NEW(putting->arena, struct leaf);
    GumboVector *children = &leaf->element.v.element.children;

    make_element(putting, tag, &leaf->element);
    memcpy(leaf->character, character.p, TEXT_RUN_BYTES);
    leaf->text.type = GUMBO_NODE_TEXT;
    leaf->text.parent = &leaf->element;
    leaf->text.v.text.text = leaf->character;
    leaf->child = &leaf->text;
    children->data = &leaf->child;
    children->length = children->capacity = 1;
    add(putting, &leaf->element);
}

static void add_folded(struct putting *putting, uint32_t tag, str inside)
{
    GumboNode *node = ARENA_NEW(putting->arena, GumboNode);

    make_element(putting, tag, node);
    if (inside.n) {
        node->v.element.start_pos.column = FOLDED;
        node->v.element.original_end_tag = (GumboStringPiece){inside.p, inside.n};
    }
    add(putting, node);
}

/* The texts between leaves, and their elements. `node` is the text, if it is one of the tree. */
static void put_text(struct putting *putting, str text, GumboNode *node)
{
    const struct pruned *pruned = &putting->doc->pruned;
    const struct text_run *run;
    size_t at = 0, end, from = 0;

    for (; next_leaf(pruned, text, &at, &end, &run); at = from = end) {
        uint32_t tag = run->leaf - 1;
        if (at > from)
            add_text(putting, str_slice(text, from, at));
        if (run->folded || !run->n)
            add_folded(putting, tag, str_slice(pruned->folded, run->at, run->at + run->n));
        else
            add_leaf(putting, str_slice(text, at, end), tag);
    }
    if (!from && node)
        add(putting, node);
    else if (from < text.n)
        add_text(putting, str_from(text, from));
}

/* Comments of the pruned page hold elements of the head, or nothing. */
static bool is_parted(const GumboNode *node)
{
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_COMMENT;
}

static bool has_leaf(const struct doc *doc, const GumboNode *node)
{
    const struct text_run *run;
    size_t at = 0, end;

    return is_parted(node) && next_leaf(&doc->pruned, str_of(node->v.text.text), &at, &end, &run);
}

/* An element's children are made anew when one of them has a leaf. */
static void put_below(struct putting *putting, GumboNode *parent)
{
    GumboVector *children = &parent->v.element.children;
    unsigned i = 0;

    while (i < children->length && !has_leaf(putting->doc, children->data[i]))
        i++;
    if (i == children->length)
        return;
    putting->parent = parent;
    putting->made = (GumboVector){0};
    for (i = 0; i < children->length; i++) {
        GumboNode *child = children->data[i];
        if (is_parted(child))
            put_text(putting, str_of(child->v.text.text), child);
        else
            add(putting, child);
    }
    *children = putting->made;
}

/* The children of a folded element: leaves, and at most one text before each and behind the last.
 */
static void unfold(struct putting *putting, GumboNode *parent)
{
    GumboStringPiece *piece = &parent->v.element.original_end_tag;
    unsigned room = 2 * (unsigned)(piece->length / TEXT_RUN_BYTES) + 1;

    putting->parent = parent;
    putting->made =
        (GumboVector){.data = arena_alloc(putting->arena, room * sizeof(void *)), .capacity = room};
    put_text(putting, (str){piece->data, piece->length}, NULL);
    parent->v.element.children = putting->made;
    *piece = (GumboStringPiece){NULL, 0};
}

/* Whether the way leads below a node, whose children are put back first. */
static bool put_back(struct putting *putting, GumboNode *node)
{
    const GumboSourcePosition *from = &node->v.element.start_pos;
    unsigned back;

    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
        return false;
    back = from->line ? 0 : from->column;
    if (back == FOLDED)
        unfold(putting, node);
    else if (back != LEAF && node->v.element.children.length)
        put_below(putting, node);
    return back != LEAF && node->v.element.children.length;
}

void extract_leaves(struct arena *arena, const struct doc *doc, GumboNode *root)
{
    struct putting putting = {arena, ARENA_NEW(arena, struct names), doc, NULL, {0}};
    GumboNode *node = root;

    while (doc->pruned.leaf_count) {
        if (put_back(&putting, node)) {
            node = node->v.element.children.data[0];
            continue;
        }
        while (node != root &&
               node->index_within_parent + 1 == node->parent->v.element.children.length)
            node = node->parent;
        if (node == root)
            return;
        node = node->parent->v.element.children.data[node->index_within_parent + 1];
    }
}
