/* phrases_place: from what blocks say to what is marked, by where they stand.
 *
 * A body block is one that is kept so far, is no heading, has at least 8 words and ends a
 * sentence. A block stands at the foot when the body blocks behind it have at most `foot_share`
 * per cent of the words of those before it, or are a blurb: at most 60 words and half of those
 * before it. It stands in the head when it is the other way round. So a caption or a blurb among
 * the furniture does not hide where the article begins and ends. */
#ifndef NEWSMILL_STAGE_PHRASES_PLACE_H
#define NEWSMILL_STAGE_PHRASES_PLACE_H

#include "phrases_match.h"

/* What the rules are for a document, and which of them its blocks fulfil: it goes from the stage
 * `phrases` to the stage `furniture`. */
struct phrases_found {
    struct phrases *phrases;
    const struct phrase_set *set; /* has the rules of the document's language */
    struct phrase_limits limits;
    uint64_t languages;
    struct phrase_hits hits; /* of every block of a scrape; of a page they are found when it is
                              * known what main-content keeps, for it has many more */
};

/* The hits of a scrape, in the document's arena, and doc->said. */
void phrases_find(struct phrases_found *found, struct doc *doc);
/* Marks the document's blocks. fired, if not NULL, counts for each rule how often it held, whether
 * or not another rule was faster. */
void phrases_apply(struct phrases_found *found, struct doc *doc, uint32_t *fired);

#endif
