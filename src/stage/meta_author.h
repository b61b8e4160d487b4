/* meta_author: names of persons out of what pages write where an author is named. */
#ifndef NEWSMILL_STAGE_META_AUTHOR_H
#define NEWSMILL_STAGE_META_AUTHOR_H

#include "../doc.h"

enum { AUTHORS_MOST = 32 };

struct authors {
    const struct doc *doc;
    str names[AUTHORS_MOST];
    size_t count;
    str agency;           /* the first that stood among the names */
    str site_name, label; /* of the site: no author */
    str house;            /* the first organisation, desk or namesake of the site */
};

/* Adds the names of a value that is said to be an author's. */
void authors_add(struct authors *authors, str value);
/* Adds one name that is not to be parted; org: an organisation's. */
void authors_add_name(struct authors *authors, str name, bool org);

/* Adds the names of what is shown in an author's place: each must look like one; loose: one word
 * is enough. false: there is none. */
bool authors_add_element(struct authors *authors, str value, bool loose);

/* Adds the names of a line that may be a byline: it must begin as one ("By Jane Roe") and each
 * name must look like one. false: it is none. */
bool authors_add_byline(struct authors *authors, str line);

/* Without a person and an agency: the organisation or desk that the page names as its author. */
void authors_add_house(struct authors *authors);

/* Held as a LIST; empty without names. In doc->scratch. */
str authors_text(const struct authors *authors);

#endif
