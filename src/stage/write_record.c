#include "write_record.h"

#include "../base/hash.h"
#include "../base/json.h"
#include "../base/utf8.h"
#include "write_duplicate.h"
#include "write_id.h"
#include "write_text.h"

enum { THOUSAND = 1000 };

void write_finish(struct doc *doc)
{
    write_id(doc);
    doc->text = write_text(doc);
}

void write_digest(struct doc *doc)
{
    char hex[SHA256_HEX + 1];

    if (doc->raw_sha256.n)
        return;
    sha256_hex(doc->raw, hex);
    doc->raw_sha256 = str_dup(doc->arena, (str){hex, SHA256_HEX});
}

static void put_key(struct buf *out, str key)
{
    buf_str(out, out->n > 1 ? S(",\"") : S("\""));
    buf_str(out, key);
    buf_str(out, S("\":"));
}

static void put_text(struct buf *out, str key, str text)
{
    put_key(out, key);
    if (text.n)
        json_put(out, text);
    else
        buf_str(out, S("null"));
}

static void put_number(struct buf *out, str key, uint64_t number)
{
    put_key(out, key);
    buf_printf(out, "%llu", (unsigned long long)number);
}

static void put_list(struct buf *out, str key, str list)
{
    str part;

    put_key(out, key);
    if (!list.n) {
        buf_str(out, S("null"));
        return;
    }
    for (char before = '['; str_split(&list, '\n', &part); before = ',') {
        buf_char(out, before);
        json_put(out, part);
    }
    buf_char(out, ']');
}

static void put_where(struct buf *out, const struct doc *doc)
{
    put_text(out, S("source"), doc->source);
    put_number(out, S("offset"), doc->offset);
    put_text(out, S("raw_sha256"), doc->raw_sha256);
}

static void put_fields(struct buf *out, const struct doc *doc)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        str key = str_of(field_rows[i].key), text = doc->fields[i].text;
        if (field_rows[i].type == FIELD_LIST)
            put_list(out, key, text);
        else
            put_text(out, key, text);
        if (i == FIELD_SITE)
            put_where(out, doc);
    }
}

static void put_flags(struct buf *out, const struct doc *doc)
{
    char before = '[';

    put_key(out, S("flags"));
    for (unsigned i = 0; i < FLAG_COUNT; i++)
        if (doc_has_flag(doc, (enum flag)i)) {
            buf_char(out, before);
            json_put(out, str_of(flag_rows[i].name));
            before = ',';
        }
    buf_str(out, before == '[' ? S("[]") : S("]"));
}

/* In whole thousandths, by hand: what printf has for a decimal point is the locale's. */
static void put_quality(struct buf *out, const struct doc *doc)
{
    unsigned quality = doc->quality > 0 ? (unsigned)(doc->quality * THOUSAND + 0.5f) : 0;

    put_key(out, S("quality"));
    if (!doc->page_type)
        buf_str(out, S("null"));
    else if (quality >= THOUSAND)
        buf_str(out, S("1"));
    else
        buf_printf(out, "0.%03u", quality);
}

/* ---- what was removed ---- */

struct removed {
    uint64_t blocks, spans, words;
    struct buf texts; /* JSON strings, a comma between; only when they are shown */
};

static void remove_text(struct removed *removed, str text, bool show)
{
    removed->words += count_words(text);
    if (!show || !str_trim(text).n)
        return;
    if (removed->texts.n)
        buf_char(&removed->texts, ',');
    json_put(&removed->texts, text);
}

/* A block that goes counts whole; inside one that stays, its spans count. */
static void count_block(struct removed *removed, const struct block *block, bool show)
{
    if (block->why != WHY_KEPT) {
        removed[block->why].blocks++;
        remove_text(&removed[block->why], block->text, show);
        return;
    }
    for (const struct span *span = block->spans; span; span = span->next) {
        removed[span->why].spans++;
        remove_text(&removed[span->why], str_slice(block->text, span->from, span->to), show);
    }
}

static void put_removed(struct buf *out, const struct doc *doc, bool show)
{
    struct removed removed[WHY_COUNT] = {0};
    char before = '{';

    for (size_t i = 0; i < WHY_COUNT; i++)
        removed[i].texts = buf_new(doc->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < doc->block_count; i++)
        count_block(removed, &doc->blocks[i], show);
    put_key(out, S("removed"));
    for (size_t i = 0; i < WHY_COUNT; i++) {
        if (!removed[i].blocks && !removed[i].spans)
            continue;
        buf_char(out, before);
        buf_printf(out, "\"%s\":{\"blocks\":%llu,\"spans\":%llu,\"words\":%llu",
                   reason_rows[i].name, (unsigned long long)removed[i].blocks,
                   (unsigned long long)removed[i].spans, (unsigned long long)removed[i].words);
        if (show) {
            buf_str(out, S(",\"texts\":["));
            buf_str(out, buf_text(&removed[i].texts));
            buf_char(out, ']');
        }
        buf_char(out, '}');
        before = ',';
    }
    buf_str(out, before == '{' ? S("{}") : S("}"));
}

static void put_duplicate(struct buf *out, const struct doc *doc, bool show_sketch)
{
    if (doc->duplicate)
        write_cluster(out, doc->duplicate);
    if (show_sketch && doc->sketch && doc->sketch->is_shown)
        write_sketch(out, doc->sketch);
    buf_char(out, '}');
}

static void put_head(struct buf *out, const struct doc *doc)
{
    buf_char(out, '{');
    put_fields(out, doc);
    put_flags(out, doc);
    put_text(out, S("page_type"), str_of(doc->page_type));
    put_quality(out, doc);
}

static void put_counts(struct buf *out, const struct doc *doc, bool show_removed)
{
    put_number(out, S("words"), count_words(doc->text));
    put_removed(out, doc, show_removed);
}

str write_record(struct doc *doc, bool show_removed)
{
    struct buf out = buf_new(doc->arena, SIZE_MAX / 4);

    write_digest(doc);
    buf_reserve(&out, doc->text.n + doc->text.n / 16 + 4096);
    put_head(&out, doc);
    put_key(&out, S("text"));
    json_put(&out, doc->text);
    put_counts(&out, doc, show_removed);
    put_duplicate(&out, doc, true);
    return buf_text(&out);
}

str write_record_head(struct doc *doc, bool show_removed, bool bare)
{
    struct buf out = buf_new(doc->arena, SIZE_MAX / 4);

    write_digest(doc);
    put_head(&out, doc);
    put_counts(&out, doc, show_removed && !bare);
    put_duplicate(&out, doc, !bare);
    return buf_text(&out);
}
