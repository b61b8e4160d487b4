/* content_model: gradient-boosted trees (Friedman 2001) that score a block by its features. The
 * model is a text file, made by train/train.py, that stands beside the rules. */
#ifndef NEWSMILL_CONTENT_MODEL_H
#define NEWSMILL_CONTENT_MODEL_H

#include "content.h"

struct model_node {
    float value;          /* threshold: what is not above it goes left; of a leaf: what it adds */
    uint16_t feature;     /* MODEL_LEAF for a leaf */
    uint16_t left, right; /* numbers in the same tree */
};

enum { MODEL_LEAF = UINT16_MAX };

struct model {
    struct model_node *nodes; /* of all trees, one after the other */
    uint32_t *trees;          /* where each begins */
    size_t node_count, tree_count;
    struct bins *bins; /* the same trees (content_bins.h); NULL: as they are */
};

/* Reads a model from its text into memory of the arena. NULL when it is sound; else what is wrong
 * with line *line. */
const char *model_read(struct model *model, str text, struct arena *arena, size_t *line);

/* Probabilities that the blocks with these rows, FEATURE_COUNT values each, are of the main
 * content, 0 to 1. The arena lends memory for the work. */
void model_scores(const struct model *model, const float *rows, size_t count, float *scores,
                  struct arena *arena);

#endif
