/* json_repair: makes strict JSON of what plainly means JSON. */
#ifndef NEWSMILL_BASE_JSON_REPAIR_H
#define NEWSMILL_BASE_JSON_REPAIR_H

#include "str.h"

/* A copy in which: the byte order mark, comments, CDATA and <!-- --> wrappers, semicolons and
 * needless commas are gone; NaN, Infinity, undefined and numbers past a double are null; what
 * Python prints in their place - single quotes, None, True, \xa0 - is JSON; integers
 * past 2^63 are strings; raw control characters in strings are escaped, escapes that JSON does not
 * have stand for themselves; lone surrogates, \u0000 and bad UTF-8 are U+FFFD. Linear. */
str json_repair(struct arena *arena, str s);

/* Undoes the entities that a whole text was escaped with: &quot; &#34; &#39; &apos; &lt; &gt;
 * &amp; */
str json_unescape_html(struct arena *arena, str s);

#endif
