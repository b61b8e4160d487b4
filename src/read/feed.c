#include "feed.h"

#include "../base/utf8.h"
#include "feed_parts.h"

static bool is_json(str bytes)
{
    bytes = utf8_past_mark(bytes);
    while (bytes.n && is_space((unsigned char)bytes.p[0]))
        bytes = str_from(bytes, 1);
    return bytes.n && bytes.p[0] == '{';
}

static bool is_feed_root(str root)
{
    return str_eq_nocase(root, S("rss")) || str_eq_nocase(root, S("rdf")) ||
           str_eq_nocase(root, S("feed")) || str_eq_nocase(root, S("channel")) ||
           str_eq_nocase(root, S("entry")) || str_eq_nocase(root, S("item"));
}

bool feed_read(struct arena *arena, struct arena *scratch, str bytes, str http_type, str base,
               struct feed *feed)
{
    struct xml_source source;

    *feed = (struct feed){0};
    if (is_json(bytes))
        return feed_read_json(arena, scratch, bytes, base, feed);
    xml_read(scratch, scratch, bytes, http_type, FEED_BYTES, &source);
    if (!source.text.n || !is_feed_root(source.root))
        return false;
    feed->kind = str_eq_nocase(source.root, S("feed")) || str_eq_nocase(source.root, S("entry"))
                     ? FEED_ATOM
                     : FEED_RSS;
    feed->charset = str_of(source.charset);
    feed->damaged = source.damaged;
    feed->over = source.over;
    feed_read_xml(arena, scratch, &source, base, feed);
    return true;
}
