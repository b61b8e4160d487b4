/* extract_walk: the text in the making, while extract_tree.c walks a page. */
#ifndef NEWSMILL_EXTRACT_WALK_H
#define NEWSMILL_EXTRACT_WALK_H

#include "extract_attributes.h"
#include "extract_hints.h"
#include "extract_tree.h"

enum { NO_BOX = UINT32_MAX };
#define NOWHERE SIZE_MAX

/* An open element of role block. Its box is made when a block stands in it, so that a page of empty
 * elements has none. */
struct open {
    const GumboElement *element;
    uint32_t box, hints, under;
    str class;
    bool used; /* a list item that has given its first block */
    bool row;  /* a tr whose cells make one block */
};

struct walk {
    struct doc *doc;
    const struct extract_limits *limits;
    struct hints_known *known;
    size_t next_tag; /* of doc_start_tag */
    struct open *open;
    size_t depth, room;
    struct buf text;             /* of the block in the making */
    size_t link_from, bold_from; /* where an open link or bold began in it, or NOWHERE */
    uint32_t links, link_words, bold_words;
    size_t in_link, in_bold, in_pre, cells, table_rows;
    str link;             /* address of the first link of the block */
    str open_link;        /* of the innermost open link */
    GumboTag closed;      /* the inline element that ended last ... */
    size_t closed_at;     /* ... where in the text */
    bool in_classed_span; /* the span that began last has a class */
    bool beside_span;     /* the text stands in a span right behind another one */
    bool after_break;     /* a br stands before what comes */
};

/* Forgets the text in the making; links and bold that are open go on. */
void walk_start_text(struct walk *walk);
/* The text in the making becomes a block, if there is any. */
void walk_flush(struct walk *walk);
/* Words of it from a place on; 0 for NOWHERE. */
uint32_t walk_words_since(const struct walk *walk, size_t from);

#endif
