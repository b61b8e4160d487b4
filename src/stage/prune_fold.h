/* prune_fold: elements that become one character of the pruned page, with all that they hold.
 *
 * An element whose tags match, and that holds texts and folded elements alone, does to the parser
 * what a text does, wherever the parser is in the body, in no table, and what its start tag may
 * close or move is not open: a p, a heading around it, a list's item, formatting elements that were
 * closed over (13.2.4.3). So its tags need not be read, and its character stands in the place; the
 * tree is made whole behind the parser (extract_leaves.h). A page whose tags match is then little
 * more than a head and one character. What is in doubt stays for the parser. */
#ifndef NEWSMILL_PRUNE_FOLD_H
#define NEWSMILL_PRUNE_FOLD_H

#include "../base/markup.h"
#include "prune_blank.h"

enum {
    FOLD_OPEN = 64,   /* elements within each other that may fold */
    FOLD_TABLES = 16, /* tables within each other that are followed */
};

/* What may be open, and would be closed by a start tag of its kind; true when in doubt. */
struct fold_around {
    bool p;      /* in button scope */
    bool li, dd; /* an item, and nothing that parts it from another */
    bool button, form;
    size_t headings; /* one of them as the current node */
};

/* The cell of a table, in which all is as in the body. */
struct fold_cell {
    bool in;           /* the innermost table's; where none is open it is no matter */
    size_t formatting; /* elements open around it */
};

struct fold_element {
    uint64_t name;     /* first eight bytes of it */
    unsigned what;     /* its bits, which tell longer names from those of HTML */
    size_t at, inside; /* of the pruned page: its start tag, and behind it */
    size_t tag;        /* number of its start tag */
    struct fold_around before;
};

struct fold {
    /* Each within the one before; nothing but texts and folded elements since. */
    struct fold_element open[FOLD_OPEN];
    size_t depth, formatting; /* how many; how many of them are formatting elements */
    struct fold_around around;
    struct fold_cell cell;
    struct fold_table {
        struct fold_around around;
        struct fold_cell cell;
    } tables[FOLD_TABLES]; /* what was around those that are open */
    size_t table_depth;
    bool barred; /* by elements that end scopes, or tables, which were not followed */
};

/* Whether the element of this start tag, not yet followed, may fold where it stands. `in_body`: the
 * parser is in the body beyond doubt. */
bool fold_takes(const struct fold *fold, const struct blank *blank, const struct markup_tag *tag,
                unsigned what, bool in_body);

/* Elements that fold in a select alone. */
bool fold_is_option(uint64_t name);

/* A tag that is passed on, and not yet followed by `blank`. `seen`: it is in no select and no
 * template, which may ignore it. */
void fold_follow(struct fold *fold, const struct blank *blank, const struct markup_tag *tag,
                 unsigned what, bool seen);

/* The start tag of an element that may fold was written; `before` is what was around it. */
void fold_open(struct fold *fold, const struct fold_element *element);

/* Something was written that is neither text nor folded: what is open around it does not fold. */
void fold_stop(struct fold *fold);

/* Whether the end tag closes the innermost element that may fold; it is taken off. */
bool fold_close(struct fold *fold, const struct markup_tag *tag, unsigned what,
                struct fold_element *element);

#endif
