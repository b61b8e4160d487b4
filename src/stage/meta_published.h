/* meta_published: when the page was published and last changed, and who says so. */
#ifndef NEWSMILL_STAGE_META_PUBLISHED_H
#define NEWSMILL_STAGE_META_PUBLISHED_H

#include "meta_date.h"
#include "meta_jsonld.h"

/* What dates of this page may be, and how they are to be read. */
struct date_frame {
    struct date_hint hint;
    struct date latest; /* DATE_NONE: not known */
};

struct date_frame date_frame_of(const struct doc *doc);

/* Sets FIELD_PUBLISHED and FIELD_MODIFIED; what the input gave is brought into form. */
void published_set(struct doc *doc, const struct ld *ld);

/* Dates within a line of text, each told by the words before it: fills what is still DATE_NONE.
 * Gives the words of the line that belong to no date and no such label. */
size_t dates_in_line(const struct doc *doc, const struct date_frame *frame, str line,
                     struct date *published, struct date *modified);

#endif
