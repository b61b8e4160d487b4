/* utf16: characters of UTF-16, from bytes in either order. */
#ifndef NEWSMILL_BASE_UTF16_H
#define NEWSMILL_BASE_UTF16_H

#include "str.h"

/* Decodes the character at *at and moves *at behind it; U+FFFD for half a pair. false, and *at
 * stays, when the bytes end within a character, or perhaps do. */
bool utf16_next(str bytes, bool big, size_t *at, uint32_t *c);

#endif
