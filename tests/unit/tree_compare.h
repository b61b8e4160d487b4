/* tree_compare: is the tree of a pruned page, with its texts and attributes put back, the tree of
 * the whole page? gumbo on the page as it stands is the oracle. What prune may cut is left out on
 * both sides: comments, the bodies of script, style, textarea, iframe, noembed and noframes, and
 * what is inside svg. White space counts as one space outside pre; control characters are
 * ignored. */
#ifndef NEWSMILL_TEST_TREE_COMPARE_H
#define NEWSMILL_TEST_TREE_COMPARE_H

#include "doc.h"

enum tree_verdict {
    TREE_SAME,
    TREE_SAME_BARE, /* only as the tree of the page without the attributes that prune drops */
    TREE_DIFFERENT,
};

struct tree_report {
    enum tree_verdict verdict;
    str want, got;             /* from a little before the first difference on */
    bool same_words;           /* of the texts, in whatever order */
    size_t elements;           /* whose attributes were compared: where the verdict is TREE_SAME */
    size_t attributes;         /* known ones on them */
    size_t wrong;              /* of them have another value */
    size_t gone;               /* elements of which gumbo lost attributes by its own error */
    str wrong_want, wrong_got; /* the first of them */
};

/* The document has been pruned. All memory is of `arena`; doc->scratch is used too. */
void tree_compare(struct arena *arena, struct doc *doc, bool exact_in_pre,
                  struct tree_report *report);

#endif
