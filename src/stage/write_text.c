#include "write_text.h"

#include "../base/utf8.h"

enum { NO_BREAK = 0xA0, NARROW_NO_BREAK = 0x202F };

static bool has_odd_space(str s)
{
    return str_find(s, S("\xC2\xA0")) != SIZE_MAX || str_find(s, S("\xE2\x80\xAF")) != SIZE_MAX ||
           str_find_char(s, '\f') != SIZE_MAX;
}

/* Most blocks are tidy and have none; code is as it was written, and spans may put anything. */
static str plain_spaces(struct arena *arena, str s)
{
    struct buf out = buf_new(arena, s.n);
    size_t at = 0, from;

    while (at < s.n) {
        uint32_t c;
        from = at;
        c = utf8_next(s, &at);
        if (c == NO_BREAK || c == NARROW_NO_BREAK || c == '\f')
            buf_char(&out, ' ');
        else
            buf_str(&out, str_slice(s, from, at));
    }
    return buf_text(&out);
}

str write_block(struct arena *arena, const struct block *block)
{
    str text;

    if (block->why != WHY_KEPT)
        return (str){NULL, 0};
    text = block_text(arena, block);
    return has_odd_space(text) ? plain_spaces(arena, text) : text;
}

str write_gap(const struct block *before, const struct block *block)
{
    if (!before)
        return (str){NULL, 0};
    if (before->kind == block->kind && (block->kind == BLOCK_ITEM || block->kind == BLOCK_ROW))
        return S("\n");
    return S("\n\n");
}

static size_t length_of(const struct doc *doc)
{
    size_t n = 0;

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_KEPT)
            n += doc->blocks[i].text.n + S("\n\n- ").n;
    return n;
}

str write_text(const struct doc *doc)
{
    struct buf out = buf_new(doc->arena, SIZE_MAX / 4);
    const struct block *before = NULL;

    buf_reserve(&out, length_of(doc));
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        str text = write_block(doc->scratch, block);
        if (!text.n)
            continue;
        buf_str(&out, write_gap(before, block));
        if (block->kind == BLOCK_ITEM && !str_starts(text, S("- ")))
            buf_str(&out, S("- "));
        buf_str(&out, text);
        before = block;
    }
    return buf_text(&out);
}

void write_joined(struct buf *out, str list, str between)
{
    str part;

    for (bool first = true; str_split(&list, '\n', &part); first = false) {
        if (!first)
            buf_str(out, between);
        buf_str(out, part);
    }
}

static void put_line(struct buf *out, str line)
{
    if (line.n) {
        buf_str(out, line);
        buf_char(out, '\n');
    }
}

void write_plain(struct buf *out, const struct doc *doc)
{
    str authors = doc->fields[FIELD_AUTHORS].text, published = doc->fields[FIELD_PUBLISHED].text;

    put_line(out, doc->fields[FIELD_TITLE].text);
    write_joined(out, authors, S(", "));
    if (authors.n && published.n)
        buf_str(out, S(" \xC2\xB7 "));
    put_line(out, published);
    if (authors.n && !published.n)
        buf_char(out, '\n');
    put_line(out, doc->fields[FIELD_URL].text);
    if (out->n)
        buf_char(out, '\n');
    put_line(out, doc->text);
    buf_str(out, S("\f\n"));
}
