#include "extract_leaves.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    LEAF_LEAD = 0xF3, /* the least first byte of a leaf's character */
    ROOM = 8,         /* for children, at first */
};

struct putting {
    struct arena *arena;
    const struct doc *doc;
    GumboNode *parent;
    GumboVector made; /* the children that it is to have */
};

/* The place of the next leaf in a text from `at` on, its run and where it ends; false: none. */
static bool next_leaf(const struct pruned *pruned, str text, size_t *at, size_t *end,
                      const struct text_run **run)
{
    for (; *at < text.n; ++*at) {
        size_t number;
        if ((unsigned char)text.p[*at] < LEAF_LEAD)
            continue;
        *end = *at;
        number = text_run_number(utf8_next(text, end));
        if (number < pruned->run_count && pruned->runs[number].leaf) {
            *run = &pruned->runs[number];
            return true;
        }
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

static GumboNode *text_node(struct arena *arena, const GumboNode *like, str text)
{
    GumboNode *node = arena_alloc(arena, sizeof *node);
    char *copy = arena_alloc(arena, text.n + 1);

    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    *node = *like;
    node->v.text.text = copy;
    return node;
}

/* The element of a leaf, with the leaf's character as its text. */
static GumboNode *leaf_node(struct putting *putting, const GumboNode *like, str character,
                            const struct text_run *run)
{
    const struct pruned *pruned = &putting->doc->pruned;
    const struct start_tag *tag = &pruned->tags[run->leaf - 1];
    str name = str_slice(putting->doc->page, tag->at + 1, run->at);
    GumboNode *node = ARENA_NEW(putting->arena, GumboNode), *text;
    GumboElement *element = &node->v.element;
    size_t n = 0;

    while (n < name.n && is_ascii_letter(name.p[n]))
        n++;
    node->type = GUMBO_NODE_ELEMENT;
    element->tag = gumbo_tagn_enum(name.p, (unsigned)n);
    element->original_tag = (GumboStringPiece){pruned->text.p + tag->pruned_at, character.n};
    if (!run->n)
        return node;
    text = text_node(putting->arena, like, character);
    text->parent = node;
    text->index_within_parent = 0;
    element->children.data = arena_alloc(putting->arena, sizeof(void *));
    element->children.data[0] = text;
    element->children.length = element->children.capacity = 1;
    return node;
}

/* A text that may have leaves becomes the texts between them, and their elements. */
static void put_text(struct putting *putting, GumboNode *node)
{
    const struct pruned *pruned = &putting->doc->pruned;
    str text = str_of(node->v.text.text);
    const struct text_run *run;
    size_t at = 0, end, from = 0;

    while (next_leaf(pruned, text, &at, &end, &run)) {
        if (at > from)
            add(putting, text_node(putting->arena, node, str_slice(text, from, at)));
        add(putting, leaf_node(putting, node, str_slice(text, at, end), run));
        at = from = end;
    }
    if (!from)
        add(putting, node);
    else if (from < text.n)
        add(putting, text_node(putting->arena, node, str_from(text, from)));
}

static bool has_leaf(const struct doc *doc, const GumboNode *node)
{
    const struct text_run *run;
    size_t at = 0, end;

    return node->type == GUMBO_NODE_TEXT &&
           next_leaf(&doc->pruned, str_of(node->v.text.text), &at, &end, &run);
}

/* An element's children are made anew when one of them has a leaf. */
static void put_below(struct arena *arena, const struct doc *doc, GumboNode *parent)
{
    GumboVector *children = &parent->v.element.children;
    struct putting putting = {.arena = arena, .doc = doc, .parent = parent};
    unsigned i = 0;

    while (i < children->length && !has_leaf(doc, children->data[i]))
        i++;
    if (i == children->length)
        return;
    for (i = 0; i < children->length; i++) {
        GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_TEXT)
            put_text(&putting, child);
        else
            add(&putting, child);
    }
    *children = putting.made;
}

/* Tags of the parser's own begin with '<', those of leaves with their character. */
static bool is_leaf(const GumboNode *node)
{
    const GumboStringPiece *tag = &node->v.element.original_tag;

    return tag->length && tag->data[0] != '<';
}

static bool has_children(const GumboNode *node)
{
    return (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) &&
           node->v.element.children.length && !is_leaf(node);
}

void extract_leaves(struct arena *arena, const struct doc *doc, GumboNode *root)
{
    GumboNode *node = root;

    while (doc->pruned.leaf_count) {
        if (has_children(node)) {
            put_below(arena, doc, node);
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
