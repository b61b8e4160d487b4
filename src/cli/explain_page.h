/* explain_page: the view of explain as a page of HTML, on standard output. */
#ifndef NEWSMILL_CLI_EXPLAIN_PAGE_H
#define NEWSMILL_CLI_EXPLAIN_PAGE_H

#include <newsmill.h>

/* The head of the page; then each document; then the end. why: with the scores of the blocks. */
void explain_page_begin(void);
void explain_page_put(const newsmill_doc *doc, bool why);
void explain_page_end(void);

#endif
