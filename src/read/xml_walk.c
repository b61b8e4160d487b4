#include "xml_walk.h"

#include <libxml/xmlreader.h>

#include "../base/charset.h"
#include "../base/utf8.h"
#include "../base/xml.h"
#include "xml_mend.h"

enum { WIDE = 4 }; /* bytes of a character of UTF-32 */

/* ---- bytes to text ---- */

static uint32_t wide_character(const char *p, bool big)
{
    const unsigned char *c = (const unsigned char *)p;

    return big ? (uint32_t)c[0] << 24 | (uint32_t)c[1] << 16 | (uint32_t)c[2] << 8 | c[3]
               : (uint32_t)c[3] << 24 | (uint32_t)c[2] << 16 | (uint32_t)c[1] << 8 | c[0];
}

/* UTF-32 is no encoding of the web, but there are feeds in it: known by its mark, or by "<" (XML
 * 1.0, F.1). */
static bool is_wide(str bytes, bool *big)
{
    uint32_t first;

    for (int i = 0; bytes.n >= WIDE && i < 2; i++) {
        *big = i == 0;
        first = wide_character(bytes.p, *big);
        if (first == 0xFEFF || first == '<')
            return true;
    }
    return false;
}

static str wide_text(struct arena *arena, str bytes, bool big, size_t ceiling)
{
    struct buf out = buf_new(arena, ceiling);
    size_t at = wide_character(bytes.p, big) == 0xFEFF ? WIDE : 0;

    for (; at + WIDE <= bytes.n; at += WIDE)
        buf_utf8(&out, wide_character(bytes.p + at, big));
    return buf_text(&out);
}

static str decoded(struct arena *arena, struct arena *scratch, str bytes, str http_type,
                   size_t ceiling, struct xml_source *source)
{
    struct charset_text text = {.truncated = false};
    bool big;

    if (is_wide(bytes, &big)) {
        source->charset = big ? "UTF-32BE" : "UTF-32LE";
        source->over = bytes.n / WIDE > ceiling;
        return wide_text(arena, bytes, big, ceiling);
    }
    charset_read(arena, scratch, bytes, false, http_type, ceiling, &text);
    source->charset = charset_rows[text.charset].name;
    source->over = text.truncated;
    source->damaged = text.repaired;
    return text.page;
}

/* ---- libxml2's reader ---- */

static void release_reader(void *reader)
{
    xmlFreeTextReader(reader);
}

/* NULL when memory is short. */
static xmlTextReaderPtr open_reader(struct arena *scratch, str text, int options)
{
    void **place = arena_own(scratch, release_reader);

    *place = xmlReaderForMemory(text.p, (int)text.n, NULL, "UTF-8",
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                    XML_PARSE_NOCDATA | options);
    return *place;
}

static void ignore_error(void *flag, xmlErrorPtr error)
{
    if (error->level >= XML_ERR_ERROR && error->domain != XML_FROM_NAMESPACE)
        *(bool *)flag = true;
}

/* Walks through the whole, or as far as there is no error. */
static bool is_well_formed(struct arena *scratch, str text)
{
    bool faulty = false;
    xmlTextReaderPtr reader = open_reader(scratch, text, 0);

    if (!reader)
        return false;
    xmlTextReaderSetStructuredErrorHandler(reader, ignore_error, &faulty);
    while (!faulty && xmlTextReaderRead(reader) == 1)
        faulty = faulty || xmlTextReaderDepth(reader) >= XML_DEPTH;
    return !faulty;
}

void xml_read(struct arena *arena, struct arena *scratch, str bytes, str http_type, size_t ceiling,
              struct xml_source *source)
{
    str text, name;
    bool junk;

    *source = (struct xml_source){.charset = ""};
    text = decoded(arena, scratch, bytes, http_type, ceiling, source);
    text = xml_root(text, &name, &junk);
    source->root = xml_local(name);
    if (!name.n)
        return;
    source->damaged = source->damaged || junk;
    if (xml_is_flood(text) || !is_well_formed(scratch, text)) {
        source->damaged = true;
        text = xml_mend(arena, text, XML_DEPTH);
    }
    source->text = text;
}

/* ---- the walk ---- */

static const struct {
    const char *uri, *prefix; /* the URI begins so */
    enum xml_space space;
} spaces[] = {
    {"http://purl.org/dc/", "dc", SPACE_DC},
    {"http://purl.org/dc/terms", "dcterms", SPACE_DC},
    {"http://search.yahoo.com/mrss", "media", SPACE_MEDIA},
    {"http://www.itunes.com/", "itunes", SPACE_ITUNES},
    {"http://example.com/DTDs/PodCast-1.0.dtd", "itunes", SPACE_ITUNES},
    {"http://rssnamespace.org/feedburner/", "feedburner", SPACE_FEEDBURNER},
    {"http://purl.org/rss/1.0/modules/syndication/", "sy", SPACE_SYNDICATION},
    {"http://www.google.com/schemas/sitemap-news/", "news", SPACE_NEWS},
    {"http://www.w3.org/1999/xhtml", "xhtml", SPACE_XHTML},
    {"http://www.w3.org/2005/Atom", "atom", SPACE_PLAIN},
    {"http://www.w3.org/2005/Atom", "atom10", SPACE_PLAIN},
    {"http://purl.org/atom/ns#", "atom03", SPACE_PLAIN},
    {"http://www.sitemaps.org/schemas/sitemap/", "sitemap", SPACE_PLAIN},
    {"http://purl.org/rss/1.0/", "rss", SPACE_PLAIN},
    {"http://purl.org/net/rss1.1#", "rss11", SPACE_PLAIN},
    {"http://backend.userland.com/rss", "rss2", SPACE_PLAIN},
    {"http://blogs.law.harvard.edu/tech/rss", "rss20", SPACE_PLAIN},
    {"http://my.netscape.com/", "rss09", SPACE_PLAIN},
};

enum { SPACES = sizeof spaces / sizeof *spaces };

static enum xml_space space_of(str uri, str prefix)
{
    enum xml_space space = prefix.n ? SPACE_OTHER : SPACE_PLAIN;
    size_t longest = 0;

    for (size_t i = 0; i < SPACES; i++) {
        str own = str_of(uri.n ? spaces[i].uri : spaces[i].prefix);
        if (uri.n ? own.n > longest && str_starts_nocase(uri, own)
                  : prefix.n && str_eq_nocase(prefix, own)) {
            space = spaces[i].space;
            longest = own.n;
        }
    }
    return space;
}

static str text_of(const xmlChar *s)
{
    return str_of((const char *)s);
}

static void take_element(struct xml_walk *walk)
{
    xmlTextReaderPtr reader = walk->reader;
    str prefix = text_of(xmlTextReaderConstPrefix(reader));
    size_t colon;

    walk->name = text_of(xmlTextReaderConstLocalName(reader));
    colon = str_find_char(walk->name, ':'); /* a prefix that nobody declared */
    if (colon != SIZE_MAX) {
        prefix = str_slice(walk->name, 0, colon);
        walk->name = str_from(walk->name, colon + 1);
    }
    walk->space = space_of(text_of(xmlTextReaderConstNamespaceUri(reader)), prefix);
    walk->depth = (size_t)xmlTextReaderDepth(reader) + 1;
}

void xml_walk_begin(struct xml_walk *walk, struct arena *scratch, str text)
{
    *walk = (struct xml_walk){.reader = open_reader(scratch, text, XML_PARSE_RECOVER)};
}

enum xml_said xml_walk_next(struct xml_walk *walk)
{
    if (walk->stop_next) {
        walk->stop_next = false;
        return XML_STOP;
    }
    while (walk->reader && xmlTextReaderRead(walk->reader) == 1) {
        int type = xmlTextReaderNodeType(walk->reader);

        if (type == XML_READER_TYPE_ELEMENT) {
            take_element(walk);
            walk->stop_next = xmlTextReaderIsEmptyElement(walk->reader) == 1;
            return XML_START;
        }
        if (type == XML_READER_TYPE_END_ELEMENT) {
            take_element(walk);
            return XML_STOP;
        }
        if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
            type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) {
            walk->text = text_of(xmlTextReaderConstValue(walk->reader));
            return XML_TEXT;
        }
    }
    walk->reader = NULL;
    return XML_DONE;
}

/* Attributes are few, and their prefixes are what everybody writes. */
str xml_attribute(struct xml_walk *walk, struct arena *arena, const char *name)
{
    str wanted = str_of(name), found = {NULL, 0};

    if (!walk->reader)
        return found;
    while (!found.n && xmlTextReaderMoveToNextAttribute(walk->reader) == 1)
        if (str_eq_nocase(text_of(xmlTextReaderConstName(walk->reader)), wanted))
            found = str_dup(arena, text_of(xmlTextReaderConstValue(walk->reader)));
    xmlTextReaderMoveToElement(walk->reader);
    return found;
}
