/* extract_hints: what an element's tag, role, class and id say of it. */
#ifndef NEWSMILL_EXTRACT_HINTS_H
#define NEWSMILL_EXTRACT_HINTS_H

#include "../doc.h"

/* enum hint bits of a word list such as "post-meta articleBody": words are parted at anything but
 * letters and at a change from lower to upper case. */
uint32_t hints_of_words(str words);

/* Of a role ("navigation", "contentinfo") or a tag ("nav", "footer"). */
uint32_t hints_of_role(str role);

#endif
