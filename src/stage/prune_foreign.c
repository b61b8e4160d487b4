/* Foreign content has other rules (WHATWG HTML, 13.2.6.5): nothing in it is raw text, CDATA
 * sections are text, some start tags end it, and so do end tags of elements around it. Inside its
 * integration points (desc, mi ...) start tags are HTML again. */
#include "prune_foreign.h"

#include "../base/reference.h"
#include "prune_tags.h"

enum {
    FOREIGN_DEPTH = 64, /* of open elements; real drawings reach 20 */
    ATTRIBUTES = 256,   /* of a tag; the parser is quadratic in them */
};

struct foreign {
    str page;
    const struct tag_rows *rows;
    size_t at, depth;
    struct foreign_end found;
    str open[FOREIGN_DEPTH]; /* names of the open elements */
};

static str name_of(str page, const struct markup_tag *tag)
{
    return str_slice(page, tag->at + 1 + tag->closing, tag->after_name);
}

static bool is_integration_point(str name)
{
    static const char *const names[] = {"desc", "title", "foreignObject", "mi", "mo", "mn",
                                        "ms",   "mtext", "annotation-xml"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(name, str_of(names[i])))
            return true;
    return false;
}

/* An end tag that nothing open here answers to is for what is around. */
static bool close(struct foreign *foreign, str name)
{
    for (size_t i = foreign->depth; i-- > 0;)
        if (str_eq_nocase(foreign->open[i], name)) {
            foreign->depth = i;
            return true;
        }
    return false;
}

static bool open(struct foreign *foreign, const struct markup_tag *tag, str name)
{
    if (is_integration_point(foreign->open[foreign->depth - 1]) ||
        prune_tag_row(foreign->rows, foreign->page, tag) & TAG_BREAKS_OUT)
        return false;
    if (tag->self_closing)
        return true;
    if (foreign->depth == FOREIGN_DEPTH)
        return false;
    foreign->open[foreign->depth++] = name;
    return true;
}

static bool has_plain_name(str page, const struct markup_tag *tag)
{
    for (size_t i = tag->at + 1 + tag->closing; i < tag->after_name; i++) {
        char c = page.p[i];
        if (!(is_ascii_letter(c) || (c >= '-' && c <= ':') || c == '_'))
            return false;
    }
    return true;
}

/* Characters that are no white space, decoded or not. NULs do not count (13.2.6.5). */
static bool has_letters(str text)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t end = 0;
        uint32_t c = (unsigned char)text.p[i];
        if (c == '&' && i + 1 < text.n && text.p[i + 1] == '#') {
            c = reference_number(str_from(text, i + 1), &end);
            end += i + 1 + end < text.n && text.p[i + 1 + end] == ';';
        }
        if (c && (c > ' ' || !is_markup_space((char)c)))
            return true;
        i += end;
    }
    return false;
}

/* gumbo takes white space of a CDATA section for letters. */
static bool has_characters(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i])
            return true;
    return false;
}

/* Past the markup at foreign->at; false: it is in doubt. */
static bool step(struct foreign *foreign)
{
    str rest = str_from(foreign->page, foreign->at);
    struct markup_tag tag;
    size_t end;

    if (str_starts(rest, S("<!--"))) {
        foreign->at = markup_comment(foreign->page, foreign->at);
    } else if (str_starts(rest, S("<![CDATA["))) {
        end = str_find(rest, S("]]>"));
        if (!foreign->found.has_text)
            foreign->found.has_text = has_characters(str_slice(rest, sizeof "<![CDATA[" - 1, end));
        foreign->at = end == SIZE_MAX ? foreign->page.n : foreign->at + end + sizeof "]]>" - 1;
    } else if (markup_tag(foreign->page, foreign->at, ATTRIBUTES, &tag, &end)) {
        foreign->found.last_tag = tag.at;
        foreign->at = tag.end;
        if (!tag.ended || end != tag.end || !has_plain_name(foreign->page, &tag))
            return false;
        return tag.closing ? close(foreign, name_of(foreign->page, &tag))
                           : open(foreign, &tag, name_of(foreign->page, &tag));
    } else if (rest.n > 1 && (rest.p[1] == '!' || rest.p[1] == '?' || rest.p[1] == '/')) {
        end = str_find_char(rest, '>');
        foreign->at = end == SIZE_MAX ? foreign->page.n : foreign->at + end + 1;
    } else {
        foreign->at++;
        foreign->found.has_text = true;
    }
    return true;
}

bool foreign_end(str page, const struct tag_rows *rows, const struct markup_tag *start,
                 struct foreign_end *end)
{
    struct foreign foreign = {.page = page, .rows = rows, .at = start->end, .depth = 1};

    foreign.open[0] = name_of(page, start);
    while (foreign.depth) {
        size_t next = str_find_char(str_from(page, foreign.at), '<');
        if (next == SIZE_MAX)
            return false;
        if (!foreign.found.has_text)
            foreign.found.has_text = has_letters(str_slice(page, foreign.at, foreign.at + next));
        foreign.at += next;
        if (!step(&foreign))
            return false;
    }
    *end = foreign.found;
    end->at = foreign.at;
    return true;
}
