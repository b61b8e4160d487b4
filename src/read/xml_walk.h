/* xml_walk: goes through the elements of a feed or sitemap, one after the other, with libxml2's
 * reader. No DTD, no entity but XML's five, no network; at most XML_DEPTH elements deep. */
#ifndef NEWSMILL_READ_XML_WALK_H
#define NEWSMILL_READ_XML_WALK_H

#include "../base/charset_policy.h"

enum { XML_DEPTH = 200 }; /* libxml2's own ceiling is 256 */

/* What a namespace is to us: known by its URI, where it is not declared by its usual prefix. */
enum xml_space {
    SPACE_PLAIN, /* none, RSS, Atom, sitemaps; any other that has no prefix */
    SPACE_DC,
    SPACE_MEDIA,
    SPACE_ITUNES,
    SPACE_FEEDBURNER,
    SPACE_SYNDICATION,
    SPACE_NEWS,
    SPACE_XHTML,
    SPACE_OTHER,
};

enum xml_said { XML_START, XML_TEXT, XML_STOP, XML_DONE };

/* The place of the walk. Texts are borrowed until the next step. */
struct xml_walk {
    enum xml_space space;
    str name; /* of a start or an end, without prefix */
    str text;
    size_t depth; /* of the element that starts or stops: 1 is the root */

    void *reader;
    bool stop_next; /* an empty element has started */
};

/* Decodes bytes, finds the root and mends what is ill-formed. *text is XML that can be walked;
 * empty: it is none. */
struct xml_source {
    str text;
    str root; /* its name, without prefix */
    const char *charset;
    bool damaged, over;
};
void xml_read(struct arena *arena, struct arena *scratch, str bytes, str http_type, size_t ceiling,
              struct xml_source *source);

/* Begins a walk; what libxml2 takes is given back with `scratch`. */
void xml_walk_begin(struct xml_walk *walk, struct arena *scratch, str text);

/* The next start, text or stop; XML_DONE at the end. */
enum xml_said xml_walk_next(struct xml_walk *walk);

/* An attribute of the element that has just started, of any namespace when the name has a prefix
 * ("xml:base", "rdf:about"). Copied to `arena`, empty: there is none. */
str xml_attribute(struct xml_walk *walk, struct arena *arena, const char *name);

#endif
