/* meta_head: the lines of a text scrape before its body: title, byline, date. */
#ifndef NEWSMILL_STAGE_META_HEAD_H
#define NEWSMILL_STAGE_META_HEAD_H

#include "../doc.h"

/* Sets title, authors, dates of a text scrape and marks the lines that are these. */
void head_set(struct doc *doc);

#endif
