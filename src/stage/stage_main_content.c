/* main-content: which blocks are of the article. This first version goes by readable rules on the
 * features of blocks and boxes; whatever takes its place keeps the interface of content.h. */
#include "../stage.h"
#include "content.h"

static bool choose(void *state, struct doc *doc, struct run *run)
{
    (void)state;
    (void)run;
    if (doc->box_count > 1)
        content_of_page(doc);
    else
        content_of_lines(doc);
    return true;
}

const struct stage stage_main_content = {
    .name = "main-content",
    .does = "tells the blocks of the article from the rest of the page",
    .run = choose,
};
