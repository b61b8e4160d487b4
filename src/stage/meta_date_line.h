/* meta_date_line: dates in a line of text, told by the words before them. */
#ifndef NEWSMILL_STAGE_META_DATE_LINE_H
#define NEWSMILL_STAGE_META_DATE_LINE_H

#include "../base/date.h"
#include "../doc.h"

/* What dates of this page may be, and how they are to be read. */
struct date_frame {
    struct date_hint hint;
    struct date latest; /* DATE_NONE: not known */
};

struct date_frame date_frame_of(const struct doc *doc);

/* Later than a day after the page was fetched: no date of it. */
bool date_fits(const struct date_frame *frame, const struct date *date);

/* Dates within a line of text, each told by the words before it: fills what is still DATE_NONE.
 * Gives the words of the line that belong to no date and no such label. */
size_t dates_in_line(const struct date_frame *frame, str line, struct date *published,
                     struct date *modified);

/* Whether the first date of the line has a word for publication right before it. */
bool date_is_labelled(const struct date_frame *frame, str line);

/* Bytes of the words that a line may begin with to say that its date is of the page: "Posted on ",
 * "Letzte Aktualisierung"; 0: it begins otherwise. */
size_t date_label(str line);
/* Whether a line begins as what blog programs write under a post: "This entry was posted on". */
bool says_of_post(str line);

/* "Updated", "Stand:": the words are of a change, not of the publication. */
bool says_changed(str s);
/* Whether one of the words, ended by NULL, stands in s, in either case of ASCII letters. */
bool has_any_of(str s, const char *const *words);

#endif
