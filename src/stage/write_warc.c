#include "write_warc.h"

#include "../base/hash.h"
#include "../base/json.h"
#include "write_record.h"

enum {
    HEX = 33,
    MOST_URI = 8192,       /* readers have ceilings for a header: what is longer is left out */
    MOST_METADATA = 16384, /* FastWARC reads 32 KiB of a header */
    LONG_FIELD = 512,
    DATE = 10,    /* 2026-11-22 */
    SECONDS = 19, /* 2026-11-22T07:50:16 */
};

/* What stands where the source has no date: WARC wants one, and no clock stands in a record. */
static const str no_date = {"1970-01-01T00:00:00Z", 20};

/* ---- names and digests ---- */

/* A UUID of its own kind (RFC 9562, 5.8) from what the record is made of. */
static void put_uuid(struct buf *out, str a, str b)
{
    char hex[HEX];

    hash128_hex(a, b, hex);
    hex[12] = '8';
    hex[16] = "89ab"[hex[16] & 3];
    buf_printf(out, "<urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s>", hex, hex + 8, hex + 12, hex + 16,
               hex + 20);
}

static void put_digests(struct buf *out, str block)
{
    char hex[SHA256_HEX + 1];

    sha256_hex(block, hex);
    buf_printf(out, "WARC-Block-Digest: sha256:%s\r\nWARC-Payload-Digest: sha256:%s\r\n", hex, hex);
}

static void put_block(struct buf *out, const char *type, str block)
{
    buf_printf(out, "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n", type, block.n);
    buf_str(out, block);
    buf_str(out, S("\r\n\r\n"));
}

/* ---- fields that come from outside ---- */

/* What could end a line, or is no part of a URI, as %XX. */
static void put_uri(struct buf *out, str uri)
{
    for (size_t i = 0; i < uri.n; i++) {
        unsigned char c = (unsigned char)uri.p[i];
        if (c <= ' ' || c >= 0x7F || c == '<' || c == '>' || c == '"')
            buf_printf(out, "%%%02X", c);
        else
            buf_char(out, uri.p[i]);
    }
}

static bool is_like(str s, const char *pattern)
{
    for (size_t i = 0; pattern[i]; i++)
        if (i >= s.n || (pattern[i] == '0' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != pattern[i]))
            return false;
    return true;
}

/* To the second in UTC; of a time elsewhere its day. */
static void put_date(struct buf *out, str fetched)
{
    if (is_like(fetched, "0000-00-00T00:00:00") && fetched.p[fetched.n - 1] == 'Z')
        buf_str(out, str_slice(fetched, 0, SECONDS));
    else if (is_like(fetched, "0000-00-00"))
        buf_printf(out, "%.*sT00:00:00", DATE, fetched.p);
    else
        buf_str(out, str_slice(no_date, 0, SECONDS));
    buf_char(out, 'Z');
}

/* The name of a record of the source, when it is one: <urn:uuid:...>, no white space in it. */
static bool is_record_id(str id)
{
    if (id.n < 3 || id.n > MOST_URI || id.p[0] != '<' || id.p[id.n - 1] != '>')
        return false;
    for (size_t i = 1; i < id.n - 1; i++)
        if ((unsigned char)id.p[i] <= ' ' || (unsigned char)id.p[i] >= 0x7F || id.p[i] == '<' ||
            id.p[i] == '>')
            return false;
    return true;
}

/* ---- metadata ---- */

/* Without the fields that are longer than any should be. */
static str short_head(const struct doc *doc)
{
    struct doc lean = *doc;

    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (i != FIELD_ID && lean.fields[i].text.n > LONG_FIELD)
            lean.fields[i].text.n = 0;
    return write_record_head(&lean, false, true);
}

static str id_alone(const struct doc *doc)
{
    struct buf line = buf_new(doc->arena, MOST_METADATA);

    buf_str(&line, S("{\"id\":"));
    json_put(&line, doc->fields[FIELD_ID].text);
    buf_char(&line, '}');
    return buf_text(&line);
}

/* One line of JSON: json_put() escapes every character that could end it. */
static void put_metadata(struct buf *out, struct doc *doc, bool show_removed)
{
    str line = write_record_head(doc, show_removed, false);

    if (line.n > MOST_METADATA)
        line = write_record_head(doc, show_removed, true);
    if (line.n > MOST_METADATA)
        line = short_head(doc);
    if (line.n > MOST_METADATA)
        line = id_alone(doc);
    buf_str(out, S("WARC-JSON-Metadata: "));
    buf_str(out, line);
    buf_str(out, S("\r\n"));
}

/* ---- records ---- */

static void begin(struct buf *out, const char *type)
{
    buf_printf(out, "WARC/1.1\r\nWARC-Type: %s\r\n", type);
}

void write_warcinfo(struct buf *out)
{
    struct buf block = buf_new(out->arena, MOST_METADATA);

    buf_printf(&block,
               "software: newsmill/%s\r\nformat: WARC File Format 1.1\r\nconformsTo: "
               "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
               newsmill_version());
    begin(out, "warcinfo");
    buf_str(out, S("WARC-Record-ID: "));
    put_uuid(out, S("warcinfo"), buf_text(&block));
    buf_printf(out, "\r\nWARC-Date: %.*s\r\n", (int)no_date.n, no_date.p);
    put_digests(out, buf_text(&block));
    put_block(out, "application/warc-fields", buf_text(&block));
}

void write_warc(struct buf *out, struct doc *doc, bool show_removed)
{
    str url = doc->fields[FIELD_URL].text, id = doc->fields[FIELD_ID].text;

    begin(out, "conversion");
    buf_str(out, S("WARC-Record-ID: "));
    put_uuid(out, id, doc->text);
    buf_str(out, S("\r\nWARC-Date: "));
    put_date(out, doc->fields[FIELD_FETCHED].text);
    buf_str(out, S("\r\n"));
    if (url.n && url.n <= MOST_URI) {
        buf_str(out, S("WARC-Target-URI: "));
        put_uri(out, url);
        buf_str(out, S("\r\n"));
    }
    if (is_record_id(doc->warc_id)) {
        buf_str(out, S("WARC-Refers-To: "));
        buf_str(out, doc->warc_id);
        buf_str(out, S("\r\n"));
    }
    put_metadata(out, doc, show_removed);
    put_digests(out, doc->text);
    put_block(out, "text/plain;charset=utf-8", doc->text);
}
