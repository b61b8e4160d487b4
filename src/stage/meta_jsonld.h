/* meta_jsonld: schema.org nodes of a page's JSON-LD scripts. */
#ifndef NEWSMILL_STAGE_META_JSONLD_H
#define NEWSMILL_STAGE_META_JSONLD_H

#include "../base/json_tree.h"
#include "../doc.h"

enum { LD_NODES = 512 }; /* most nodes of a page that are looked at */

struct ld_node {
    const struct json *json;
    unsigned rank; /* how near its type is to an article's, 0: no work at all */
    bool top;      /* stands by itself: root, list, @graph, mainEntity */
};

struct ld {
    struct ld_node nodes[LD_NODES];
    size_t count;
    const struct json *main; /* the node of this page's article, or what stands for it; or NULL */
    const struct json *page; /* the WebPage, or NULL */
};

/* Reads the page's scripts. What is read belongs to doc->scratch. */
void ld_read(struct doc *doc, struct ld *ld);

/* Chooses `main`. known: what else the page calls itself (addresses and titles) to tell its own
 * article from those that it points to. */
void ld_choose(struct doc *doc, struct ld *ld, const str *known, size_t count);

/* The value itself, or the node that its @id refers to. */
const struct json *ld_follow(const struct ld *ld, const struct json *value);

/* A member as text: a string, @value, the first of a list, the name or url of an object. */
str ld_text(const struct ld *ld, const struct json *node, const char *key);
/* The type of a node without the name of the vocabulary. */
str ld_type(const struct json *node);
bool ld_is(const struct json *node, const char *type);

#endif
