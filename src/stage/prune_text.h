/* prune_text: the text of a page as the parser sees it, one character for each run. */
#ifndef NEWSMILL_PRUNE_TEXT_H
#define NEWSMILL_PRUNE_TEXT_H

#include "../doc.h"

struct pruned_text {
    struct doc *doc;
    str page;
    struct buf out; /* what the parser reads */
    size_t runs_room;
    bool keeps_space; /* inside pre: white space counts */
};

/* Room for one more in an array of the document. */
void *prune_grow(struct doc *doc, void *array, size_t count, size_t *room, size_t size);

/* From..to of the page, with and without character references. false: there is no character left
 * for a run, and the text from *to on stays to be written. */
bool prune_put_text(struct pruned_text *text, size_t from, size_t to, size_t *left);
bool prune_put_run(struct pruned_text *text, size_t from, size_t to, size_t *left);

/* Any stretch of the page as it stands, but for what would pass for a run. */
void prune_copy(struct pruned_text *text, size_t from, size_t to);

#endif
