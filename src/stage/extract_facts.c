#include "extract_facts.h"

#include "../base/utf8.h"

enum {
    LONGEST_FACT = 400,    /* bytes of text that an element may hold to be a byline, date ... */
    LONGEST_HEADING = 600, /* of an h1 */
    NODES = 400,           /* visited for the text of one element */
    LONGEST_VALUE = 8192,  /* of an attribute that is kept */
};

str element_attribute(const GumboElement *element, const char *name)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, name);

    return attribute ? str_of(attribute->value) : (str){NULL, 0};
}

static const GumboVector *children_of(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
        return &node->v.element.children;
    return &kGumboEmptyVector;
}

/* The next node in document order that is below root; NULL at its end. */
static const GumboNode *next_node(const GumboNode *node, const GumboNode *root)
{
    const GumboVector *children = children_of(node);

    if (children->length)
        return children->data[0];
    while (node != root) {
        children = children_of(node->parent);
        if (node->index_within_parent + 1 < children->length)
            return children->data[node->index_within_parent + 1];
        node = node->parent;
    }
    return NULL;
}

static bool is_text_node(const GumboNode *node)
{
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
           node->type == GUMBO_NODE_CDATA;
}

str element_text(struct arena *arena, const GumboNode *node, size_t most)
{
    struct buf text = buf_new(arena, most + 1);
    const GumboNode *below = node;
    size_t nodes = 0;

    while ((below = next_node(below, node))) {
        if (++nodes > NODES || text.full)
            return (str){NULL, 0};
        if (is_text_node(below))
            buf_str(&text, str_of(below->v.text.text));
        else
            buf_char(&text, ' ');
    }
    if (text.n > most)
        return (str){NULL, 0};
    return text_tidy(arena, buf_text(&text));
}

static struct fact *add(struct doc *doc, enum fact_kind kind, str key, str value, size_t most)
{
    struct fact *fact;

    if (key.n > LONGEST_VALUE || value.n > LONGEST_VALUE || !(key.n || value.n))
        return NULL;
    fact = doc_add_fact(doc, most);
    if (!fact)
        return NULL;
    *fact = (struct fact){
        .kind = kind,
        .key = str_lower(doc->arena, key),
        .value = str_dup(doc->arena, value),
        .block = (uint32_t)doc->block_count,
    };
    return fact;
}

static void add_meta(struct doc *doc, const GumboElement *element, size_t most)
{
    static const char *const names[] = {"name", "property", "itemprop", "http-equiv"};
    str content = element_attribute(element, "content");

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        str key = element_attribute(element, names[i]);
        if (key.n) {
            add(doc, FACT_META, key, content, most);
            return;
        }
    }
}

static void add_time(struct doc *doc, const GumboNode *node, uint32_t under, size_t most)
{
    const GumboElement *element = &node->v.element;
    struct buf extra = buf_new(doc->arena, LONGEST_VALUE);
    struct fact *fact = doc_add_fact(doc, most);

    if (!fact)
        return;
    buf_str(&extra, element_attribute(element, "class"));
    buf_char(&extra, ' ');
    buf_str(&extra, element_attribute(element, "itemprop"));
    if (gumbo_get_attribute(&element->attributes, "pubdate"))
        buf_str(&extra, S(" pubdate"));
    *fact = (struct fact){
        .kind = FACT_TIME,
        .key = str_dup(doc->arena, element_attribute(element, "datetime")),
        .value = element_text(doc->arena, node, LONGEST_FACT),
        .extra = buf_text(&extra),
        .block = (uint32_t)doc->block_count,
        .under = under,
    };
}

/* Microdata (WHATWG HTML, 5.2.4): the value stands in an attribute, or is the text. */
static void add_property(struct doc *doc, const GumboNode *node, str name, uint32_t under,
                         size_t most)
{
    static const char *const places[] = {"content", "datetime", "href", "src"};
    const GumboElement *element = &node->v.element;
    str value = {NULL, 0};
    struct fact *fact;

    for (size_t i = 0; !value.n && i < sizeof places / sizeof *places; i++)
        value = element_attribute(element, places[i]);
    if (!value.n || (element->tag == GUMBO_TAG_A && !str_eq(name, S("url"))))
        value = element_text(doc->arena, node, LONGEST_FACT);
    fact = add(doc, FACT_PROP, name, value, most);
    if (!fact)
        return;
    fact->extra = str_dup(doc->arena, element_attribute(element, "itemtype"));
    fact->under = under;
}

static void add_named(struct doc *doc, enum fact_kind kind, const GumboNode *node, str key,
                      uint32_t under, size_t most)
{
    str text =
        element_text(doc->arena, node, kind == FACT_HEADING ? LONGEST_HEADING : LONGEST_FACT);
    struct fact *fact = text.n ? add(doc, kind, key, text, most) : NULL;

    if (!fact)
        return;
    fact->extra = str_dup(doc->arena, element_attribute(&node->v.element, "href"));
    fact->under = under;
}

static bool says_credit(str words)
{
    return str_has_nocase(words, S("source")) || str_has_nocase(words, S("agency")) ||
           str_has_nocase(words, S("credit"));
}

static void add_body_facts(struct doc *doc, const GumboNode *node, uint32_t hints, uint32_t under,
                           size_t most)
{
    const GumboElement *element = &node->v.element;
    str name = element_attribute(element, "class"), rel = element_attribute(element, "rel");
    str property = element_attribute(element, "itemprop");

    if (!name.n)
        name = element_attribute(element, "id");
    if (property.n && !str_eq_nocase(property, S("articleBody")))
        add_property(doc, node, property, under, most);
    if (element->tag == GUMBO_TAG_TIME)
        add_time(doc, node, under, most);
    if (element->tag == GUMBO_TAG_H1)
        add_named(doc, FACT_HEADING, node, name.n ? name : S("h1"), under, most);
    if (str_has_nocase(rel, S("author")))
        add_named(doc, FACT_BYLINE, node, S("rel-author"), under, most);
    else if (hints & HINT_BYLINE)
        add_named(doc, FACT_BYLINE, node, name, under, most);
    if (hints & HINT_DATE)
        add_named(doc, FACT_DATE, node, name, under, most);
    if (name.n && says_credit(name))
        add_named(doc, FACT_CREDIT, node, name, under, most);
}

void extract_facts(struct doc *doc, const GumboNode *node, uint32_t hints, uint32_t under,
                   size_t most)
{
    const GumboElement *element = &node->v.element;

    switch (element->tag) {
    case GUMBO_TAG_META:
        add_meta(doc, element, most);
        break;
    case GUMBO_TAG_LINK:
        add(doc, FACT_LINK, element_attribute(element, "rel"), element_attribute(element, "href"),
            most);
        break;
    case GUMBO_TAG_TITLE:
        add(doc, FACT_TITLE, S("title"), element_text(doc->arena, node, LONGEST_VALUE), most);
        break;
    case GUMBO_TAG_HTML:
        add(doc, FACT_LANG, S("lang"), element_attribute(element, "lang"), most);
        break;
    case GUMBO_TAG_BODY:
        break;
    default:
        add_body_facts(doc, node, hints, under, most);
        break;
    }
}
