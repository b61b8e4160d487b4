/* extract_wrap: a text whose paragraphs were broken into lines of one width, and how to undo it. */
#ifndef NEWSMILL_STAGE_EXTRACT_WRAP_H
#define NEWSMILL_STAGE_EXTRACT_WRAP_H

#include "../base/str.h"

struct wrapping {
    enum { WRAP_NONE, WRAP_EVEN, WRAP_FILLED } how;
    bool hyphens; /* words were parted to fill the lines */
    size_t width; /* of WRAP_FILLED, in characters */
};

struct wrapping wrapping_of(str text);

/* Does a line belong to the paragraph of the line before? Both as they stand, with their indents.
 */
bool wrapping_goes_on(const struct wrapping *wrapping, str before, str line);

/* Adds to a paragraph a line that goes on with it, without its indent. */
void wrapping_join(const struct wrapping *wrapping, struct buf *paragraph, str line);

/* The mark of a list item at the head of a line; 0: there is none. */
size_t wrap_item_mark(str line);

#endif
