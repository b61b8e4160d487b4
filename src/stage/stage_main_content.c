/* main-content: which blocks are of the article. */
#include "../stage.h"
#include "content.h"

static bool choose(void *state, struct doc *doc, struct run *run)
{
    struct content content = {.doc = doc};

    (void)state;
    (void)run;
    content.prose = ARENA_ARRAY(doc->scratch, float, doc->block_count);
    content.rules = ARENA_ARRAY(doc->scratch, uint8_t, doc->block_count);
    for (size_t i = 0; i < doc->block_count; i++)
        content.prose[i] = prose_words(&doc->blocks[i]);
    if (doc->box_count > 1)
        content_rules_of_page(&content);
    else
        content_rules_of_lines(&content);
    for (size_t i = 0; i < doc->block_count; i++) {
        block_mark(&doc->blocks[i], (enum reason)content.rules[i]);
        doc->blocks[i].score = content.rules[i] == WHY_KEPT ? 1 : 0;
    }
    return true;
}

const struct stage stage_main_content = {
    .name = "main-content",
    .does = "tells the blocks of the article from the rest of the page",
    .run = choose,
};
