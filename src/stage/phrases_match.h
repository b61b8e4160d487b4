/* phrases_match: which rules a block fulfils, wherever it stands. */
#ifndef NEWSMILL_STAGE_PHRASES_MATCH_H
#define NEWSMILL_STAGE_PHRASES_MATCH_H

#include "phrases_set.h"

/* Ceilings on the length of a block, in words, above which no rule takes it as a whole. */
struct phrase_limits {
    uint32_t words;      /* rules without a flag */
    uint32_t long_words; /* rules marked `long` */
    uint32_t foot_share; /* per cent: see phrases_place.h */
};

struct phrase_hit {
    uint32_t block, rule;
    uint32_t from; /* of an `end` rule: the byte of the block's text where the phrase begins */
};

/* Hits of a document, in order of blocks. */
struct phrase_hits {
    struct arena *arena;
    struct phrase_hit *items;
    size_t count, room;
};

/* Adds every rule of those languages, which the set has, that block number `at` fulfils, but for
 * its place. Leaves by the arena of the hits, also when the rules get no memory. */
void phrases_match(struct phrases *phrases, const struct phrase_set *set,
                   const struct phrase_limits *limits, uint64_t languages,
                   const struct block *block, uint32_t at, struct phrase_hits *hits);

#endif
