/* html: one file, one page. */
#include "../base/xml.h"
#include "../stage.h"
#include "magic.h"
#include "whole.h"

enum {
    HEAD = 1024, /* bytes looked at, as browsers do */
    /* Bits. Below those of "WARC/", above those of text, which speaks for everything. */
    BID_DOCUMENT = 32, /* what only a page begins with */
    BID_TAG = 16,
    BID_LATER = 8, /* something, a script's warning perhaps, stands before the page */
};

struct html_state {
    bool done;
};

static bool starts_with_any(str s, const char *const *words)
{
    for (; *words; words++)
        if (str_starts_nocase(s, str_of(*words)))
            return true;
    return false;
}

/* A line that begins with the doctype or the html element. */
static bool page_begins_later(str head)
{
    str line;

    while (str_split(&head, '\n', &line)) {
        line = str_trim(line);
        if (str_starts_nocase(line, S("<!doctype html")) || str_starts_nocase(line, S("<html>")) ||
            str_starts_nocase(line, S("<html ")))
            return true;
    }
    return false;
}

static unsigned html_bid(const uint8_t *p, size_t n)
{
    static const char *const beginnings[] = {"<!doctype html", "<html", "<head", "<body", NULL};
    char bytes[HEAD];
    str head = {bytes, whole_head(p, n, bytes, sizeof bytes)};
    bool packed;

    if (starts_with_any(head, beginnings))
        return BID_DOCUMENT;
    if (str_starts(head, S("<!--")) || str_starts_nocase(head, S("<!doctype")) ||
        str_starts(head, S("<?xml")))
        return BID_TAG;
    if (head.n > 1 && head.p[0] == '<' && (is_ascii_letter(head.p[1]) || head.p[1] == '/'))
        return BID_TAG;
    return page_begins_later(head) && !magic_not_text((str){(const char *)p, n}, &packed)
               ? BID_LATER
               : 0;
}

/* What markup is that is no page; NULL when it is one. Looks past what may stand before the first
 * element: the XML declaration, style sheets, comments, a doctype. */
static const char *other_markup(str raw)
{
    static const struct {
        const char *tag, *what;
    } rows[] = {{"<rss", "is an RSS feed"},        {"<rdf:rdf", "is an RSS feed"},
                {"<feed", "is an Atom feed"},      {"<urlset", "is a sitemap"},
                {"<sitemapindex", "is a sitemap"}, {"<svg", "is an SVG picture"}};
    char bytes[HEAD];
    str head = {bytes, whole_head((const uint8_t *)raw.p, raw.n, bytes, sizeof bytes)};

    head = xml_past_prolog(head);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_starts_nocase(head, str_of(rows[i].tag)))
            return rows[i].what;
    return NULL;
}

static enum reader_said html_next(void *state, const void *config, struct in *in, struct doc *doc,
                                  struct run *run)
{
    struct html_state *html = state;
    const char *other;

    (void)config;
    if (html->done)
        return READER_END;
    html->done = true;
    whole_read(in, doc, run);
    other = doc->raw.n ? other_markup(doc->raw) : NULL;
    if (other)
        doc_fail(doc, WHY_NOT_TEXT, "%s", other);
    return READER_DOC;
}

extern const struct reader reader_html;
const struct reader reader_html = {
    .name = "html",
    .does = "reads one page from a file",
    .bid = html_bid,
    .size = sizeof(struct html_state),
    .next = html_next,
};
