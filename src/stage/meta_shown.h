/* meta_shown: dates that a page shows its readers. */
#ifndef NEWSMILL_STAGE_META_SHOWN_H
#define NEWSMILL_STAGE_META_SHOWN_H

#include "meta_date_line.h"
#include "meta_place.h"

/* What a date is sought by. */
struct sought {
    struct doc *doc;
    struct date_frame frame;
    struct place place;
    const char *from;
    size_t other_words; /* most, in a line with a date */
};

/* Reads a value into *date unless that is known; false: it stays unknown. */
bool date_try(struct sought *sought, str value, const char *from, struct date *date);

/* By the title: <time>, elements that are called a date, bylines, lines. */
void shown_near(struct sought *sought, struct date *published, struct date *modified);
/* Elements that are called a date of publication, and <time>, anywhere. */
void shown_times(struct sought *sought, struct date *published, struct date *modified);
void shown_elements(struct sought *sought, struct date *published, struct date *modified);
/* Elsewhere: the only day that elements name; a line that is a date and says of what. */
void shown_far(struct sought *sought, struct date *published, struct date *modified);
/* The only day that <time> elements called a date of publication give, wherever they stand. */
void shown_only(struct sought *sought, struct date *published);
/* A line by the title that is a month and a year, as magazines have it. */
void shown_month(struct sought *sought, struct date *published);
/* The day that a sentence under the post has, if only one: "This entry was posted on 26 Sep 2019".
 */
void shown_of_post(struct sought *sought, struct date *published);
/* What a sentence says: "This article was originally published on 26 Sep 2019". */
void shown_original(struct sought *sought, struct date *published);
/* Marks the lines by the title that are nothing but a date. */
void shown_mark(struct sought *sought);

#endif
