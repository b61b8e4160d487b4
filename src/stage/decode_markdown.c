#include "config.h"

#include "decode_markdown.h"

#ifdef HAVE_MD4C

#include <md4c.h>

#include "../base/markdown_fields.h"

enum {
    TEXT_MOST = 1 << 19, /* bytes: md4c takes a second for as many that were made to hurt it */
    GROWTH = 4,          /* bytes of the page for one of the text, and some more */
    ROOM = 1 << 12,
    ADDRESS_MOST = 2048, /* of a link: each may name one that stands once */
    FLAGS = MD_FLAG_NOINDENTEDCODEBLOCKS,
};

/* What is written has all its room from the start: md4c's own memory would be lost if an arena left
 * while it runs. */
struct page {
    struct buf out;
    unsigned images; /* that are open: their words are nobody's text */
};

static int said(const struct page *page)
{
    return page->out.full;
}

static void put_escaped(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++)
        switch (text.p[i]) {
        case '&':
            buf_str(out, S("&amp;"));
            break;
        case '<':
            buf_str(out, S("&lt;"));
            break;
        case '"':
            buf_str(out, S("&quot;"));
            break;
        default:
            buf_char(out, text.p[i]);
        }
}

/* ---- blocks ---- */

static const char *block_tag(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        return "blockquote";
    case MD_BLOCK_UL:
        return "ul";
    case MD_BLOCK_OL:
        return "ol";
    case MD_BLOCK_LI:
        return "li";
    case MD_BLOCK_CODE:
        return "pre";
    case MD_BLOCK_P:
        return "p";
    default:
        return NULL;
    }
}

static void put_tag(struct page *page, MD_BLOCKTYPE type, void *detail, bool closing)
{
    const char *tag = block_tag(type);

    if (type == MD_BLOCK_H) {
        char heading[] = "h1";
        heading[1] = (char)('0' + ((MD_BLOCK_H_DETAIL *)detail)->level);
        buf_printf(&page->out, closing ? "</%s>\n" : "<%s>", heading);
    } else if (type == MD_BLOCK_HR && !closing) {
        buf_str(&page->out, S("<hr>\n"));
    } else if (tag) {
        buf_printf(&page->out, closing ? "</%s>\n" : "<%s>", tag);
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *with)
{
    put_tag(with, type, detail, false);
    return said(with);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *with)
{
    put_tag(with, type, detail, true);
    return said(with);
}

/* ---- within blocks ---- */

static int enter_span(MD_SPANTYPE type, void *detail, void *with)
{
    struct page *page = with;

    if (type == MD_SPAN_IMG) {
        page->images++;
    } else if (type == MD_SPAN_A && !page->images) {
        const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
        buf_str(&page->out, S("<a href=\""));
        put_escaped(&page->out, str_slice((str){href->text, href->size}, 0, ADDRESS_MOST));
        buf_str(&page->out, S("\">"));
    }
    return said(page);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *with)
{
    struct page *page = with;

    (void)detail;
    if (type == MD_SPAN_IMG)
        page->images--;
    else if (type == MD_SPAN_A && !page->images)
        buf_str(&page->out, S("</a>"));
    return said(page);
}

static int put_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *with)
{
    struct page *page = with;
    str text = {p, n};

    if (page->images)
        return said(page);
    if (type == MD_TEXT_BR)
        buf_str(&page->out, S("<br>"));
    else if (type == MD_TEXT_NULLCHAR)
        buf_str(&page->out, S("\xEF\xBF\xBD"));
    else if (type == MD_TEXT_ENTITY || type == MD_TEXT_HTML)
        buf_str(&page->out, text);
    else if (type == MD_TEXT_SOFTBR)
        buf_char(&page->out, '\n');
    else
        put_escaped(&page->out, text);
    return said(page);
}

/* ---- the page ---- */

/* What the fields in front say, as pages say it. */
static void put_field(struct page *page, str key, str value)
{
    static const struct {
        const char *key, *before;
    } rows[] = {
        {"title", "<title>"},
        {"url", "<meta property=\"og:url\" content=\""},
        {"url source", "<meta property=\"og:url\" content=\""},
        {"source", "<meta property=\"og:url\" content=\""},
        {"link", "<meta property=\"og:url\" content=\""},
        {"date", "<meta property=\"article:published_time\" content=\""},
        {"published", "<meta property=\"article:published_time\" content=\""},
        {"published time", "<meta property=\"article:published_time\" content=\""},
        {"author", "<meta name=\"author\" content=\""},
        {"authors", "<meta name=\"author\" content=\""},
        {"description", "<meta name=\"description\" content=\""},
        {"sitename", "<meta property=\"og:site_name\" content=\""},
    };

    for (size_t i = 0; value.n && i < sizeof rows / sizeof *rows; i++)
        if (str_eq_nocase(key, str_of(rows[i].key))) {
            buf_str(&page->out, str_of(rows[i].before));
            put_escaped(&page->out, value);
            buf_str(&page->out, i ? S("\">\n") : S("</title>\n"));
        }
}

static bool write_page(struct page *page, str text)
{
    static const MD_PARSER parser = {0,          FLAGS,    enter_block, leave_block, enter_span,
                                     leave_span, put_text, NULL,        NULL};
    str fields, key, value;
    size_t head;

    head = markdown_fields(text, &fields);
    buf_str(&page->out, S("<!doctype html>\n"));
    while (head && markdown_field(&fields, &key, &value))
        put_field(page, key, value);
    text = str_from(text, head);
    buf_str(&page->out, S("<body>\n"));
    return md_parse(text.p, (MD_SIZE)text.n, &parser, page) == 0 && !page->out.full;
}

void decode_markdown(struct doc *doc, size_t ceiling)
{
    size_t room = doc->page.n * GROWTH + ROOM;
    struct page page = {buf_new(doc->arena, room < ceiling ? room : ceiling), 0};

    if (doc->page.n > TEXT_MOST)
        return;
    buf_reserve(&page.out, page.out.ceiling);
    if (!write_page(&page, doc->page))
        return;
    buf_fit(&page.out);
    doc->page = buf_text(&page.out);
    doc->is_text = false;
}

#else

void decode_markdown(struct doc *doc, size_t ceiling)
{
    (void)doc;
    (void)ceiling;
}

#endif
