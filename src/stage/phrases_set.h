/* phrases_set: the rules of some languages with an index by what they begin with, and their
 * patterns. Both are made when they are asked for, by whichever thread asks first; what was made
 * does not change. */
#ifndef NEWSMILL_STAGE_PHRASES_SET_H
#define NEWSMILL_STAGE_PHRASES_SET_H

#include "phrases_rules.h"

enum { PHRASE_SET_FILTER = 1 << 10 }; /* words of 64 bits */

/* A rule in the index, once for each first word that it may have. */
struct phrase_entry {
    uint64_t key;
    uint32_t next; /* entry + 1 of the same first word, in order of rules; 0: no more */
    uint16_t rule;
};
_Static_assert(PHRASES_MOST_RULES <= UINT16_MAX, "an entry names its rule by 16 bits");

struct phrase_set {
    uint64_t languages;
    struct phrase_entry *entries;
    size_t count;
    uint32_t *slots; /* by key: entry + 1 */
    size_t slot_mask;
    uint64_t filter[PHRASE_SET_FILTER]; /* bits of the keys: nearly all words have none */
};

/* A set that has those languages' rules, and maybe more. NULL: there is no memory. */
const struct phrase_set *phrases_set(struct phrases *phrases, uint64_t languages);

/* The first entry of what begins with a word of that hash, or a number, + 1; 0: there is none. */
uint32_t phrase_set_first(const struct phrase_set *set, uint64_t hash, enum element_kind kind,
                          enum phrase_how how);

/* The patterns of rule `number`. NULL: there is no memory. */
const struct pattern *phrases_patterns(struct phrases *phrases, size_t number);

#endif
