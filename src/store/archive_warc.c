#include "archive_warc.h"

#include "../base/hash.h"
#include "../base/json.h"
#include "../base/json_scan.h"

/* The value of a header line of that name; false: it has another. */
static bool has_name(str line, str name, str *value)
{
    if (!str_starts(line, name))
        return false;
    *value = str_from(line, name.n);
    return true;
}

static bool read_header(str *rest, struct archive_warc *warc, uint64_t *length)
{
    bool measured = false, known = false;
    str line, value;

    while (str_split(rest, '\n', &line) && line.n && line.p[line.n - 1] == '\r') {
        line.n--;
        if (!line.n)
            return measured && known;
        if (has_name(line, S("Content-Length: "), &value))
            measured = str_number(value, length);
        else if (has_name(line, S("WARC-Type: "), &value))
            known = (warc->info = str_eq(value, S("warcinfo"))) || str_eq(value, S("conversion"));
        else if (has_name(line, S("WARC-Block-Digest: sha256:"), &value))
            warc->block_sha = value;
        else if (has_name(line, S("WARC-Payload-Digest: sha256:"), &value))
            warc->payload_sha = value;
        else if (has_name(line, S("WARC-JSON-Metadata: "), &value))
            warc->record = value;
    }
    return false;
}

bool archive_warc_read(str member, struct archive_warc *warc)
{
    static const str version = {"WARC/1.1\r\n", 10}, end = {"\r\n\r\n", 4};
    str rest = str_from(member, version.n);
    uint64_t length;

    *warc = (struct archive_warc){.info = false};
    if (!str_starts(member, version) || !read_header(&rest, warc, &length) || rest.n < end.n ||
        length != rest.n - end.n || !str_ends(rest, end))
        return false;
    warc->text = str_slice(rest, 0, (size_t)length);
    return warc->info || warc->record.n;
}

bool archive_warc_sound(const struct archive_warc *warc)
{
    char hex[SHA256_HEX + 1];

    sha256_hex(warc->text, hex);
    return str_eq(warc->block_sha, str_of(hex)) && str_eq(warc->payload_sha, str_of(hex));
}

static void put_text(struct buf *out, char before, str text)
{
    buf_char(out, before);
    buf_str(out, S("\"text\":"));
    json_put(out, text);
}

/* The text stands before the count of its words, as in fields.def. */
str archive_warc_line(struct arena *arena, const struct archive_warc *warc)
{
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    struct json_scan scan = json_scan(warc->record);
    char before = '{';
    bool put = false;
    str key, value;

    buf_reserve(&out, warc->record.n + warc->text.n + warc->text.n / 16 + 16);
    while (json_scan_member(&scan, &key, &value)) {
        if (!put && str_eq(key, S("words"))) {
            put_text(&out, before, warc->text);
            put = true;
            before = ',';
        }
        buf_char(&out, before);
        buf_char(&out, '"');
        buf_str(&out, key);
        buf_str(&out, S("\":"));
        buf_str(&out, value);
        before = ',';
    }
    if (!json_scan_whole(&scan))
        return warc->record;
    if (!put)
        put_text(&out, before, warc->text);
    buf_str(&out, S("}\n"));
    return buf_text(&out);
}
