/* furniture: marks what `phrases` found, by where it stands in what main-content keeps. */
#include "../stage.h"
#include "phrases_place.h"

static bool mark_furniture(void *memory, struct doc *doc, struct run *run)
{
    (void)memory;
    (void)run;
    phrases_apply(doc->found, doc, NULL);
    return true;
}

extern const struct stage stage_furniture;
const struct stage stage_furniture = {
    .name = "furniture",
    .does = "marks what phrases found, by where it stands in what is kept",
    .run = mark_furniture,
};
