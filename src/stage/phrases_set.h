/* phrases_set: the patterns of some languages' rules, with an index by what they begin with. Sets
 * are made as texts come; whoever shares the rules between threads holds a lock while he asks for
 * one. A set that was made does not change. */
#ifndef NEWSMILL_STAGE_PHRASES_SET_H
#define NEWSMILL_STAGE_PHRASES_SET_H

#include "phrases_rules.h"

enum { PHRASE_SET_FILTER = 1 << 10 }; /* words of 64 bits */

struct phrase_set {
    uint64_t languages;
    struct pattern *patterns; /* in order of rules */
    size_t count;
    uint32_t *slots; /* by hash of the first word: pattern + 1 */
    uint64_t *slot_keys;
    size_t slot_mask;
    uint64_t filter[PHRASE_SET_FILTER]; /* bits of the keys: nearly all words have none */
};

/* A set that has those languages' rules, and maybe more. Leaves by the arena. */
const struct phrase_set *phrases_set(struct phrases *phrases, uint64_t languages);

/* The first pattern that begins with a word of that hash, or a number, + 1; 0: there is none. A
 * pattern names the next one. */
uint32_t phrase_set_first(const struct phrase_set *set, uint64_t hash, enum element_kind kind,
                          enum phrase_how how);

#endif
