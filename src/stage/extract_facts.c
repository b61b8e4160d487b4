#include "extract_facts.h"

#include "../base/utf8.h"

enum {
    LONGEST_FACT = 400,    /* bytes of text that an element may hold to be a byline, date ... */
    LONGEST_HEADING = 600, /* of an h1 */
    NODES = 400,           /* visited for the text of one element */
    LONGEST_VALUE = 8192,  /* of an attribute that is kept */
};

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

str element_text(const struct doc *doc, const GumboNode *node, size_t most)
{
    struct buf text = buf_new(doc->scratch, most + 1);
    const GumboNode *below = node;
    size_t nodes = 0;

    while ((below = next_node(below, node))) {
        if (++nodes > NODES || text.full)
            return (str){NULL, 0};
        if (is_text_node(below))
            buf_str(&text, doc_unpruned(doc->scratch, doc, str_of(below->v.text.text)));
        else
            buf_char(&text, ' ');
    }
    if (text.n > most)
        return (str){NULL, 0};
    return text_tidy(doc->arena, buf_text(&text));
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

static void add_meta(struct doc *doc, const struct attributes *attributes, size_t most)
{
    const str keys[] = {attributes->name, attributes->property, attributes->itemprop,
                        attributes->http_equiv};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].n) {
            add(doc, FACT_META, keys[i], attributes->content, most);
            return;
        }
}

static void add_time(struct doc *doc, const GumboNode *node, const struct attributes *attributes,
                     uint32_t under, size_t most)
{
    struct buf extra = buf_new(doc->arena, LONGEST_VALUE);
    struct fact *fact = doc_add_fact(doc, most);

    if (!fact)
        return;
    buf_str(&extra, attributes->class);
    buf_char(&extra, ' ');
    buf_str(&extra, attributes->itemprop);
    if (attributes->pubdate.p)
        buf_str(&extra, S(" pubdate"));
    *fact = (struct fact){
        .kind = FACT_TIME,
        .key = str_dup(doc->arena, attributes->datetime),
        .value = element_text(doc, node, LONGEST_FACT),
        .extra = buf_text(&extra),
        .block = (uint32_t)doc->block_count,
        .under = under,
    };
}

/* Microdata (WHATWG HTML, 5.2.4): the value stands in an attribute, or is the text. */
static void add_property(struct doc *doc, const GumboNode *node,
                         const struct attributes *attributes, uint32_t under, size_t most)
{
    const str places[] = {attributes->content, attributes->datetime, attributes->href,
                          attributes->src};
    str value = {NULL, 0};
    struct fact *fact;

    for (size_t i = 0; !value.n && i < sizeof places / sizeof *places; i++)
        value = places[i];
    if (!value.n || (node->v.element.tag == GUMBO_TAG_A && !str_eq(attributes->itemprop, S("url"))))
        value = element_text(doc, node, LONGEST_FACT);
    fact = add(doc, FACT_PROP, attributes->itemprop, value, most);
    if (!fact)
        return;
    fact->extra = str_dup(doc->arena, attributes->itemtype);
    fact->under = under;
}

static void add_named(struct doc *doc, enum fact_kind kind, const GumboNode *node, str key,
                      str href, uint32_t under, size_t most)
{
    str text = element_text(doc, node, kind == FACT_HEADING ? LONGEST_HEADING : LONGEST_FACT);
    struct fact *fact = text.n ? add(doc, kind, key, text, most) : NULL;

    if (!fact)
        return;
    fact->extra = str_dup(doc->arena, href);
    fact->under = under;
}

static void add_body_facts(struct doc *doc, const GumboNode *node,
                           const struct attributes *attributes, uint32_t hints, uint32_t under,
                           size_t most)
{
    str name = attributes->class.n ? attributes->class : attributes->id, href = attributes->href;

    if (attributes->itemprop.n && !str_eq_nocase(attributes->itemprop, S("articleBody")))
        add_property(doc, node, attributes, under, most);
    if (node->v.element.tag == GUMBO_TAG_TIME)
        add_time(doc, node, attributes, under, most);
    if (node->v.element.tag == GUMBO_TAG_H1)
        add_named(doc, FACT_HEADING, node, name.n ? name : S("h1"), href, under, most);
    if (attributes->rel.n && str_has_nocase(attributes->rel, S("author")))
        add_named(doc, FACT_BYLINE, node, S("rel-author"), href, under, most);
    else if (hints & HINT_BYLINE)
        add_named(doc, FACT_BYLINE, node, name, href, under, most);
    if (hints & HINT_DATE)
        add_named(doc, FACT_DATE, node, name, href, under, most);
    if (hints & HINT_CREDIT)
        add_named(doc, FACT_CREDIT, node, name, href, under, most);
}

void extract_facts(struct doc *doc, const GumboNode *node, const struct attributes *attributes,
                   uint32_t hints, uint32_t under, size_t most)
{
    switch (node->v.element.tag) {
    case GUMBO_TAG_META:
        add_meta(doc, attributes, most);
        break;
    case GUMBO_TAG_LINK:
        add(doc, FACT_LINK, attributes->rel, attributes->href, most);
        break;
    case GUMBO_TAG_TITLE:
        add(doc, FACT_TITLE, S("title"), element_text(doc, node, LONGEST_VALUE), most);
        break;
    case GUMBO_TAG_HTML:
        add(doc, FACT_LANG, S("lang"), attributes->lang, most);
        break;
    case GUMBO_TAG_BODY:
        break;
    default:
        add_body_facts(doc, node, attributes, hints, under, most);
        break;
    }
}
