/* read_warc: a document from each record that holds a page.
 *
 * `response` records of HTTP, `resource` and `conversion` records hold one, unless their type says
 * that they are a picture, a script ...; all others are skipped and counted. Where a record begins
 * a gzip member, doc->offset is the member's place in the file, so that it can be cut out with
 * `tail -c +N | zcat`; else it is the place in the (decompressed) stream.
 *
 * After damage the next record is looked for: at the begin of a gzip member, or at a line that
 * reads "WARC/1.0". A block is never held but as far as `in` can show it at once. */
#include "read_warc.h"

#include "header.h"
#include "http.h"
#include "in.h"
#include "media_type.h"
#include "warc_extent.h"

enum {
    HEAD_FIRST = 1024, /* a header is looked for in so many bytes, then in twice as many ... */
    FIRST_REDIRECT = 300,
};

struct warc {
    uint64_t counts[WARC_TYPES];
    uint64_t left;   /* bytes of the record before that are still to be passed */
    uint64_t offset; /* of that record */
    bool large;      /* it may hold the begin of another, since its end was not seen */
    bool lost;       /* damage was said, and no record was met since */
};

const uint64_t *warc_counts(const void *state)
{
    return ((const struct warc *)state)->counts;
}

static unsigned bid(const uint8_t *head, size_t n)
{
    return warc_begins((str){(const char *)head, n}) ? 8 * sizeof "WARC/1.0" : 0;
}

static str show(struct in *in, size_t want)
{
    size_t n;
    const uint8_t *p = in_peek(in, want, &n);

    return (str){(const char *)p, n};
}

static uint64_t place(const struct in *in)
{
    return in_next_member(in, 0) == 0 ? in_member_offset(in) : in_offset(in);
}

/* ---- from record to record ---- */

/* What lies damaged between two records stands for a document, so that the ledger has it. */
static void lose(struct doc *doc, struct run *run, uint64_t at, const char *what)
{
    run_damage(run, doc->source, at, "%s", what);
    doc->offset = at;
    doc_fail(doc, WHY_CUT, "at byte %llu: %s", (unsigned long long)at, what);
}

/* Passes what is left of the record before. */
static void finish_record(struct warc *warc, struct in *in, const struct doc *doc, struct run *run)
{
    uint64_t left = warc->left;

    warc->left = 0;
    if (!warc->large)
        in_skip(in, left);
    else if (!warc_pass_over(in, left))
        run_damage(run, doc->source, warc->offset, "the Content-Length of a record is too long");
}

/* Stands before damage: says it, and goes on behind it. */
static void pass_damage(struct warc *warc, struct in *in, struct doc *doc, struct run *run)
{
    uint64_t at;
    const char *what = in_damage(in, &at);
    str line = str_printf(doc->arena, "%s; %llu bytes behind it were passed over", what,
                          (unsigned long long)in_resume(in));

    lose(doc, run, at, str_zero_ended(doc->arena, line));
    warc->lost = true;
}

/* Goes to where a record begins, or behind damage, and the document has failed; false at the end.
 */
static bool find_record(struct warc *warc, struct in *in, struct doc *doc, struct run *run)
{
    while (doc->why == WHY_KEPT) {
        str s = show(in, WARC_LINE);

        if (warc_begins(s)) {
            warc->lost = false;
            return true;
        }
        if (s.n && (s.p[0] == '\r' || s.p[0] == '\n')) {
            in_skip(in, 1);
        } else if (s.n) {
            if (!warc->lost && !(s.n < WARC_LINE && in_damage_shown(in))) /* it is said below */
                lose(doc, run, place(in), "bytes that belong to no WARC record");
            warc->lost = true;
            warc_search(in);
        } else if (in_state(in) == IN_DAMAGED) {
            pass_damage(warc, in, doc, run);
        } else {
            return false;
        }
    }
    return true;
}

/* What the record that stands at the next byte can have its header in: not the first line of
 * another one, so that a flood of first lines is not read to the ceiling for each of them. */
static str show_header(struct in *in, size_t want)
{
    str s = show(in, want);

    return str_slice(s, 0, warc_find(s, 1, false));
}

/* Reads the header that stands at the next byte; a damaged one is said, and passed. */
static bool read_header(struct warc *warc, struct in *in, struct warc_record *record,
                        struct doc *doc, struct run *run)
{
    size_t want = HEAD_FIRST;
    str s = show_header(in, want);

    while (!header_length(str_slice(s, 0, HEADER_BYTES)) && s.n >= want && want < HEADER_BYTES) {
        want *= 2;
        s = show_header(in, want);
    }
    if (warc_read(s, record))
        return true;
    if (s.n >= HEADER_BYTES || in_state(in) != IN_DAMAGED)
        lose(doc, run, place(in),
             s.n < HEADER_BYTES ? "the header of a record is cut off"
                                : "the header of a record has no end, or too many fields");
    warc->lost = true;
    warc_search(in);
    return false;
}

/* ---- documents ---- */

/* A record that was read, as its document is made from it. */
struct source {
    const struct warc_record *record;
    str block;
    bool whole;
};

static bool has_scheme(const struct warc_record *record, str scheme)
{
    return str_starts_nocase(record->uri, scheme);
}

static void fill_fields(struct doc *doc, const struct source *from, str type, str coding)
{
    field_set(doc, FIELD_URL, from->record->uri, "warc");
    field_set(doc, FIELD_FETCHED, from->record->date, "warc");
    doc->warc_id = str_dup(doc->arena, from->record->id);
    doc->http_type = str_dup(doc->arena, type);
    doc->http_coding = str_dup(doc->arena, coding);
    doc->feed.title = str_dup(doc->arena, from->record->feed_title);
    doc->feed.published = str_dup(doc->arena, from->record->feed_published);
    doc->feed.modified = str_dup(doc->arena, from->record->feed_modified);
    doc->feed.authors = str_dup(doc->arena, from->record->feed_authors);
    if (from->record->opt_out)
        doc_flag(doc, FLAG_OPT_OUT);
    if (from->record->truncated || !from->whole)
        doc_flag(doc, FLAG_TRUNCATED);
}

static void fill_raw(struct doc *doc, const struct source *from, str body, bool cut)
{
    if (cut)
        doc_flag(doc, FLAG_TRUNCATED);
    doc->raw = body;
    if (!body.n && !from->whole)
        doc_fail(doc, WHY_CUT, "the record ends before its page begins");
}

/* Resources and conversions: the block is the page. false: it holds none. */
static bool take_block(struct doc *doc, const struct source *from, uint64_t most)
{
    str type = from->record->content_type;
    enum media media = media_type(type, from->block);

    if (media == MEDIA_NONE || has_scheme(from->record, S("metadata:")) ||
        has_scheme(from->record, S("dns:")))
        return false;
    fill_fields(doc, from, type, (str){NULL, 0});
    doc->is_text = media == MEDIA_TEXT;
    fill_raw(doc, from, str_dup(doc->arena, str_slice(from->block, 0, most)), from->block.n > most);
    return true;
}

/* An answer that is no HTTP message, or only the begin of one. */
static bool take_broken(struct doc *doc, const struct source *from, const struct http *http,
                        enum http_said said, uint64_t most)
{
    if (said == HTTP_NONE && str_starts(str_trim(str_slice(from->block, 0, HEAD_FIRST)), S("<"))) {
        struct source page = *from; /* some tools store the page without its header */
        struct warc_record record = *from->record;

        record.content_type = (str){NULL, 0};
        page.record = &record;
        return take_block(doc, &page, most);
    }
    fill_fields(doc, from, http->type, http->coding);
    doc->status = http->status;
    if (said == HTTP_FLOOD)
        doc_fail(doc, WHY_BAD_HTTP, "its HTTP header is too large");
    else if (!from->whole || !from->block.n)
        doc_fail(doc, WHY_CUT, "the record ends within its HTTP header");
    else if (said == HTTP_CUT && http->status >= FIRST_REDIRECT)
        doc_fail(doc, WHY_HTTP_STATUS, "status %u", http->status);
    else
        doc_fail(doc, WHY_BAD_HTTP,
                 said == HTTP_CUT ? "its HTTP header has no end"
                                  : "it does not begin with a status line");
    return true;
}

static bool take_response(struct doc *doc, const struct source *from, uint64_t most)
{
    struct http http;
    enum http_said said;
    enum media media;
    bool cut;
    str body;

    if (!has_scheme(from->record, S("http:")) && !has_scheme(from->record, S("https:")) &&
        !str_starts_nocase(from->record->content_type, S("application/http")))
        return false;
    said = http_read(from->block, &http);
    if (said != HTTP_READ)
        return take_broken(doc, from, &http, said, most);
    media = media_type(http.type, http.coding.n ? (str){NULL, 0} : http_start(&http));
    if (media == MEDIA_NONE)
        return false;
    fill_fields(doc, from, http.type, http.coding);
    doc->status = http.status;
    doc->is_text = media == MEDIA_TEXT;
    body = http_body(&http, doc->arena, (size_t)most, &cut);
    fill_raw(doc, from, body, cut);
    if (http.status >= FIRST_REDIRECT)
        doc_fail(doc, WHY_HTTP_STATUS, "status %u", http.status);
    return true;
}

static bool take_page(struct doc *doc, const struct source *from, uint64_t most)
{
    switch (from->record->type) {
    case WARC_RESPONSE:
        return take_response(doc, from, most);
    case WARC_RESOURCE:
    case WARC_CONVERSION:
        return take_block(doc, from, most);
    default:
        return false;
    }
}

/* Takes the record that begins at the next byte. false: it gives no document, or (it has failed)
 * none but that it is damaged. */
static bool take_record(struct warc *warc, struct in *in, struct doc *doc, struct run *run)
{
    uint64_t most = run_config(run)->page_bytes;
    struct warc_record record;
    struct warc_extent extent;
    struct source from;
    str s;

    if (!read_header(warc, in, &record, doc, run))
        return false;
    extent = warc_measure(in, &record, most + 2 * HEADER_BYTES);
    s = show(in, 1);
    warc_read(s, &record); /* once more: measuring moved the bytes */
    warc->counts[record.type]++;
    warc->offset = doc->offset = place(in);
    warc->left = extent.skip;
    warc->large = extent.large;
    if (extent.damage || !record.typed)
        run_damage(run, doc->source, warc->offset, "%s",
                   extent.damage ? extent.damage : "a record has no WARC-Type");
    from = (struct source){&record, str_slice(s, record.head, record.head + extent.block),
                           extent.whole};
    if (take_page(doc, &from, most))
        return true;
    if (extent.damage)
        doc_fail(doc, WHY_CUT, "at byte %llu: %s", (unsigned long long)warc->offset, extent.damage);
    else
        run_skip(run);
    return false;
}

static enum reader_said next(void *state, const void *config, struct in *in, struct doc *doc,
                             struct run *run)
{
    struct warc *warc = state;

    (void)config;
    do {
        finish_record(warc, in, doc, run);
        if (!find_record(warc, in, doc, run))
            return READER_END;
    } while (doc->why == WHY_KEPT && !take_record(warc, in, doc, run) && doc->why == WHY_KEPT);
    return READER_DOC;
}

const struct reader reader_warc = {
    .name = "warc",
    .does = "reads the pages of WARC files, 0.17 to 1.1",
    .bid = bid,
    .size = sizeof(struct warc),
    .next = next,
};
