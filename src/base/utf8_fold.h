/* utf8_fold: the form of a text in which two that differ in dress alone are the same: Unicode's
 * compatibility form (NFKC, UAX 15) and full case folding. */
#ifndef NEWSMILL_BASE_UTF8_FOLD_H
#define NEWSMILL_BASE_UTF8_FOLD_H

#include "str.h"

enum {
    FOLD_ROOM = 18,     /* most characters that one becomes in NFKC (U+FDFA) */
    FOLD_CASE_ROOM = 4, /* and when its case is folded */
};

/* Valid UTF-8 in NFKC, without what is not shown (soft hyphens, zero-width characters ...), its
 * case still on. `out` has room for FOLD_ROOM characters for each byte. Gives how many. */
size_t fold_compatible(str s, uint32_t *out, size_t room);

/* Folds the case of a character. Gives how many it becomes, FOLD_CASE_ROOM at most. */
size_t fold_case(uint32_t c, uint32_t out[FOLD_CASE_ROOM]);

#endif
