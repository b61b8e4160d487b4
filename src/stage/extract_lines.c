#include "extract_lines.h"

#include <string.h>

#include "../base/markup.h"
#include "../base/utf8.h"

enum {
    WRAP_LEAST = 55,   /* a text is wrapped when nearly all lines that go on are */
    WRAP_MOST = 100,   /* between these lengths, in bytes ... */
    WRAP_SHARE = 9,    /* ... 9 of 10 of them */
    WRAP_LINES = 8,    /* and there are at least this many */
    HYPHEN_SHARE = 20, /* words are parted at line ends when 1 line of 20 ends in a hyphen; where
                        * lines are only broken, at "well-" of "well-known", 1 of 60 does */
    ATTRIBUTES = 256,  /* of a tag; all are passed over */
};

/* ---- lines to blocks ---- */

static bool next_line(str *rest, str *line)
{
    if (!str_split(rest, '\n', line))
        return false;
    *line = str_trim(*line);
    return true;
}

/* Does the line end in a hyphen, and go on in small letters? */
static bool is_parted(str line, str next)
{
    size_t at = 0;

    return line.n >= 2 && next.n && str_ends(line, S("-")) && line.p[line.n - 2] != '-' &&
           line.p[line.n - 2] != ' ' && is_lower_char(utf8_next(next, &at));
}

/* Was the text broken into lines of one width, so that a paragraph spans several? Then lines that
 * are followed by another line at once are all about as long as the width. *hyphens: words were
 * parted to fill the lines. */
static bool is_wrapped(str text, bool *hyphens)
{
    size_t going_on = 0, wide = 0, too_long = 0, parted = 0;
    str line, before = {NULL, 0};

    while (next_line(&text, &line)) {
        if (line.n && before.n) {
            going_on++;
            wide += before.n >= WRAP_LEAST && before.n <= WRAP_MOST;
            too_long += before.n > WRAP_MOST;
            parted += is_parted(before, line);
        }
        before = line;
    }
    *hyphens = parted * HYPHEN_SHARE >= going_on;
    return going_on >= WRAP_LINES && !too_long && wide * 10 >= going_on * WRAP_SHARE;
}

/* The mark of a list item at the head of a line; empty when there is none. */
static size_t item_mark(str line)
{
    static const char *const marks[] = {"- ", "* ", "• ", "– ", "· ", "▪ ", "● ", "◦ ", "‣ "};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(line, str_of(marks[i])))
            return strlen(marks[i]);
    return 0;
}

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
    mark = item_mark(text);
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

/* Does the line go on with the paragraph of the line before, in a wrapped text? */
static bool goes_on(str before, str line)
{
    return before.n >= WRAP_LEAST && !item_mark(line);
}

/* Between two lines of a paragraph. */
static void join(struct buf *paragraph, str before, str line, bool hyphens)
{
    if (!is_parted(before, line))
        buf_char(paragraph, ' ');
    else if (hyphens)
        paragraph->n--;
}

void extract_lines(struct doc *doc, str text, size_t most)
{
    bool hyphens, wrapped = is_wrapped(text, &hyphens), gap = false, paragraph_gap = false;
    struct buf paragraph = buf_new(doc->scratch, text.n + 1);
    uint32_t number = 0, first = 0;
    str line, before = {NULL, 0};

    doc_add_box(doc, 1);
    while (next_line(&text, &line)) {
        number++;
        if (line.n && wrapped && paragraph.n && !gap && goes_on(before, line)) {
            join(&paragraph, before, line, hyphens);
        } else if (line.n) {
            add_line(doc, buf_text(&paragraph), first, paragraph_gap, most);
            paragraph.n = 0;
            first = number;
            paragraph_gap = gap;
        }
        buf_str(&paragraph, line);
        gap = !line.n;
        before = line;
    }
    add_line(doc, buf_text(&paragraph), first, paragraph_gap, most);
}

/* ---- markup to lines ---- */

static bool is_inline(str name)
{
    static const char *const inlines[] = {"a",  "b", "big",   "code", "em",     "font", "i",
                                          "q",  "s", "small", "span", "strong", "sub",  "sup",
                                          "tt", "u", "mark",  "abbr", "cite",   "time", "label"};

    for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
        if (str_eq_nocase(name, str_of(inlines[i])))
            return true;
    return false;
}

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
    *parts = !is_inline(name);
    if (!tag.closing && (str_eq_nocase(name, S("script")) || str_eq_nocase(name, S("style")))) {
        end = markup_end_tag(page, tag.end, name);
        return end == SIZE_MAX ? page.n : end;
    }
    return tag.end;
}

/* The references without which a text cannot be read; this is the way out, not the parser. */
static size_t put_reference(struct buf *out, str rest)
{
    static const struct {
        const char *name, *text;
    } references[] = {{"&amp;", "&"},   {"&lt;", "<"},   {"&gt;", ">"},
                      {"&quot;", "\""}, {"&nbsp;", " "}, {"&#39;", "'"}};

    for (size_t i = 0; i < sizeof references / sizeof *references; i++)
        if (str_starts(rest, str_of(references[i].name))) {
            buf_str(out, str_of(references[i].text));
            return strlen(references[i].name);
        }
    buf_char(out, '&');
    return 1;
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
