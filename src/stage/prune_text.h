/* prune_text: the text of a page as the parser sees it, one character for each run. */
#ifndef NEWSMILL_PRUNE_TEXT_H
#define NEWSMILL_PRUNE_TEXT_H

#include "../base/markup.h"
#include "../doc.h"
#include "prune_fold.h"

struct pruned_text {
    struct doc *doc;
    str page;
    struct buf out;    /* what the parser reads */
    struct buf folded; /* what folded elements hold */
    struct fold fold;
    size_t runs_room, tags_room, attributes_room;
    struct markup_list attributes; /* of the tag that was read last */
    size_t head_end;               /* behind the comment that holds elements of the head; 0: none */
    size_t leaf_at;   /* behind the last leaf written, if only end tags stand behind it; else 0 */
    bool keeps_space; /* inside pre: white space counts */
};

/* Room for one more in an array of the document. */
void *prune_grow(struct doc *doc, void *array, size_t count, size_t *room, size_t size);

/* The start tag, the one read last, is written next: it, or its leaf, is found again from there,
 * with those of its attributes that are listed. */
void prune_note_tag(struct pruned_text *text, const struct markup_tag *tag);

/* From..to of the page, with and without character references. false: there is no character left
 * for a run, and the text from *to on stays to be written. */
bool prune_put_text(struct pruned_text *text, size_t from, size_t to, size_t *left);
bool prune_put_run(struct pruned_text *text, size_t from, size_t to, size_t *left);

/* A leaf: the start tag, and its text up to `to`. false, and nothing is written: there is no
 * character left, or the text has NULs or references that the parser is to decode. */
bool prune_put_leaf(struct pruned_text *text, const struct markup_tag *tag, size_t to);
/* The same, where the parser is in the head beyond doubt. */
bool prune_put_head_leaf(struct pruned_text *text, const struct markup_tag *tag, size_t to);

/* Whether there is a character for one more leaf or folded element. Texts have their share. */
bool prune_has_leaf(const struct pruned_text *text);
/* What was written since the element's start tag becomes one character, with it. */
void prune_put_folded(struct pruned_text *text, const struct fold_element *element);

/* Markup of our own: nothing around it folds. */
void prune_put_markup(struct pruned_text *text, str markup);

/* Parts the last leaf, if nothing but end tags stands behind it, from the text that comes. */
void prune_part_leaf(struct pruned_text *text);

/* Any stretch of the page as it stands, but for what would pass for a run. */
void prune_copy(struct pruned_text *text, size_t from, size_t to);

#endif
