/* meta_author_words: tell names of persons from roles, houses and nobody. */
#ifndef NEWSMILL_STAGE_META_AUTHOR_WORDS_H
#define NEWSMILL_STAGE_META_AUTHOR_WORDS_H

#include "../base/str.h"

/* "Political editor", "Reuters staff": what somebody does, not who it is. */
bool author_has_role(str s);
/* "Example Sports Desk", "The Example Team": several, of whom none is named. */
bool author_has_group(str s);
/* "Staff", "News desk", "The editors": those who write for the house together. */
bool author_is_desk(struct arena *arena, str name);
/* Whether the group ends it: "the Example Team". */
bool author_ends_group(str s);
/* "Example Media GmbH": it ends with a form of companies. */
bool author_is_company(str s);
/* "jane.roe", "jroe_86": the name of an account. */
bool author_is_login(str s);
/* "admin", "Guest author", "Unknown": names nobody. house: not a person's, so figures are no sign.
 */
bool author_is_nobody(struct arena *arena, str name, bool house);
/* What follows a site's name when the name means its staff: "team", "staff", "editors". */
bool author_is_house_word(str s);

/* Words that begin in upper case, particles aside; or a few characters of a script without spaces.
 */
bool author_looks_name(str s, size_t least_words, size_t most_words);
/* The same, and of no firm, paper or shop: sites of one person bear that person's name. */
bool author_looks_person(str s);

#endif
