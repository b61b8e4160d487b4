/* meta_author_words: the words of bylines in the languages of the press. */
#ifndef NEWSMILL_STAGE_META_AUTHOR_WORDS_H
#define NEWSMILL_STAGE_META_AUTHOR_WORDS_H

#include "../base/str.h"

/* Length of the label that a byline begins with ("By ", "Von ", "Автор: "), 0: none. line: only
 * labels that a line of text can be known by. */
size_t author_label(str s, bool line);

/* Where a list of names is parted first (SIZE_MAX: nowhere), and how long the joint is. */
size_t author_joint(str s, size_t *length);

/* Without what follows the names: "Jane Roe for Example", "Jane Roe | 3 min read". */
str author_cut(str s);

/* "Political editor", "Reuters staff": what somebody does, not who it is. */
bool author_has_role(str s);

/* "admin", "Staff", "Guest author", "Unknown": names nobody. */
bool author_is_nobody(struct arena *arena, str name);

/* What follows a site's name when the name means its staff: "team", "staff", "editors". */
bool author_is_house_word(str s);

/* Words that begin in upper case, particles aside; or a few characters of a script without spaces.
 */
bool author_looks_name(str s, size_t least_words, size_t most_words);
/* The same, and of no firm, paper or shop: sites of one person bear that person's name. */
bool author_looks_person(str s);

/* Length of what stands before and of a label within the text: "May 28 Written by Jane Roe"; 0:
 * none. */
size_t author_label_inside(str s);
/* Whether the whole text is a label: "By", "Written by:". */
bool author_is_label(str s);
/* Whether an address is of a page about an author. */
bool author_page(str address);

#endif
