/* prune_script: the scripts of a page, whose JSON is kept as facts. */
#ifndef NEWSMILL_PRUNE_SCRIPT_H
#define NEWSMILL_PRUNE_SCRIPT_H

#include "../base/markup.h"
#include "../doc.h"

/* Takes the body of the script with that start tag: JSON becomes a fact, code is only measured. */
void prune_script(struct doc *doc, const struct markup_tag *tag, str body);

#endif
