#include "extract_lines.h"

#include <string.h>

#include "../base/markup.h"
#include "../base/reference.h"
#include "../base/utf8.h"
#include "extract_wrap.h"

enum { ATTRIBUTES = 256 }; /* of a tag; all are passed over */

/* ---- lines to blocks ---- */

static void add_line(struct doc *doc, str line, uint32_t number, bool after_gap, size_t most)
{
    size_t mark;
    struct block *block;
    str text;

    if (doc->block_count >= most) { /* before the tidy text takes memory */
        if (str_trim(line).n)
            doc_flag(doc, FLAG_TRUNCATED);
        return;
    }
    text = text_tidy(doc->arena, line);
    mark = wrap_item_mark(text);
    if (!str_trim(str_from(text, mark)).n)
        return;
    block = doc_add_block(doc, most);
    block->text = str_trim(str_from(text, mark));
    block->kind = mark ? BLOCK_ITEM : BLOCK_PARAGRAPH;
    block->level = mark ? 1 : 0;
    block->line = number;
    block->after_gap = after_gap;
    block_measure(block);
}

void extract_lines(struct doc *doc, str text, size_t most)
{
    struct wrapping wrapping = wrapping_of(text);
    struct buf paragraph = buf_new(doc->scratch, text.n + 1);
    bool gap = false, paragraph_gap = false;
    uint32_t number = 0, first = 0;
    str line, before = {NULL, 0};

    doc_add_box(doc, 1);
    while (str_split(&text, '\n', &line)) {
        str words = str_trim(line);
        number++;
        if (paragraph.n && wrapping_goes_on(&wrapping, before, line)) {
            wrapping_join(&wrapping, &paragraph, words);
        } else if (words.n) {
            add_line(doc, buf_text(&paragraph), first, paragraph_gap, most);
            paragraph.n = 0;
            first = number;
            paragraph_gap = gap;
            buf_str(&paragraph, words);
        }
        gap = !words.n;
        before = line;
    }
    add_line(doc, buf_text(&paragraph), first, paragraph_gap, most);
}

/* ---- markup to lines ---- */

/* At a '<': behind the tag or comment, and behind the body of a script or style; *parts: it parts
 * blocks. What is no markup is passed over as one character. */
static size_t skip_markup(str page, size_t at, bool *parts)
{
    struct markup_tag tag;
    size_t end;
    str name;

    *parts = true;
    if (str_starts(str_from(page, at), S("<!--")))
        return markup_comment(page, at);
    if (!markup_tag(page, at, ATTRIBUTES, &tag, &end)) {
        *parts = false;
        return at + 1;
    }
    name = str_slice(page, at + 1 + tag.closing, tag.after_name);
    *parts = !markup_is_inline(name);
    if (!tag.closing && (str_eq_nocase(name, S("script")) || str_eq_nocase(name, S("style")))) {
        end = markup_end_tag(page, tag.end, name);
        return end == SIZE_MAX ? page.n : end;
    }
    return tag.end;
}

/* At a '&': the reference. */
static size_t put_reference(struct buf *out, str rest)
{
    uint32_t c;
    size_t n = reference_at(rest, &c);

    if (n)
        buf_utf8(out, c);
    else
        buf_char(out, '&');
    return n ? n : 1;
}

str strip_tags(struct arena *arena, str page)
{
    struct buf out = buf_new(arena, page.n + 1);
    size_t at = 0;

    buf_reserve(&out, page.n + 1);
    while (at < page.n) {
        bool parts;
        if (page.p[at] == '<') {
            size_t before = at;
            at = skip_markup(page, at, &parts);
            if (!parts && at == before + 1)
                buf_char(&out, '<');
            if (parts && out.n && out.p[out.n - 1] != '\n')
                buf_char(&out, '\n');
        } else if (page.p[at] == '&') {
            at += put_reference(&out, str_from(page, at));
        } else {
            buf_char(&out, page.p[at] == '\n' ? ' ' : page.p[at]);
            at++;
        }
    }
    return buf_text(&out);
}
