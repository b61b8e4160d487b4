/* view: what newsmill.h shows of a document. */
#include "base/utf8.h"
#include "mill.h"
#include "stage/content.h"
#include "stage/write_record.h"

const char *newsmill_outcome(const newsmill_doc *place)
{
    return outcome_name(reason_rows[place->doc.why].outcome);
}

const char *newsmill_why(const newsmill_doc *place)
{
    return reason_rows[place->doc.why].name;
}

const char *newsmill_sentence(const newsmill_doc *place)
{
    return reason_rows[place->doc.why].sentence;
}

static enum field field_find(str key)
{
    unsigned field = 0;

    while (field < FIELD_COUNT && !str_eq(str_of(field_rows[field].key), key))
        field++;
    return (enum field)field;
}

/* Runs make(doc, with) with the document's arena as way out; {NULL, 0} when memory is short. */
static str guarded(const newsmill_doc *place, str (*make)(struct doc *doc, const void *with),
                   const void *with)
{
    /* The view of a document is const; its memory is the handle's, which may grow. */
    struct newsmill_doc *open = (struct newsmill_doc *)(uintptr_t)place;
    jmp_buf way_out;

    open->arena.escape = &way_out;
    if (setjmp(way_out))
        return (str){NULL, 0};
    return make(&open->doc, with);
}

static str joined(struct doc *doc, const void *with)
{
    str rest = *(const str *)with, part;
    struct buf out = buf_new(doc->arena, rest.n * 2);

    while (str_split(&rest, '\n', &part)) {
        if (out.n)
            buf_str(&out, S("; "));
        buf_str(&out, part);
    }
    return buf_text(&out);
}

static str flags_joined(struct doc *doc, const void *with)
{
    struct buf out = buf_new(doc->arena, SIZE_MAX / 4);

    (void)with;
    for (unsigned i = 0; i < FLAG_COUNT; i++)
        if (doc_has_flag(doc, (enum flag)i)) {
            if (out.n)
                buf_str(&out, S("; "));
            buf_str(&out, str_of(flag_rows[i].name));
        }
    return buf_text(&out);
}

newsmill_str newsmill_field(const newsmill_doc *place, const char *key)
{
    enum field field = field_find(str_of(key));
    const struct doc *doc = &place->doc;

    if (str_eq(str_of(key), S("page_type")))
        return str_of(doc->page_type);
    if (str_eq(str_of(key), S("flags")))
        return guarded(place, flags_joined, NULL);
    if (str_eq(str_of(key), S("source")))
        return doc->source;
    if (field == FIELD_COUNT || !field_known(doc, field))
        return (str){NULL, 0};
    if (field_rows[field].type == FIELD_LIST)
        return guarded(place, joined, &doc->fields[field].text);
    return doc->fields[field].text;
}

const char *newsmill_field_from(const newsmill_doc *place, const char *key)
{
    enum field field = field_find(str_of(key));

    return field == FIELD_COUNT ? NULL : place->doc.fields[field].from;
}

newsmill_str newsmill_text(const newsmill_doc *place)
{
    return place->doc.text;
}

static str record(struct doc *doc, const void *with)
{
    (void)with;
    return write_record(doc, false);
}

newsmill_str newsmill_record(const newsmill_doc *place)
{
    return guarded(place, record, NULL);
}

static str clean_text(struct doc *doc, const void *with)
{
    return block_text(doc->arena, with);
}

int newsmill_block_at(const newsmill_doc *place, size_t i, newsmill_block *view)
{
    const struct block *block;

    if (i >= place->doc.block_count)
        return NEWSMILL_FAILED;
    block = &place->doc.blocks[i];
    *view = (newsmill_block){
        .text = guarded(place, clean_text, block),
        .raw = block->text,
        .kind = block_kind_name(block->kind),
        .why = reason_rows[block->why].name,
        .sentence = reason_rows[block->why].sentence,
        .words = block->words,
        .score = block->score,
        .telling = place->doc.telling && i < place->doc.scored ? place->doc.telling[i].p : NULL,
        .features = place->doc.features ? place->doc.features + i * FEATURE_COUNT : NULL,
    };
    return NEWSMILL_OK;
}

const char *newsmill_feature_name(size_t i)
{
    static const char *const names[FEATURE_COUNT] = {
#define FEATURE(id, name, how) name,
#include "stage/content_features.def"
#undef FEATURE
    };

    return i < FEATURE_COUNT ? names[i] : NULL;
}
