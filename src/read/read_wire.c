/* wire: files of newswire: one or many documents of NITF, NewsML, or the SGML of corpora. */
#include "../base/charset_policy.h"
#include "../base/xml.h"
#include "../stage.h"
#include "members.h"
#include "piece.h"
#include "whole.h"
#include "wire_fields.h"

enum {
    BID = 33, /* bits: more than a page, which "<?xml" and "<!doctype" begin too */
    HEAD = 1024,
    LONGEST_TAG = 64, /* "</newsitem   >": an end tag that is looked for */
};

struct wire_state {
    unsigned open; /* wire_document() of the element that is open */
    bool any;      /* document was found */
    struct arena memory;
};

static unsigned wire_bid(const uint8_t *p, size_t n)
{
    char bytes[HEAD];
    str head = {bytes, whole_head(p, n, bytes, sizeof bytes)};
    bool closing;

    head = xml_past_prolog(head);
    return head.n && head.p[0] == '<' && wire_is_root(xml_tag_name(head, 0, &closing)) ? BID : 0;
}

/* A piece ends behind the end tag of its document, or before another that begins within it. */
static bool wire_ends(void *with, str shown, size_t *at)
{
    struct wire_state *wire = with;

    for (size_t next; (next = str_find_char(str_from(shown, *at), '<')) != SIZE_MAX;) {
        size_t tag = *at + next;
        bool closing;
        unsigned document = wire_document(xml_tag_name(shown, tag, &closing));

        *at = tag;
        if (shown.n - tag < LONGEST_TAG && str_find_char(str_from(shown, tag), '>') == SIZE_MAX)
            return false;
        if (document && document == wire->open) {
            size_t end = str_find_char(str_from(shown, tag), '>');
            *at += !closing ? 0 : end == SIZE_MAX ? LONGEST_TAG : end + 1;
            return true;
        }
        if (document && !closing && !wire->open)
            wire->open = document;
        *at = tag + 1;
    }
    *at = shown.n;
    return false;
}

static void put_said(struct buf *out, void *with)
{
    static const char *const names[WIRE_FIELDS] = {
        [WIRE_ID] = "id",
        [WIRE_URL] = "url",
        [WIRE_TITLE] = "title",
        [WIRE_AUTHOR] = "author",
        [WIRE_PUBLISHED] = "published",
        [WIRE_LANG] = "lang",
        [WIRE_PUBLISHER] = "publisher",
        [WIRE_DESCRIPTION] = "description",
        [WIRE_BODY] = "text",
    };
    const struct wire_said *said = with;

    for (unsigned i = 0; i < WIRE_FIELDS; i++)
        if (names[i] && (said->fields[i].n || i == WIRE_BODY))
            members_put(out, str_of(names[i]), said->fields[i]);
}

struct wire_record {
    struct wire_state *wire;
    str bytes;
};

static void put_document(struct buf *out, void *with)
{
    struct wire_record *record = with;
    struct charset_text text = {.truncated = false};
    struct wire_said said;

    charset_read(&record->wire->memory, &record->wire->memory, record->bytes, false, S(""),
                 record->bytes.n * 4, &text);
    wire_read(&record->wire->memory, text.page, record->wire->open, &said);
    put_said(out, &said);
}

static enum reader_said give(struct wire_state *wire, enum piece_said said, str piece,
                             struct in *in, struct doc *doc, struct run *run)
{
    const struct run_config *config = run_config(run);
    struct wire_record record = {wire, piece};

    if (said == PIECE_OVER) {
        doc_fail(doc, WHY_TOO_LARGE, "is larger than --page-bytes");
        return READER_DOC;
    }
    if (said == PIECE_DAMAGED) {
        doc_fail(doc, WHY_CUT, "%s", piece_pass_damage(in, doc, run));
        return READER_DOC;
    }
    if (!members_fill(&wire->memory, doc, &config->fields, (size_t)config->page_bytes, put_document,
                      &record)) {
        run_fail(run, "out of memory");
        return READER_BROKEN;
    }
    doc->is_body = doc->is_text;
    if (said == PIECE_LAST)
        doc_flag(doc, FLAG_TRUNCATED);
    in_skip(in, piece.n);
    return READER_DOC;
}

static enum reader_said wire_next(void *state, const void *config, struct in *in, struct doc *doc,
                                  struct run *run)
{
    struct wire_state *wire = state;
    enum piece_said said;
    str piece;

    (void)config;
    wire->open = 0;
    doc->offset = in_offset(in);
    said = piece_read(in, (size_t)run_config(run)->page_bytes, wire_ends, wire, &piece);
    if (said == PIECE_LAST && !wire->open && wire->any)
        return READER_END; /* what stands behind the last document */
    wire->any = true;
    return give(wire, said, piece, in, doc, run);
}

static void wire_close(void *state)
{
    arena_free(&((struct wire_state *)state)->memory);
}

extern const struct reader reader_wire;
const struct reader reader_wire = {
    .name = "wire",
    .does = "reads newswire: NITF, NewsML, and the SGML of corpora",
    .bid = wire_bid,
    .is_utf8 = true,
    .size = sizeof(struct wire_state),
    .next = wire_next,
    .close = wire_close,
};
