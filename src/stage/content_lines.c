/* content_lines: the article's lines in a text without a tree.
 *
 * The body is the stretch of lines with the greatest sum (Finn, Kushmerick and Smyth 2001, "Fact or
 * fiction: content classification for digital libraries"), where a line of prose counts its words
 * and a line of anything else counts against it. */
#include "content.h"

void content_of_lines(struct doc *doc)
{
    float best = 0, sum = 0;
    size_t from = 0, first = 0, last = 0;

    for (size_t i = 0; i < doc->block_count; i++) {
        float prose = prose_words(&doc->blocks[i]);
        sum += prose > 0 ? (prose > 40 ? 40 : prose) : -3.0f;
        if (sum <= 0) {
            sum = 0;
            from = i + 1;
        } else if (sum > best) {
            best = sum;
            first = from;
            last = i + 1;
        }
    }
    for (size_t i = 0; best > 0 && i < doc->block_count; i++) {
        if (i < first || i >= last)
            block_mark(&doc->blocks[i], WHY_OUTSIDE);
        doc->blocks[i].score = doc->blocks[i].why == WHY_KEPT ? 1 : 0;
    }
}
