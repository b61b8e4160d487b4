/* prune_scan: how far prune is in a page, and what it does with tags. */
#ifndef NEWSMILL_PRUNE_SCAN_H
#define NEWSMILL_PRUNE_SCAN_H

#include "prune_blank.h"
#include "prune_head.h"
#include "prune_tags.h"
#include "prune_text.h"

enum {
    PRUNE_ATTRIBUTES = 256,  /* most of a tag that are passed on */
    PRUNE_NAMES_OPEN = 1024, /* slots of the table of open tags; a power of two */
    PRUNE_NAMES_SHIFT = 64 - 10,
};

struct prune_scan {
    struct doc *doc;
    str page;
    size_t at;
    struct pruned_text text;
    struct tag_rows rows;
    uint64_t depth, deepest;
    uint16_t open[PRUNE_NAMES_OPEN]; /* how many of each tag are open, by its name */
    size_t pre_at;                   /* of the output: behind the last start tag of a pre */
    bool has_text;                   /* some is seen beyond doubt: there may be no frames */
    bool in_body;                    /* beyond doubt */
    enum head head;
    size_t templates, in_pre; /* open ones; within pre white space counts */
    bool in_select;           /* where the parser ignores most tags */
    size_t html_tags;         /* so far */
    bool behind_end;          /* the last tag written is an end tag, which may be ignored */
    struct blank blank;
    struct {
        size_t at, end; /* white space that waits for the tag behind it; none when end is 0 */
        bool comment;   /* one stands behind it ... */
        bool more;      /* ... and white space again behind that */
    } held;
};

/* A tag, as markup_tag_listed() gives it. The scan goes on behind it, or behind what it begins. */
void prune_take_tag(struct prune_scan *scan, struct markup_tag *tag, size_t attributes_end);

/* White space that was held back comes, for what follows needs it. */
void prune_put_held(struct prune_scan *scan);

/* Counts open tags; those that HTML closes by itself, or that have no end tag, do not count. */
void prune_count_depth(struct prune_scan *scan, const struct markup_tag *tag);

/* Where the content of an element ends that has no tags in it (13.2.5.2): at its end tag, or at
 * the end of the page. `what`: the bits of its tag. */
size_t prune_content_end(const struct prune_scan *scan, const struct markup_tag *tag,
                         unsigned what);

/* The page from `from` on as it stands. The parser alone knows what it is: raw text or tags, HTML
 * or foreign content. Its ceilings hold all the same. */
void prune_rest(struct prune_scan *scan, size_t from);

#endif
