/* content_bins: a model's trees over bins, for machines that work on 32 bytes at a time (AVX2). A
 * value's bin is the number of the feature's thresholds that it is above, so that a comparison of
 * two bytes decides as that of the two floats does. */
#ifndef NEWSMILL_CONTENT_BINS_H
#define NEWSMILL_CONTENT_BINS_H

#include "content_model.h"

enum { BINS_TOGETHER = 64 }; /* blocks that are scored at a time */

/* Of a model that was read, in memory of the arena. NULL where the machine cannot, or a tree has
 * more leaves, or a feature more thresholds, than bytes have room for. */
struct bins *bins_of(const struct model *model, struct arena *arena);

/* Memory for the work. */
uint8_t *bins_lend(struct arena *arena);

/* Adds what the trees say, one after the other, to the sums of BINS_TOGETHER blocks. columns holds
 * so many values of each feature; same says of which features they are all one. */
void bins_add(const struct bins *bins, const float *columns, const bool *same, float *sums,
              uint8_t *lent);

#endif
