#include "archive_forms.h"

#include "base/json.h"
#include "base/json_scan.h"
#include "doc.h"
#include "stage/write_markdown.h"
#include "stage/write_text.h"

enum { MOST_BLOCKS = 1 << 20 };

/* A list of JSON as a field holds it: its parts on lines of their own. */
static str list_of(struct arena *arena, str value)
{
    struct buf out = buf_new(arena, value.n);
    bool repaired;
    const struct json *list = json_read(arena, value, &repaired, NULL, NULL), *part;
    size_t i;

    for (i = 0; (part = json_item(list, i)); i++) {
        if (i)
            buf_char(&out, '\n');
        buf_str(&out, json_str(part));
    }
    return buf_text(&out);
}

static void take_member(struct doc *doc, str key, str value)
{
    if (str_eq(key, S("text")))
        doc->text = json_scan_text(doc->arena, value);
    else if (str_eq(key, S("source")))
        doc->source = json_scan_text(doc->arena, value);
    else if (str_eq(key, S("page_type")))
        doc->page_type = str_zero_ended(doc->arena, json_scan_text(doc->arena, value));
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (str_eq(key, str_of(field_rows[i].key)))
            doc->fields[i].text = field_rows[i].type == FIELD_LIST
                                      ? list_of(doc->arena, value)
                                      : json_scan_text(doc->arena, value);
}

static void add_block(struct doc *doc, enum block_kind kind, str text)
{
    struct block *block = text.n ? doc_add_block(doc, MOST_BLOCKS) : NULL;

    if (block) {
        block->text = text;
        block->kind = kind;
        block->level = 1;
    }
}

/* What the lines of a paragraph have in common says what it was (docs/records.md, "text"). */
static enum block_kind kind_of(str paragraph)
{
    bool items = true, rows = true;
    str line;

    if (str_find_char(paragraph, '\n') == SIZE_MAX)
        return str_starts(paragraph, S("- ")) ? BLOCK_ITEM : BLOCK_PARAGRAPH;
    while (str_split(&paragraph, '\n', &line)) {
        items = items && str_starts(line, S("- "));
        rows = rows && str_find(line, S(" | ")) != SIZE_MAX;
    }
    return items ? BLOCK_ITEM : rows ? BLOCK_ROW : BLOCK_CODE;
}

static void add_paragraph(struct doc *doc, str paragraph)
{
    enum block_kind kind = kind_of(paragraph);
    str line;

    if (kind != BLOCK_ITEM && kind != BLOCK_ROW) {
        add_block(doc, kind, paragraph);
        return;
    }
    while (str_split(&paragraph, '\n', &line))
        add_block(doc, kind, line);
}

static void add_paragraphs(struct doc *doc)
{
    str rest = doc->text;
    size_t end;

    while ((end = str_find(rest, S("\n\n"))) != SIZE_MAX) {
        add_paragraph(doc, str_slice(rest, 0, end));
        rest = str_from(rest, end + S("\n\n").n);
    }
    add_paragraph(doc, rest);
}

bool archive_form(struct arena *arena, struct arena *scratch, str line, const char *to, str *form)
{
    struct json_scan scan = json_scan(line);
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    str key, value;
    struct doc doc;

    doc_init(&doc, arena, scratch);
    while (json_scan_member(&scan, &key, &value))
        take_member(&doc, key, value);
    if (!json_scan_whole(&scan))
        return false;
    add_paragraphs(&doc);
    if (!strcmp(to, "text"))
        write_plain(&out, &doc);
    else
        write_markdown(&out, &doc);
    *form = buf_text(&out);
    return true;
}
