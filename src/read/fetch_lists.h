/* fetch_lists: answers that are feeds or sitemaps: the pages that they name are what is wanted. */
#ifndef NEWSMILL_READ_FETCH_LISTS_H
#define NEWSMILL_READ_FETCH_LISTS_H

#include "fetch_parts.h"

/* What was found in an answer. */
struct list {
    bool found, cut;  /* cut: its gzip member goes on, or is damaged */
    size_t count;     /* of addresses */
    int64_t again;    /* seconds until it may be asked again; 0: it does not say */
    const char *what; /* "feed" ... */
};

/* Puts the pages of a feed or sitemap into the queue, if the answer is one. false: it is broken. */
bool fetch_list(struct fetch *fetch, const struct job *job, const struct answer_head *head,
                str plain, struct list *list);

#endif
