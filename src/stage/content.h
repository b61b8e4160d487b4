/* content: what the parts of main-content pass on. Rules give each block a verdict; features
 * describe it; the model scores it; the choice follows. All arrays are in doc->scratch but the
 * features, which live as long as the document. */
#ifndef NEWSMILL_CONTENT_H
#define NEWSMILL_CONTENT_H

#include <math.h>

#include "../doc.h"

enum feature {
#define FEATURE(id, name, how) FEATURE_##id,
#include "content_features.def"
#undef FEATURE
    FEATURE_COUNT
};

struct box_sums {                   /* of all blocks below a box */
    float words, links, prose, own; /* own: prose of blocks that stand right in it or in its p */
};

struct content {
    struct doc *doc;
    size_t first, last; /* the rules' body: blocks first..last-1 */
    float *prose;       /* of each block: its words of prose */
    uint8_t *rules;     /* of each block: WHY_KEPT, or why not by the rules */
    uint64_t *words;    /* of all blocks, one after the other: text_words() of their texts */
    uint32_t *ends;     /* of each block, among them */
    float *rows;        /* FEATURE_COUNT for each block */

    /* of pages, not of lines */
    float *mass;           /* of each box: words of prose below it, furniture left out */
    uint8_t *reason;       /* of each box: why what stands in it is furniture, or WHY_KEPT */
    float total;           /* mass of the page */
    uint32_t core;         /* the deepest box that holds nearly all of it */
    uint32_t half;         /* ... that holds half of it */
    struct box_sums *sums; /* of each box; content_around_boxes() sets it */

    size_t title; /* the block that is the title, or SIZE_MAX; content_likeness() sets it */
};

/* Words of a block that reads like prose: sentences, few links; 0 for anything else. */
float prose_words(const struct block *block);
float block_link_share(const struct block *block);

/* The rules: fill content->rules, and for pages mass, reason, total, core and half. */
void content_rules_of_page(struct content *content);
void content_rules_of_lines(struct content *content);

/* The features, a group each. */
void content_own(struct content *content); /* first: it sets all rows, others' features to 0 */
void content_around(struct content *content);
void content_likeness(struct content *content);
void content_lines_around(struct content *content); /* after content_around() */
void content_said(struct content *content);         /* after it */
void content_around_boxes(struct content *content);
void content_cards(struct content *content);   /* after it */
void content_anchors(struct content *content); /* after it */

/* Mean of what `of` gives for a row, over the lines around a line, up to `reach` before and after,
 * itself among them. Lines that are not there count as 0. */
void content_mean(struct content *content, float (*of)(const float *), size_t reach,
                  enum feature to);
/* The line of prose that is nearest to the centre of the prose; without prose the middle. */
size_t content_middle(const struct content *content);

/* What the scores of lines are with those of the lines around them. */
void content_chain(const struct content *content, float *scores);

/* What the scores of blocks are with those of their siblings. */
void content_siblings(const struct content *content, float *scores);

/* Says of each block what weighed most in its score: doc->telling. */
struct model;
void content_why(struct content *content, const struct model *model);

/* Marks what is not of the article, by the scores of the blocks. */
void content_choose(struct content *content);

/* Adds blocks of what the page holds for its scripts, where what is chosen is much less. */
void content_state(struct doc *doc);

/* The row of block i. */
static inline float *content_row(const struct content *content, size_t i)
{
    return content->rows + i * FEATURE_COUNT;
}

/* The words of block i; gives their number. */
static inline size_t content_words(const struct content *content, size_t i, const uint64_t **words)
{
    size_t first = i ? content->ends[i - 1] : 0;

    *words = content->words + first;
    return content->ends[i] - first;
}

/* The rules' verdict on block i, if it has none yet. */
static inline void content_verdict(struct content *content, size_t i, enum reason why)
{
    if (content->rules[i] == WHY_KEPT)
        content->rules[i] = (uint8_t)why;
}

/* Of a box with the box around it: paragraphs of one kind share it. */
static inline uint64_t content_shape(const struct doc *doc, uint32_t box)
{
    return doc->boxes[box].shape * UINT64_C(0x9E3779B97F4A7C15) ^
           doc->boxes[doc->boxes[box].parent].shape;
}

/* Of a box: those of its shape in the same box share it. */
static inline uint64_t content_siblings_key(const struct doc *doc, uint32_t box)
{
    return (doc->boxes[box].shape ^ doc->boxes[box].parent) * UINT64_C(0x9E3779B97F4A7C15);
}

/* part / whole; 0 where there is no whole. */
static inline float content_share(float part, float whole)
{
    return whole > 0 ? part / whole : 0;
}

/* log2(1 + x). What is counted is often not there at all. */
static inline float content_log(float x)
{
    return x != 0 ? log2f(1 + x) : 0;
}

/* Of a score; one that is nearer to 0 or 1, which have none, than `least` is taken as that far. */
float content_logit(float score, float least);

#endif
