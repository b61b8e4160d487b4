#include "xml_mend.h"

#include "../base/markup.h"
#include "../base/reference.h"
#include "../base/utf8.h"
#include "../base/xml.h"

enum {
    JUNK_MOST = 1 << 16, /* bytes in which the root must begin */
    ATTRIBUTES_MOST = 32,
    SPARE = 256,         /* for the tags around it all */
    TAG_MOST = 1 << 16,  /* bytes */
    TEXT_MOST = 1 << 19, /* bytes between two tags */
    DEPTH_MOST = 256,
};

static bool is_root(str name)
{
    static const char *const roots[] = {"rss",    "rdf",          "feed",  "channel",
                                        "urlset", "sitemapindex", "entry", "item"};

    name = xml_local(name);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_eq_nocase(name, str_of(roots[i])))
            return true;
    return false;
}

str xml_root(str text, str *name, bool *junk)
{
    *name = (str){NULL, 0};
    *junk = false;
    for (size_t at = 0; at < text.n && at < JUNK_MOST;) {
        if (text.p[at] != '<') {
            *junk = *junk || !is_space((unsigned char)text.p[at]);
            at++;
        } else if (at + 1 < text.n && (text.p[at + 1] == '?' || text.p[at + 1] == '!')) {
            at = xml_declaration_end(text, at);
        } else {
            *name = xml_name_at(text, at + 1);
            if (is_root(*name))
                return str_from(text, at);
            if (str_eq_nocase(*name, S("html")))
                break;
            *junk = true;
            at++;
        }
    }
    *name = (str){NULL, 0};
    return (str){NULL, 0};
}

bool xml_is_flood(str text)
{
    struct markup_tag tag;
    size_t attributes_end, behind_tag = 0;

    for (size_t at = 0, n; (n = str_find_char(str_from(text, at), '<')) != SIZE_MAX;) {
        at += n;
        if (str_starts(str_from(text, at), S("<!")) || str_starts(str_from(text, at), S("<?"))) {
            at = xml_declaration_end(text, at);
        } else if (markup_tag(text, at, ATTRIBUTES_MOST, &tag, &attributes_end)) {
            if (attributes_end != tag.end || tag.end - at > TAG_MOST || at - behind_tag > TEXT_MOST)
                return true;
            at = behind_tag = tag.end;
        } else {
            at++;
        }
    }
    return text.n - behind_tag > TEXT_MOST;
}

/* ---- mending ---- */

struct mending {
    struct buf out;
    str text;
    size_t at, most, depth;
    size_t run; /* bytes of text since the last tag */
    bool begun;
    str open[DEPTH_MOST];
};

/* Is it a character of XML (XML 1.0, 2.2)? */
static bool is_xml_char(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF);
}

/* Text whose references, when `decode`, are undone; written so that it stands for itself. */
static void put_text(struct buf *out, str text, bool decode)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = 0;
        size_t n = decode && text.p[at] == '&' ? reference_at(str_from(text, at), &c) : 0;
        if (n)
            at += n;
        else
            c = utf8_next(text, &at);
        if (c == '&')
            buf_str(out, S("&amp;"));
        else if (c == '<')
            buf_str(out, S("&lt;"));
        else if (c == '>')
            buf_str(out, S("&gt;"));
        else if (c == '"')
            buf_str(out, S("&quot;"));
        else if (is_xml_char(c))
            buf_utf8(out, c);
    }
}

/* Text of the source, as much of it as there may be between two tags. */
static void put_run(struct mending *mending, str text, bool decode)
{
    text = str_slice(text, 0, TEXT_MOST - mending->run);
    mending->run += text.n;
    put_text(&mending->out, str_slice(text, 0, utf8_valid(text)), decode);
}

static void put_end(struct mending *mending)
{
    str name = mending->open[--mending->depth];

    mending->run = 0;
    buf_str(&mending->out, S("</"));
    buf_str(&mending->out, name);
    buf_char(&mending->out, '>');
}

/* Closes elements down to the innermost of that name; none of that name: nothing. */
static void close_to(struct mending *mending, str name)
{
    size_t depth = mending->depth;

    while (depth > 0 && !str_eq(mending->open[depth - 1], name))
        depth--;
    while (depth > 0 && mending->depth >= depth)
        put_end(mending);
}

static void put_attributes(struct mending *mending, str tag)
{
    str seen[ATTRIBUTES_MOST], name, value;
    size_t count = 0, at = 0;

    while (count < ATTRIBUTES_MOST && markup_attribute(tag, &at, &name, &value)) {
        bool twice = false;
        if (xml_name_at(name, 0).n != name.n || !name.n)
            continue;
        for (size_t i = 0; i < count; i++)
            twice = twice || str_eq(seen[i], name);
        if (twice)
            continue;
        seen[count++] = name;
        buf_char(&mending->out, ' ');
        buf_str(&mending->out, name);
        buf_str(&mending->out, S("=\""));
        put_text(&mending->out, value, true);
        buf_char(&mending->out, '"');
    }
}

/* No item stands in another: the first was not closed. */
static bool is_item(str name)
{
    return str_eq(name, S("item")) || str_eq(name, S("entry")) || str_eq(name, S("url"));
}

static void put_start(struct mending *mending, const struct markup_tag *tag, str name)
{
    if (is_item(name))
        close_to(mending, name);
    if (mending->depth == mending->most)
        return;
    mending->run = 0;
    buf_char(&mending->out, '<');
    buf_str(&mending->out, name);
    put_attributes(mending, str_slice(mending->text, tag->after_name, tag->end));
    mending->begun = true;
    if (tag->self_closing) {
        buf_str(&mending->out, S("/>"));
        return;
    }
    buf_char(&mending->out, '>');
    mending->open[mending->depth++] = name;
}

/* Takes what begins with '<'; false: it is text. */
static bool take_markup(struct mending *mending)
{
    str rest = str_from(mending->text, mending->at), name;
    struct markup_tag tag;
    size_t attributes_end;

    if (str_starts(rest, S("<![CDATA["))) {
        put_text(&mending->out, xml_cdata(mending->text, mending->at), false);
        mending->at = xml_declaration_end(mending->text, mending->at);
        return true;
    }
    if (str_starts(rest, S("<?")) || str_starts(rest, S("<!"))) {
        mending->at = xml_declaration_end(mending->text, mending->at);
        return true;
    }
    if (!markup_tag(mending->text, mending->at, ATTRIBUTES_MOST, &tag, &attributes_end))
        return false;
    name = xml_tag_name(mending->text, mending->at, &tag.closing);
    if (!name.n || name.p + name.n != mending->text.p + tag.after_name)
        return false;
    mending->at = tag.end;
    if (tag.closing)
        close_to(mending, name);
    else
        put_start(mending, &tag, name);
    return true;
}

str xml_mend(struct arena *arena, str text, size_t depth)
{
    struct mending *mending = ARENA_NEW(arena, struct mending);

    mending->out = buf_new(arena, 8 * text.n + SPARE);
    mending->text = text;
    mending->most = depth < DEPTH_MOST ? depth : DEPTH_MOST;
    while (mending->at < text.n && (mending->depth || !mending->begun)) {
        size_t from = mending->at;
        if (text.p[from] == '<' && take_markup(mending))
            continue;
        mending->at++;
        while (mending->at < text.n && text.p[mending->at] != '<')
            mending->at++;
        put_run(mending, str_slice(text, from, mending->at), true);
    }
    while (mending->depth)
        put_end(mending);
    return buf_text(&mending->out);
}
