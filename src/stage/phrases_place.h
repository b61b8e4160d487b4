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

/* Marks the document's blocks by a set that has the rules of its language. fired, if not NULL,
 * counts for each rule how often it held, whether or not another rule was faster. */
void phrases_apply(const struct phrases *phrases, const struct phrase_set *set,
                   const struct phrase_limits *limits, struct doc *doc, uint32_t *fired);

#endif
