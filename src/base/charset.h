/* charset: bytes of a known encoding become UTF-8, as the WHATWG Encoding Standard's
 * decoders do it: what is ill-formed becomes U+FFFD, nothing is lost in silence. */
#ifndef NEWSMILL_BASE_CHARSET_H
#define NEWSMILL_BASE_CHARSET_H

#include "charset_labels.h"

struct decoded {
    str text;       /* valid UTF-8 */
    size_t bad;     /* ill-formed sequences and unmapped codes: each gave one U+FFFD */
    size_t foreign; /* sequences that are not ASCII, the bad ones among them */
    bool over;      /* would have passed the ceiling; text is what fits */
    bool cut_tail;  /* it ends within a character, which is counted as bad */
};

/* Decodes into `arena`, at most `ceiling` bytes; tables and iconv's state live in `state`.
 * KIND_UTF_8 is repaired; a text that is valid is given as it is, not copied. CHARSET_NONE, or a
 * table that this system's iconv has not: every byte above ASCII is bad. */
struct decoded charset_decode(struct arena *arena, struct arena *state, enum charset charset,
                              str bytes, size_t ceiling);

/* The character of a byte of windows-1252 from 0x80 to 0x9F; elsewhere they are the same. */
uint32_t windows_1252_character(uint32_t byte);
/* The byte that windows-1252 has for a character, -1 when it has none. */
int windows_1252_byte(uint32_t c);

/* s without what stands at its end of a character that is cut off. */
str utf8_whole(str s);

#endif
