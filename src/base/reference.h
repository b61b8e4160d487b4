/* reference: character references: "&#8217;", "&#x2019;", "&rsquo;". */
#ifndef NEWSMILL_BASE_REFERENCE_H
#define NEWSMILL_BASE_REFERENCE_H

#include "str.h"

/* The character of "#8217", "#x2019" or a name of HTML 4, without & and ;. Numbers of C1 controls
 * are those of windows-1252 (HTML Standard, 13.2.5.80). 0: it is none. */
uint32_t reference_code(str name);

/* Length of the reference, its ; too, that s begins with, and its character; 0: it is none. */
size_t reference_at(str s, uint32_t *c);

/* The number in "#8217" or "#x2019", as far as it is one: it ends at *end, and is above U+10FFFF
 * when it is too large for a character. */
uint32_t reference_number(str reference, size_t *end);

#endif
