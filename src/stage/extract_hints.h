/* extract_hints: what an element's tag, role, class and id say of it. */
#ifndef NEWSMILL_EXTRACT_HINTS_H
#define NEWSMILL_EXTRACT_HINTS_H

#include <gumbo.h>

#include "../doc.h"

/* The same classes stand all over a page: what they say is remembered. The texts must outlive it.
 */
enum { HINTS_KNOWN = 256, HINTS_BEGIN = 4096 }; /* powers of two */
struct hints_known {
    unsigned short first[27];         /* of the words in the table that begin with a, b ... */
    uint64_t begin[HINTS_BEGIN / 64]; /* a bit for the first three letters of each */
    struct {
        str words;
        uint32_t hints;
    } rows[HINTS_KNOWN];
};

struct hints_known *hints_known_new(struct arena *arena);

/* enum hint bits of a word list such as "post-meta articleBody": words are parted at anything but
 * letters and at a change from lower to upper case. */
uint32_t hints_of_some(struct hints_known *known, str words);
static inline uint32_t hints_of_words(struct hints_known *known, str words)
{
    return words.n ? hints_of_some(known, words) : 0; /* most elements have no class */
}

/* Of a role ("navigation", "contentinfo"). */
uint32_t hints_of_role(str role);

uint32_t hints_of_tag(GumboTag tag);

#endif
