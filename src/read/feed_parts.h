/* feed_parts: the two forms of feeds behind feed_read. */
#ifndef NEWSMILL_READ_FEED_PARTS_H
#define NEWSMILL_READ_FEED_PARTS_H

#include "feed.h"
#include "xml_walk.h"

/* RSS, Atom and CDF. */
void feed_read_xml(struct arena *arena, struct arena *scratch, const struct xml_source *source,
                   str base, struct feed *feed);

/* JSON Feed 1 and 1.1 (jsonfeed.org); false: it is none. */
bool feed_read_json(struct arena *arena, struct arena *scratch, str bytes, str base,
                    struct feed *feed);

#endif
