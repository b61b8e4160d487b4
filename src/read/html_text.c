#include "html_text.h"

#include "../base/markup.h"
#include "../base/reference.h"
#include "../base/utf8.h"

enum { ATTRIBUTES_MOST = 64 };

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
        n = html.p[at] == '&' ? reference_at(str_from(html, at), &c) : 0;
        if (n) {
            at += n;
            buf_utf8(&out, c);
        } else {
            buf_char(&out, html.p[at++]);
        }
    }
    return text_tidy(arena, buf_text(&out));
}
