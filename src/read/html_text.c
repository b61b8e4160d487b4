#include "html_text.h"

#include "config.h"

#ifdef HAVE_FETCH
#include <libxml/HTMLparser.h>
#endif

#include "../base/charset.h"
#include "../base/markup.h"
#include "../base/utf8.h"

enum { REFERENCE_MOST = 12, ATTRIBUTES_MOST = 64, LAST_CHARACTER = 0x10FFFF };

/* Of a name of HTML 4; 0: it is none. */
static uint32_t named_character(str name)
{
#ifdef HAVE_FETCH
    char bytes[REFERENCE_MOST];
    const htmlEntityDesc *entity;

    if (str_find_char(name, '\0') != SIZE_MAX)
        return 0;
    memcpy(bytes, name.p, name.n);
    bytes[name.n] = '\0';
    entity = htmlEntityLookup((const xmlChar *)bytes);
    return entity ? entity->value : 0;
#else
    return markup_reference(name);
#endif
}

size_t html_reference(str s, uint32_t *c)
{
    size_t end = str_find_char(str_slice(s, 0, REFERENCE_MOST), ';');

    if (end == SIZE_MAX || end < 2)
        return 0;
    if (s.p[1] == '#') {
        str number = str_slice(s, 1, end);
        size_t at = 0;
        *c = markup_number(number, &at);
        if (at != number.n || at < 2 || *c > LAST_CHARACTER || !*c ||
            (*c >= 0xD800 && *c <= 0xDFFF))
            return 0;
        *c = windows_1252_character(*c); /* HTML Standard, 13.2.5.80 */
        return end + 1;
    }
    *c = named_character(str_slice(s, 1, end));
    return *c ? end + 1 : 0;
}

bool html_is_unseen(str name)
{
    return str_eq_nocase(name, S("script")) || str_eq_nocase(name, S("style"));
}

/* Behind the tag or comment at `at`, the bodies of scripts and styles too; 0: the '<' is text. */
static size_t markup_end(str html, size_t at, bool *parts)
{
    struct markup_tag tag;
    size_t end;
    str name;

    *parts = false;
    if (str_starts(str_from(html, at), S("<!--")))
        return markup_comment(html, at);
    if (str_starts(str_from(html, at), S("<!")) || str_starts(str_from(html, at), S("<?"))) {
        end = str_find_char(str_from(html, at), '>');
        return end == SIZE_MAX ? 0 : at + end + 1;
    }
    if (!markup_tag(html, at, ATTRIBUTES_MOST, &tag, &end))
        return 0;
    name = str_slice(html, at + (tag.closing ? 2 : 1), tag.after_name);
    *parts = !markup_is_inline(name);
    if (tag.closing || !html_is_unseen(name))
        return tag.end;
    end = markup_end_tag(html, tag.end, name);
    return end == SIZE_MAX ? html.n : end;
}

str html_text(struct arena *arena, str html)
{
    struct buf out = buf_new(arena, 4 * html.n);

    for (size_t at = 0; at < html.n;) {
        uint32_t c = 0;
        bool parts = false;
        size_t n = 0;
        if (html.p[at] == '<')
            n = markup_end(html, at, &parts);
        if (n) {
            at = n;
            if (parts)
                buf_char(&out, ' ');
            continue;
        }
        n = html.p[at] == '&' ? html_reference(str_from(html, at), &c) : 0;
        if (n) {
            at += n;
            buf_utf8(&out, c);
        } else {
            buf_char(&out, html.p[at++]);
        }
    }
    return text_tidy(arena, buf_text(&out));
}
