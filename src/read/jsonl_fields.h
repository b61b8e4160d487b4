/* jsonl_fields: which member of a JSON object is the page, its address, its title ... */
#ifndef NEWSMILL_READ_JSONL_FIELDS_H
#define NEWSMILL_READ_JSONL_FIELDS_H

#include "../base/json_tree.h"

#include "../base/option.h"
#include "../doc.h"

/* The first of the renamings ("html=raw_html") that cannot be understood; NULL: all can. */
const char *jsonl_bad_rename(const struct text_list *renames);

/* Fills raw, is_text, http_type, given_id, status and the fields of the document from the object,
 * as copies; the page is cut at page_bytes. false: the object has no member for a page or text.
 * *articles (may be NULL): then the array within it of objects that have, as answers of APIs do,
 * {"status": .., "articles": [{..}, ..]}, and nothing was filled; NULL when there is none. */
bool jsonl_fill(struct doc *doc, const struct json *object, const struct text_list *renames,
                size_t page_bytes, const struct json **articles);

#endif
