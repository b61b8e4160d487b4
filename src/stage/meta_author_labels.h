/* meta_author_labels: what stands around names in the bylines of many languages. */
#ifndef NEWSMILL_STAGE_META_AUTHOR_LABELS_H
#define NEWSMILL_STAGE_META_AUTHOR_LABELS_H

#include "../base/str.h"

/* Length of the label that a byline begins with ("By ", "Von ", "Автор: "), 0: none. line: only
 * labels that a line of text can be known by. */
size_t author_label(str s, bool line);
/* Whether it begins with a label of two words and more: "Written by", not "By", "Von". */
bool author_label_strong(str s);
/* Length of what stands before a label within the text, and of the label ("May 28 Written by Jane
 * Roe"); 0: none. */
size_t author_label_inside(str s);
/* Whether the whole text is a label: "By", "Written by:". */
bool author_is_label(str s);

/* "Edited by ...", "Photos by ...": names that are not the author's. */
bool author_is_other(str s);

/* Where a list of names is parted first (SIZE_MAX: nowhere), and how long the joint is. */
size_t author_joint(str s, size_t *length);
/* Without what follows the names: "Jane Roe for Example", "Jane Roe | 3 min read". */
str author_cut(str s);

/* Whether an address is of a page about an author. */
bool author_page(str address);

#endif
