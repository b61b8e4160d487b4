#include "write_markdown.h"

#include "../base/json.h"
#include "../base/utf8.h"
#include "write_text.h"

enum { BODY_LEVEL = 2, DEEPEST_HEADING = 6, SHORTEST_FENCE = 3, DEEPEST_ITEM = 8 };

/* ---- front matter ---- */

/* A JSON string is a YAML 1.2 double-quoted scalar; json_put() escapes what YAML 1.1 breaks at. */
static void put_field(struct buf *out, const char *key, str text)
{
    if (!text.n)
        return;
    buf_printf(out, "%s: ", key);
    json_put(out, text);
    buf_char(out, '\n');
}

static void put_list(struct buf *out, const char *key, str list)
{
    str part;

    if (!list.n)
        return;
    buf_printf(out, "%s:\n", key);
    while (str_split(&list, '\n', &part)) {
        buf_str(out, S("  - "));
        json_put(out, part);
        buf_char(out, '\n');
    }
}

static void put_front_matter(struct buf *out, const struct doc *doc)
{
    buf_str(out, S("---\n"));
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (field_rows[i].type == FIELD_LIST)
            put_list(out, field_rows[i].key, doc->fields[i].text);
        else
            put_field(out, field_rows[i].key, doc->fields[i].text);
    }
    put_field(out, "source", doc->source);
    put_field(out, "page_type", str_of(doc->page_type));
    buf_str(out, S("---\n\n"));
}

/* ---- body ---- */

static bool is_word_byte(str s, size_t at)
{
    unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0;

    return c >= 0x80 || is_word_char(c);
}

/* Characters that mean something wherever they stand; an underscore inside a word does not. */
static bool is_markup(str s, size_t at)
{
    if (s.p[at] == '_')
        return !(at && is_word_byte(s, at - 1) && is_word_byte(s, at + 1));
    return str_find_char(S("\\`*[]<>&"), s.p[at]) != SIZE_MAX;
}

/* Where a backslash keeps the first characters from opening a heading, list, rule or fence; s.n
 * when they do not. */
static size_t opener(str s)
{
    size_t digits = 0;

    if (s.n && str_find_char(S("#+-=~|"), s.p[0]) != SIZE_MAX)
        return 0;
    while (digits < s.n && is_ascii_digit(s.p[digits]))
        digits++;
    if (digits && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')') &&
        (digits + 1 == s.n || s.p[digits + 1] == ' '))
        return digits;
    return s.n;
}

static void put_escaped(struct buf *out, str s, bool line_start)
{
    size_t first = line_start ? opener(s) : s.n;

    for (size_t i = 0; i < s.n; i++) {
        if (i == first || is_markup(s, i))
            buf_char(out, '\\');
        buf_char(out, s.p[i] == '\n' ? ' ' : s.p[i]);
    }
}

static void put_fence(struct buf *out, size_t length)
{
    while (length--)
        buf_char(out, '`');
}

/* Code as it stands, in a fence longer than any run of backticks in it. */
static void put_code(struct buf *out, str s)
{
    size_t run = 0, longest = SHORTEST_FENCE - 1;

    for (size_t i = 0; i < s.n; i++) {
        run = s.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    put_fence(out, longest + 1);
    buf_char(out, '\n');
    buf_str(out, s);
    buf_char(out, '\n');
    put_fence(out, longest + 1);
}

static void put_row(struct buf *out, str s, bool first)
{
    str rest = s;
    size_t cells = 1, at;

    buf_str(out, S("| "));
    while ((at = str_find(rest, S(" | "))) != SIZE_MAX) {
        put_escaped(out, str_slice(rest, 0, at), false);
        buf_str(out, S(" | "));
        rest = str_from(rest, at + S(" | ").n);
        cells++;
    }
    put_escaped(out, rest, false);
    buf_str(out, S(" |"));
    if (!first)
        return;
    buf_str(out, S("\n|"));
    while (cells--)
        buf_str(out, S(" --- |"));
}

static void put_heading(struct buf *out, const struct block *block, str s)
{
    unsigned level = block->level < BODY_LEVEL ? BODY_LEVEL : block->level;

    for (unsigned i = 0; i < level && i < DEEPEST_HEADING; i++)
        buf_char(out, '#');
    buf_char(out, ' ');
    put_escaped(out, s, false);
}

static void put_item(struct buf *out, const struct block *block, str s)
{
    unsigned level = block->level < DEEPEST_ITEM ? block->level : DEEPEST_ITEM;

    for (unsigned i = 1; i < level; i++)
        buf_str(out, S("  "));
    buf_str(out, S("- "));
    put_escaped(out, str_starts(s, S("- ")) ? str_from(s, S("- ").n) : s, true);
}

static void put_block(struct buf *out, const struct block *block, str s, bool follows)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        put_heading(out, block, s);
        break;
    case BLOCK_ITEM:
        put_item(out, block, s);
        break;
    case BLOCK_ROW:
        put_row(out, s, !follows);
        break;
    case BLOCK_CODE:
        put_code(out, s);
        break;
    case BLOCK_QUOTE:
        buf_str(out, S("> "));
        put_escaped(out, s, true);
        break;
    default:
        put_escaped(out, s, true);
    }
}

void write_markdown(struct buf *out, const struct doc *doc)
{
    const struct block *before = NULL;

    put_front_matter(out, doc);
    if (field_known(doc, FIELD_TITLE)) {
        buf_str(out, S("# "));
        put_escaped(out, doc->fields[FIELD_TITLE].text, false);
        buf_str(out, S("\n\n"));
    }
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        str text = write_block(doc->scratch, block);
        if (!text.n)
            continue;
        buf_str(out, write_gap(before, block));
        put_block(out, block, text, before && before->kind == BLOCK_ROW);
        before = block;
    }
    buf_str(out, before ? S("\n\n") : S(""));
}
